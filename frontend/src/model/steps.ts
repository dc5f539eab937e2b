import { Column } from '../base/column.ts';
import { Forest, type Leaves } from './forest.ts';

/**
 * A value that changes at events: a queue's depth, a semaphore's permits, a variable.
 * The order is that of `seq`; where clocks disagree with it, a step is drawn no earlier than the one before.
 */
export class Steps implements Leaves {
  readonly t = new Column();
  readonly value = new Column();
  readonly seq = new Column();
  /** Columns: least and greatest value. */
  readonly forest = new Forest(['min', 'max'], this);

  push(t: number, value: number, seq: number): void {
    this.t.push(this.t.length === 0 ? t : Math.max(t, this.t.last()));
    this.value.push(value);
    this.seq.push(seq);
    this.forest.grow(this.t.length);
  }

  /** A step up or down from where it is, which is 0 at first. */
  change(t: number, by: number, seq: number): void {
    this.push(t, (this.current ?? 0) + by, seq);
  }

  fold(from: number, end: number, into: Float64Array): void {
    into[0] = Infinity;
    into[1] = -Infinity;
    for (let i = from; i < end; i++) {
      const value = this.value.at(i);
      into[0] = Math.min(into[0], value);
      into[1] = Math.max(into[1], value);
    }
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

  trim(): void {
    for (const column of [this.t, this.value, this.seq, this.forest]) column.trim();
  }
}
