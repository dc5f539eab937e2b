import { Column } from '../base/column.ts';
import { clamp } from '../base/units.ts';
import { Ends } from './ends.ts';
import { Forest, type Leaves } from './forest.ts';
import { CODE } from './kinds.ts';
import type { Trace } from './trace.ts';

/** What a thread can be doing, in the order of the aggregate columns. */
export const STATES = ['new', 'ready', 'running', 'blocked', 'waiting', 'sleeping', 'io', 'ended'] as const;
export type State = (typeof STATES)[number];

const NEW = 0;
const READY = 1;
const RUNNING = 2;
const BLOCKED = 3;
const WAITING = 4;
const SLEEPING = 5;
const IO = 6;
const ENDED = 7;
const NOT_BORN = -1;

/** The aggregate column that counts waits; the columns before it are the durations of the states up to `io`. */
export const WAIT_COUNT = 7;
const FOLDS = Array.from({ length: WAIT_COUNT + 1 }, () => 'sum' as const);

/** By kind, the state after an event of the thread itself. */
const AFTER = new Uint8Array(128).fill(RUNNING);
for (const [kind, state] of [
  [CODE['thread.end'], ENDED],
  [CODE['lock.request'], BLOCKED],
  [CODE['semaphore.request'], BLOCKED],
  [CODE['queue.put.request'], BLOCKED],
  [CODE['queue.take.request'], BLOCKED],
  [CODE['condition.wait'], WAITING],
  [CODE['event.wait'], WAITING],
  [CODE['latch.await'], WAITING],
  [CODE['barrier.await'], WAITING],
  [CODE['thread.join.request'], WAITING],
  [CODE['future.get.request'], WAITING],
  [CODE['queue.join.request'], WAITING],
  [CODE['thread.park'], WAITING],
  [CODE['thread.sleep'], SLEEPING],
  [CODE['io.begin'], IO],
] as const)
  AFTER[kind] = state;

/** What a thread does after an event of its own, as the event's kind says. */
export const stateAfter = (kind: number): State => STATES[AFTER[kind]!]!;

/** A stretch of one thread in one state. */
export interface Interval {
  readonly thread: number;
  readonly state: State;
  readonly startNs: number;
  readonly endNs: number;
  /** What it was blocked on or waited for; 0 for none, as when it waits for another thread. */
  readonly object: number;
  /** The event that began it (of a wait: the request), and the one that ended it, 0 while it lasts. */
  readonly from: number;
  readonly to: number;
}

/** Told of waits as they begin and end. `endNs` is when the wait proper ended, `resumedNs` when the thread went on. */
export interface WaitListener {
  waitBegan(object: number, startNs: number): void;
  waitEnded(object: number, thread: number, startNs: number, endNs: number, resumedNs: number, result: number): void;
}

/**
 * One thread's states over time. Finished stretches are columns and never change; the stretch that lasts is a few fields.
 *
 * A wait is written only once its result is known, because only the result's cause says where `ready` begins, and a wait of
 * no length never was one: until then the running stretch before it stays open too.
 *
 * In a controlled run a thread that could go on runs in the steps that it makes, each to its end, and is ready in those that others make.
 */
export class ThreadHistory implements Leaves {
  readonly id: number;
  /** The thread's own events, and those that made it `new` or `ready`. */
  readonly events = new Column();
  readonly state = new Column();
  readonly start = new Column();
  readonly end = new Ends(this.start);
  readonly object = new Column();
  readonly from = new Column();
  readonly to = new Column();
  /** Columns: time in each state up to `io`; number of waits. */
  readonly forest = new Forest(FOLDS, this);

  private readonly trace: Trace;
  private readonly listener: WaitListener;
  /** The length of a step in a controlled run, else 0. */
  private readonly stepNs: number;
  private now = NOT_BORN;
  private sinceNs = 0;
  private sinceSeq = 0;
  private sinceObject = 0;
  /** In a controlled run: the end of the last step that it made. */
  private ranUntilNs = 0;
  private runningNs = 0;
  private runningSeq = 0;
  /** The `condition.wake` seen while its `lock.acquire` is still to come, and the lock it asks for. */
  private wakeSeq = 0;
  private wakeLock = 0;

  constructor(id: number, trace: Trace, listener: WaitListener, stepNs: number) {
    this.stepNs = stepNs;
    this.id = id;
    this.trace = trace;
    this.listener = listener;
  }

  fold(from: number, end: number, into: Float64Array): void {
    into.fill(0, 0, FOLDS.length);
    for (let i = from; i < end; i++) {
      const state = this.state.at(i);
      into[state]! += this.end.at(i) - this.start.at(i);
      if (state === BLOCKED || state === WAITING) into[WAIT_COUNT]!++;
    }
  }

  /** To be called when nothing more is expected. */
  trim(): void {
    for (const column of [this.events, this.state, this.start, this.object, this.from, this.to, this.forest])
      column.trim();
  }

  get current(): State | null {
    return this.now === NOT_BORN ? null : STATES[this.now]!;
  }

  /** The creator's `thread.new` or `thread.create` of this thread. */
  born(seq: number): void {
    this.events.push(seq);
    const t = this.timeOf(seq);
    this.finish(this.now, this.sinceNs, t, 0, this.sinceSeq, seq);
    this.enter(this.trace.kind.at(seq) === CODE['thread.new'] ? NEW : READY, t, seq, 0);
  }

  /** An event of the thread itself. */
  own(seq: number): void {
    this.events.push(seq);
    const { trace } = this;
    const kind = trace.kind.at(seq);
    const t = this.timeOf(seq);
    if (this.isConditionStep(kind, seq)) return;
    this.close(seq, kind, t);
    if (this.stepNs > 0 && this.now === RUNNING) this.takeTurn(seq, t);
    const state = AFTER[kind]!;
    if (state === RUNNING) {
      if (this.now === RUNNING) return;
      this.enter(RUNNING, t, seq, 0);
      this.ranUntilNs = this.afterStep(seq, t);
    } else {
      const fromNs = this.afterStep(seq, t);
      if (state === ENDED && this.now === RUNNING) this.finish(RUNNING, this.sinceNs, fromNs, 0, this.sinceSeq, seq);
      this.enter(state, fromNs, seq, trace.object.at(seq));
      if (this.isWaitOnObject()) this.listener.waitBegan(this.sinceObject, fromNs);
    }
  }

  /** The stretches that are not finished yet, oldest first, up to `nowNs`. */
  open(nowNs: number): Interval[] {
    const { now } = this;
    if (now === NOT_BORN || now === ENDED) return [];
    const out: Interval[] = [];
    const add = (state: number, startNs: number, endNs: number, object: number, from: number, to = 0) => {
      if (endNs > startNs || (to === 0 && state === now)) {
        out.push({
          thread: this.id,
          state: STATES[state]!,
          startNs,
          endNs: Math.max(startNs, endNs),
          object,
          from,
          to,
        });
      }
    };
    if (now >= BLOCKED) add(RUNNING, this.runningNs, this.sinceNs, 0, this.runningSeq, this.sinceSeq);
    if (this.wakeSeq !== 0 && this.wakeLock !== 0) {
      const signalNs = this.signalNs(this.timeOf(this.wakeSeq));
      add(WAITING, this.sinceNs, signalNs, this.sinceObject, this.sinceSeq);
      add(BLOCKED, signalNs, nowNs, this.wakeLock, this.sinceSeq);
    } else if (now === RUNNING && this.stepNs > 0 && this.ranUntilNs < nowNs) {
      const other = this.firstSince(this.ranUntilNs);
      add(RUNNING, this.sinceNs, this.ranUntilNs, 0, this.sinceSeq, other);
      add(READY, this.ranUntilNs, nowNs, 0, other);
    } else {
      add(now, this.sinceNs, nowNs, this.sinceObject, this.sinceSeq);
    }
    return out;
  }

  interval(index: number): Interval {
    return {
      thread: this.id,
      state: STATES[this.state.at(index)]!,
      startNs: this.start.at(index),
      endNs: this.end.at(index),
      object: this.object.at(index),
      from: this.from.at(index),
      to: this.to.at(index),
    };
  }

  /** The stretch at a time, finished or not; undefined before birth, after the end. */
  at(timeNs: number, nowNs: number): Interval | undefined {
    const index = this.start.upperBound(timeNs) - 1;
    if (index >= 0 && timeNs < this.end.at(index)) return this.interval(index);
    return this.open(nowNs).findLast((i) => i.startNs <= timeNs && timeNs <= i.endNs);
  }

  /** The stretch that an event began, or else the one that it lies in. */
  of(seq: number, nowNs: number): Interval | undefined {
    const end = this.from.upperBound(seq);
    let index = end - 1;
    while (index > 0 && this.from.at(index - 1) === this.from.at(index)) index--;
    if (index >= 0 && this.from.at(index) === seq) return this.interval(index);
    const open = this.open(nowNs).find((i) => i.from === seq);
    return open ?? this.at(this.trace.t.at(seq), nowNs);
  }

  /** The state just after event `seq` of the whole run: what the thread's own last event says, with no look ahead. */
  stateAfter(seq: number): { state: State; since: number } | undefined {
    const index = this.events.upperBound(seq) - 1;
    if (index < 0) return undefined;
    const since = this.events.at(index);
    const kind = this.trace.kind.at(since);
    if (this.trace.thread.at(since) !== this.id) return { state: kind === CODE['thread.new'] ? 'new' : 'ready', since };
    // Giving the lock back is part of waiting on its condition.
    if (kind === CODE['lock.release']) {
      let before = index - 1;
      while (before >= 0 && this.trace.kind.at(this.events.at(before)) === kind) before--;
      const wait = before >= 0 ? this.events.at(before) : 0;
      if (this.trace.kind.at(wait) === CODE['condition.wait']) return { state: 'waiting', since: wait };
    }
    const state = AFTER[kind]!;
    const passedOver = state === RUNNING && this.stepNs > 0 && this.timeOf(seq) >= this.timeOf(since) + this.stepNs;
    return { state: STATES[passedOver ? READY : state]!, since };
  }

  /** The last own event at or before `seq` whose source line is known, or 0. */
  lastSited(seq: number): number {
    for (let i = this.events.upperBound(seq) - 1; i >= 0; i--) {
      const event = this.events.at(i);
      if (this.trace.thread.at(event) !== this.id) continue;
      if (this.trace.kind.at(event) === CODE['thread.end']) return 0;
      if (this.trace.site.at(event) !== 0) return event;
    }
    return 0;
  }

  /** Release, wake and request inside a condition wait belong to the wait; only the acquire (or something unforeseen) ends it. */
  private isConditionStep(kind: number, seq: number): boolean {
    if (this.now !== WAITING || this.trace.kind.at(this.sinceSeq) !== CODE['condition.wait']) return false;
    if (this.wakeSeq === 0) {
      if (kind === CODE['condition.wake']) this.wakeSeq = seq;
      return kind === CODE['condition.wake'] || kind === CODE['lock.release'];
    }
    if (kind !== CODE['lock.request']) return false;
    this.wakeLock = this.trace.object.at(seq);
    return true;
  }

  private close(seq: number, kind: number, t: number): void {
    const { now, sinceNs, sinceSeq, sinceObject } = this;
    if (now === NEW || now === READY) {
      this.finish(now, sinceNs, t, 0, sinceSeq, seq);
      return;
    }
    if (now === NOT_BORN || now === RUNNING || now === ENDED) return;
    const woken = this.wakeSeq;
    this.wakeSeq = 0;
    const relocked = woken !== 0 && kind === CODE['lock.acquire'];
    const lock = this.wakeLock;
    this.wakeLock = 0;
    const endNs =
      woken === 0
        ? this.splitNs(seq, sinceNs, t, now === IO)
        : relocked
          ? this.signalNs(t, woken)
          : this.splitNs(woken, sinceNs, t, false);
    if (this.isWaitOnObject())
      this.listener.waitEnded(sinceObject, this.id, sinceNs, endNs, relocked ? endNs : t, woken || seq);
    const lockedNs = relocked ? this.splitNs(seq, endNs, t, false) : endNs;
    if (relocked) {
      this.listener.waitBegan(lock, endNs);
      this.listener.waitEnded(lock, this.id, endNs, lockedNs, t, seq);
    }
    if (t <= sinceNs) {
      // It did not wait: the running stretch goes on.
      this.now = RUNNING;
      this.sinceNs = this.runningNs;
      this.sinceSeq = this.runningSeq;
      return;
    }
    this.finish(RUNNING, this.runningNs, sinceNs, 0, this.runningSeq, sinceSeq);
    this.finish(now, sinceNs, endNs, sinceObject, sinceSeq, woken || seq);
    if (relocked) this.finish(BLOCKED, endNs, lockedNs, lock, sinceSeq, seq);
    this.finish(READY, lockedNs, t, relocked ? lock : sinceObject, sinceSeq, seq);
  }

  /** Where a wait turns into `ready`: at the time of its result's cause, if another thread did that. */
  private splitNs(result: number, startNs: number, endNs: number, never: boolean): number {
    const cause = this.trace.cause.at(result);
    if (never || cause === 0 || this.trace.thread.at(cause) === this.id) return endNs;
    return clamp(this.timeOf(cause), startNs, endNs);
  }

  private signalNs(endNs: number, wake = this.wakeSeq): number {
    return this.splitNs(wake, this.sinceNs, endNs, false);
  }

  private isWaitOnObject(): boolean {
    return (this.now === BLOCKED || this.now === WAITING) && this.sinceObject !== 0;
  }

  private enter(state: number, t: number, seq: number, object: number): void {
    if (this.now === RUNNING && state !== RUNNING) {
      this.runningNs = this.sinceNs;
      this.runningSeq = this.sinceSeq;
    } else if (state !== RUNNING) {
      this.runningNs = t;
      this.runningSeq = seq;
    }
    this.now = state;
    this.sinceNs = t;
    this.sinceSeq = seq;
    this.sinceObject = object;
  }

  /** Whether the thread itself made the step that an event is of, which the first event of a step tells. */
  private madeStep(seq: number): boolean {
    return this.stepNs > 0 && this.trace.thread.at(this.firstSince(this.timeOf(seq))) === this.id;
  }

  /** The time of an event; in a controlled run of the step that it belongs to, in which it may come a little later. */
  private timeOf(seq: number): number {
    const t = this.trace.t.at(seq);
    return this.stepNs > 0 ? t - (t % this.stepNs) : t;
  }

  /** The first event at a time or later. */
  private firstSince(timeNs: number): number {
    return this.trace.clock.upperBound(timeNs - 1);
  }

  /** In a step of its own, or one that makes it wait: what was since its last is over, its turn and then those of others. */
  private takeTurn(seq: number, t: number): void {
    const { ranUntilNs } = this;
    if (t > ranUntilNs) {
      const other = this.firstSince(ranUntilNs);
      this.finish(RUNNING, this.sinceNs, ranUntilNs, 0, this.sinceSeq, other);
      this.finish(READY, ranUntilNs, t, 0, other, seq);
      this.sinceNs = t;
      this.sinceSeq = seq;
    }
    this.ranUntilNs = this.afterStep(seq, t);
  }

  /** When a step that the thread itself makes is over; where another makes it, or there are none, that is at once. */
  private afterStep(seq: number, t: number): number {
    return this.madeStep(seq) ? t + this.stepNs : t;
  }

  private finish(state: number, startNs: number, endNs: number, object: number, from: number, to: number): void {
    if (state === NOT_BORN || endNs <= startNs) return;
    this.state.push(state);
    this.end.push(startNs, endNs);
    this.object.push(object);
    this.from.push(from);
    this.to.push(to);
    this.forest.grow(this.state.length);
  }
}
