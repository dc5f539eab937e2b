import { Column } from '../base/column.ts';
import { Forest, type Leaves } from './forest.ts';

/**
 * How many threads wait, over time. A wait is known when it begins; it is taken back when it turns out to have had no length,
 * and its end may lie in the past (the cause's `t`), so changes are inserted in time order, which is nearly at the end.
 */
export class WaiterCount implements Leaves {
  readonly t = new Column();
  private readonly value = new Column();
  /** Columns: greatest count of a stretch that has a length; count × ns. The last stretch, still open, is not in it. */
  readonly forest = new Forest(['max', 'sum'], this);

  fold(from: number, end: number, into: Float64Array): void {
    into.fill(0, 0, 2);
    for (let i = from; i < end; i++) {
      const length = this.t.at(i + 1) - this.t.at(i);
      if (length <= 0) continue;
      const value = this.value.at(i);
      into[0] = Math.max(into[0]!, value);
      into[1]! += value * length;
    }
  }

  began(t: number): void {
    this.change(t, +1);
  }

  ended(startNs: number, endNs: number): void {
    if (endNs > startNs) this.change(endNs, -1);
    else this.takeBack(startNs);
  }

  countAt(index: number): number {
    return index < 0 ? 0 : this.value.at(index);
  }

  get current(): number {
    return this.countAt(this.t.length - 1);
  }

  get max(): number {
    return Math.max(this.forest.fold(0, this.forest.length, 0), this.current);
  }

  trim(): void {
    for (const column of [this.t, this.value, this.forest]) column.trim();
  }

  private change(t: number, by: number): void {
    let index = this.t.length;
    while (index > 0 && this.t.at(index - 1) > t) index--;
    if (index === this.t.length) {
      this.t.push(t);
      this.value.push(this.countAt(index - 1) + by);
      this.forest.grow(index);
      return;
    }
    this.forget(index);
    this.t.insert(index, t);
    this.value.insert(index, this.countAt(index - 1));
    this.add(index, by);
  }

  /** The last wait that began at a time was none. */
  private takeBack(t: number): void {
    let index = this.t.length - 1;
    // It began a moment ago, so that it is one of the last.
    while (this.t.at(index) > t) index--;
    while (this.countAt(index) <= this.countAt(index - 1)) index--;
    this.forget(index);
    this.t.remove(index);
    this.value.remove(index);
    this.add(index, -1);
  }

  /** Aggregates of what is about to change; the stretch before has a new end as well. */
  private forget(index: number): void {
    this.forest.shrink(Math.max(0, index - 1));
  }

  private add(from: number, by: number): void {
    for (let i = from; i < this.value.length; i++) this.value.set(i, this.value.at(i) + by);
    this.forest.grow(Math.max(0, this.t.length - 1));
  }
}
