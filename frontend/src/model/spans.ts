import { doubles, words32, type Column } from '../base/column.ts';
import { Forest } from './forest.ts';

/** Stretches of time, each of a thread, that may overlap; those of any range are found without a look at the others. */
export class Spans {
  readonly thread = words32();
  readonly start = doubles();
  readonly end = doubles();
  /** Columns: least start, greatest end. */
  private readonly forest = new Forest(['min', 'max'], (i, column) => (column === 0 ? this.start.at(i) : this.end.at(i)));

  /** Whether they came in the order of their starts and of their ends, as those do that do not overlap. */
  private ordered = true;

  get length(): number {
    return this.thread.length;
  }

  add(thread: number, startNs: number, endNs: number): void {
    this.ordered &&= this.length === 0 || (startNs >= this.start.last() && endNs >= this.end.last());
    this.thread.push(thread);
    this.start.push(startNs);
    this.end.push(endNs);
    this.forest.grow(this.length);
  }

  /** Visits, in the order in which they were added, those with a part in a range; one of no length where it lies in it. */
  within(fromNs: number, toNs: number, visit: (index: number) => void): void {
    const { forest } = this;
    if (this.ordered) {
      for (let i = firstFrom(this.end, fromNs); i < this.length && this.start.at(i) < toNs; i++) {
        if (this.end.at(i) > fromNs || this.start.at(i) >= fromNs) visit(i);
      }
      return;
    }
    const misses = (level: number, block: number) => forest.get(level, block, 0) >= toNs || forest.get(level, block, 1) < fromNs;
    forest.cover(
      0, this.length,
      (first, last) => {
        const size = last - first + 1;
        return misses(Math.log2(size), first / size);
      },
      (level, block, first) => {
        if (level > 0 || misses(0, block)) return;
        const start = this.start.at(first);
        if (start < toNs && (this.end.at(first) > fromNs || start >= fromNs)) visit(first);
      },
    );
  }
}

/** Moments by thread: each thread's come in the order of time, those of all threads need not. */
export class Moments {
  private readonly times = new Map<number, Column>();

  add(thread: number, t: number): void {
    let column = this.times.get(thread);
    if (!column) this.times.set(thread, (column = doubles()));
    column.push(t);
  }

  /** How many lie in a range. */
  within(fromNs: number, toNs: number): number {
    let count = 0;
    for (const column of this.times.values()) count += firstFrom(column, toNs) - firstFrom(column, fromNs);
    return count;
  }
}

/** The index of the first entry of a non-decreasing column that is at least `value`. */
function firstFrom(column: Column, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column.at(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
