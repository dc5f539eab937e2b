import { Column } from '../base/column.ts';
import { Forest, type Leaves } from './forest.ts';
import { Latest } from './latest.ts';

/** Stretches of time, each of a thread, that may overlap; those of any range are found without a look at the others. */
export class Spans implements Leaves {
  readonly thread = new Column();
  readonly start = new Column();
  readonly end = new Column();
  /** Columns: least start, greatest end. Not needed as long as they are ordered. */
  private readonly forest = new Forest(['min', 'max'], this);
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
    if (!this.ordered) this.forest.grow(this.length);
  }

  fold(from: number, end: number, into: Float64Array): void {
    into[0] = Infinity;
    into[1] = -Infinity;
    for (let i = from; i < end; i++) {
      into[0] = Math.min(into[0], this.start.at(i));
      into[1] = Math.max(into[1], this.end.at(i));
    }
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
    const misses = (level: number, block: number) =>
      forest.get(level, block, 0) >= toNs || forest.get(level, block, 1) < fromNs;
    forest.cover(
      0,
      this.length,
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

  trim(): void {
    for (const column of [this.thread, this.start, this.end, this.forest]) column.trim();
  }
}

/** Moments, in the order of `seq`, which is nearly that of time. */
export class Moments {
  private readonly t = new Column();
  private readonly latest = new Latest(this.t);
  /** The most by which one comes after a later one. */
  private slackNs = 0;

  add(t: number): void {
    this.t.push(t);
    this.latest.push(t);
    this.slackNs = Math.max(this.slackNs, this.latest.last() - t);
  }

  /** How many lie in a range. */
  within(fromNs: number, toNs: number): number {
    return this.before(toNs) - this.before(fromNs);
  }

  trim(): void {
    this.t.trim();
    this.latest.trim();
  }

  private before(timeNs: number): number {
    const { t } = this;
    // Times are whole nanoseconds.
    const untilNs = Math.ceil(timeNs) - 1;
    let index = this.latest.upperBound(untilNs);
    let count = index;
    for (let latestNs = -Infinity; index < t.length && latestNs <= untilNs + this.slackNs; index++) {
      latestNs = Math.max(latestNs, t.at(index));
      if (t.at(index) <= untilNs) count++;
    }
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
