import { Column } from '../base/column.ts';

const BLOCK_BITS = 6;
const BLOCK = 1 << BLOCK_BITS;

/** The running maximum of a growing column, which is hardly larger for it: kept for every 64th entry, and looked up in between. */
export class Latest {
  private readonly column: Column;
  /** The maximum up to the end of each whole block. */
  private readonly maxima = new Column();
  private length = 0;
  private now = -Infinity;

  constructor(column: Column) {
    this.column = column;
  }

  /** To be told of each entry that the column gets. */
  push(value: number): void {
    if (value > this.now) this.now = value;
    if (++this.length % BLOCK === 0) this.maxima.push(this.now);
  }

  /** Of the first `count` of some. */
  append(values: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) this.push(values[i]!);
  }

  last(): number {
    return this.now;
  }

  at(index: number): number {
    const block = index >>> BLOCK_BITS;
    let latest = block === 0 ? -Infinity : this.maxima.at(block - 1);
    for (let i = block * BLOCK; i <= index; i++) latest = Math.max(latest, this.column.at(i));
    return latest;
  }

  /** How many of the maxima are at most `value`. */
  upperBound(value: number): number {
    let index = this.maxima.upperBound(value) * BLOCK;
    while (index < this.column.length && this.column.at(index) <= value) index++;
    return index;
  }

  trim(): void {
    this.maxima.trim();
  }
}
