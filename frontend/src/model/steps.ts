import { doubles, words32 } from '../base/column.ts';
import { Forest } from './forest.ts';

/**
 * A value that changes at events: a queue's depth, a semaphore's permits, a variable.
 * The order is that of `seq`; where clocks disagree with it, a step is drawn no earlier than the one before.
 */
export class Steps {
  readonly t = doubles();
  readonly value = doubles();
  readonly seq = words32();
  /** Columns: least and greatest value. */
  readonly forest = new Forest(['min', 'max'], (i) => this.value.at(i));

  push(t: number, value: number, seq: number): void {
    this.t.push(this.t.length === 0 ? t : Math.max(t, this.t.last()));
    this.value.push(value);
    this.seq.push(seq);
    this.forest.grow(this.t.length);
  }

  get current(): number | undefined {
    return this.t.length === 0 ? undefined : this.value.last();
  }

  after(seq: number): number | undefined {
    const index = this.seq.upperBound(seq) - 1;
    return index < 0 ? undefined : this.value.at(index);
  }

  /** The greatest value of the run so far. */
  get max(): number {
    return this.forest.fold(0, this.t.length, 1);
  }
}

/**
 * How many threads wait, over time. A wait is known when it begins; it is taken back when it turns out to have had no length,
 * and its end may lie in the past (the cause's `t`), so changes are inserted in time order, which is nearly at the end.
 * Counts and their forest are brought up to date when read, from the earliest change on.
 */
export class WaiterCount {
  readonly t = doubles();
  private readonly delta = doubles();
  private readonly value = doubles();
  private settled = 0;
  /** Columns: greatest count of a stretch that has a length; count × ns. The last stretch, still open, is not in it. */
  private readonly aggregates = new Forest(['max', 'sum'], (i, column) => {
    const length = this.t.at(i + 1) - this.t.at(i);
    return column === 0 ? (length > 0 ? this.value.at(i) : 0) : this.value.at(i) * length;
  });

  began(t: number): void {
    this.insert(t, +1);
  }

  ended(startNs: number, endNs: number): void {
    if (endNs > startNs) {
      this.insert(endNs, -1);
      return;
    }
    let index = this.t.upperBound(startNs) - 1;
    while (this.delta.at(index) !== 1) index--;
    this.t.remove(index);
    this.delta.remove(index);
    this.value.remove(index);
    this.settled = Math.min(this.settled, index);
  }

  countAt(index: number): number {
    this.settle();
    return this.value.at(index);
  }

  get forest(): Forest {
    this.settle();
    return this.aggregates;
  }

  get current(): number {
    this.settle();
    return this.t.length === 0 ? 0 : this.value.last();
  }

  get max(): number {
    return Math.max(this.forest.fold(0, this.forest.length, 0), this.current);
  }

  private insert(t: number, delta: number): void {
    let index = this.t.length;
    while (index > 0 && this.t.at(index - 1) > t) index--;
    this.t.insert(index, t);
    this.delta.insert(index, delta);
    this.value.insert(index, 0);
    this.settled = Math.min(this.settled, index);
  }

  private settle(): void {
    if (this.settled === this.t.length) return;
    // The stretch before the first change has a new end as well.
    this.aggregates.shrink(Math.max(0, this.settled - 1));
    let count = this.settled === 0 ? 0 : this.value.at(this.settled - 1);
    for (let i = this.settled; i < this.t.length; i++) {
      count += this.delta.at(i);
      this.value.set(i, count);
    }
    this.settled = this.t.length;
    this.aggregates.grow(Math.max(0, this.t.length - 1));
  }
}
