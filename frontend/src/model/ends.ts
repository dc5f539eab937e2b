import type { Column } from '../base/column.ts';

/** Where stretches end, one after the other: nearly always where the next one starts. Only the others are kept, by index. */
export class Ends {
  private readonly starts: Column;
  private readonly apart = new Map<number, number>();
  private lastNs = 0;

  constructor(starts: Column) {
    this.starts = starts;
  }

  /** Adds a stretch, its start to the starts. */
  push(startNs: number, endNs: number): void {
    const { starts } = this;
    if (starts.length > 0 && startNs !== this.lastNs) this.apart.set(starts.length - 1, this.lastNs);
    starts.push(startNs);
    this.lastNs = endNs;
  }

  at(index: number): number {
    if (index === this.starts.length - 1) return this.lastNs;
    return (this.apart.size > 0 ? this.apart.get(index) : undefined) ?? this.starts.at(index + 1);
  }

  /** Those of a range, into an array from its start. */
  copy(from: number, to: number, into: Float64Array): void {
    const last = this.starts.length - 1;
    this.starts.copy(from + 1, Math.min(to, last) + 1, into);
    if (to > last) into[last - from] = this.lastNs;
    for (const [index, endNs] of this.apart) if (index >= from && index < to) into[index - from] = endNs;
  }

  last(): number {
    return this.lastNs;
  }

  /** How many of them, which never go back, are at most `value`. */
  upperBound(value: number): number {
    let index = Math.max(0, this.starts.upperBound(value) - 1);
    while (index < this.starts.length && this.at(index) <= value) index++;
    while (index > 0 && this.at(index - 1) > value) index--;
    return index;
  }
}
