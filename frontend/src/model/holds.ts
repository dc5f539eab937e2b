import { Column } from '../base/column.ts';
import { Forest, type Leaves } from './forest.ts';

export interface Hold {
  readonly thread: number;
  readonly startNs: number;
  readonly endNs: number;
  /** The event that took the lock, and the one that gave it back, 0 while it is held. */
  readonly acquire: number;
  readonly release: number;
}

interface OpenHold {
  readonly startNs: number;
  readonly acquire: number;
}

/**
 * Who held a lock in one mode, outermost hold by outermost hold, in the order of release.
 * Where clocks disagree with that order, a hold ends, and an exclusive one begins, no earlier than the one before it ended.
 */
export class Holds implements Leaves {
  readonly thread = new Column();
  readonly start = new Column();
  readonly end = new Column();
  readonly acquire = new Column();
  readonly release = new Column();
  readonly open = new Map<number, OpenHold>();
  /** Its column: time held. */
  readonly forest = new Forest(['sum'], this);

  private readonly shared: boolean;

  constructor(shared: boolean) {
    this.shared = shared;
  }

  acquired(thread: number, t: number, seq: number): void {
    if (this.open.has(thread)) return;
    this.open.set(thread, { startNs: this.shared ? t : Math.max(t, this.lastEndNs), acquire: seq });
  }

  released(thread: number, t: number, seq: number): void {
    const hold = this.open.get(thread);
    if (!hold) return;
    this.open.delete(thread);
    this.thread.push(thread);
    this.start.push(hold.startNs);
    this.end.push(Math.max(t, hold.startNs, this.lastEndNs));
    this.acquire.push(hold.acquire);
    this.release.push(seq);
    this.forest.grow(this.thread.length);
  }

  fold(from: number, end: number, into: Float64Array): void {
    into[0] = 0;
    for (let i = from; i < end; i++) into[0] += this.end.at(i) - this.start.at(i);
  }

  trim(): void {
    for (const column of [this.thread, this.start, this.end, this.acquire, this.release, this.forest]) column.trim();
  }

  at(index: number): Hold {
    return {
      thread: this.thread.at(index),
      startNs: this.start.at(index),
      endNs: this.end.at(index),
      acquire: this.acquire.at(index),
      release: this.release.at(index),
    };
  }

  /** Holds that have not ended. */
  current(nowNs: number): Hold[] {
    return [...this.open].map(([thread, { startNs, acquire }]) => ({
      thread,
      startNs,
      endNs: Math.max(startNs, nowNs),
      acquire,
      release: 0,
    }));
  }

  /** The thread that has an exclusive lock just after event `seq`, or 0. */
  ownerAfter(seq: number): number {
    const index = this.acquire.upperBound(seq) - 1;
    if (index >= 0 && this.release.at(index) > seq) return this.thread.at(index);
    for (const [thread, { acquire }] of this.open) if (acquire <= seq) return thread;
    return 0;
  }

  /** Calls back for each hold that overlaps a stretch of the past, with the length of the overlap. */
  overlapping(startNs: number, endNs: number, found: (thread: number, ns: number) => void): void {
    for (const [thread, hold] of this.open)
      if (hold.startNs < endNs) found(thread, endNs - Math.max(hold.startNs, startNs));
    for (let i = this.thread.length - 1; i >= 0 && this.end.at(i) > startNs; i--) {
      const ns = Math.min(this.end.at(i), endNs) - Math.max(this.start.at(i), startNs);
      if (ns > 0) found(this.thread.at(i), ns);
    }
  }

  private get lastEndNs(): number {
    return this.end.length === 0 ? 0 : this.end.last();
  }
}
