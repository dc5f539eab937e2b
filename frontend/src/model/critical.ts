import { STEP_NS, startOf, stepAt } from '../base/clock.ts';
import { Column } from '../base/column.ts';
import { Ends } from './ends.ts';
import { CODE } from './kinds.ts';
import type { Recording } from './recording.ts';
import { STATES, type State, stateAfter } from './states.ts';
import type { Trace } from './trace.ts';

/** A stretch of the critical path: what one thread was doing while nothing else could have made the run shorter. */
export interface Segment {
  readonly thread: number;
  readonly state: State;
  readonly startNs: number;
  readonly endNs: number;
}

/** Segments without a gap, in the order of time. */
export class CriticalPath {
  private readonly thread = new Column();
  private readonly state = new Column();
  private readonly start = new Column();
  private readonly end = new Ends(this.start);

  constructor(segments: readonly Segment[]) {
    for (const { thread, state, startNs, endNs } of segments) {
      this.thread.push(thread);
      this.state.push(STATES.indexOf(state));
      this.end.push(startNs, endNs);
    }
    for (const column of [this.thread, this.state, this.start]) column.trim();
  }

  get length(): number {
    return this.thread.length;
  }

  at(index: number): Segment {
    return {
      thread: this.thread.at(index),
      state: STATES[this.state.at(index)]!,
      startNs: this.start.at(index),
      endNs: this.end.at(index),
    };
  }

  *[Symbol.iterator](): Generator<Segment> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}

/** A thread's part of the critical path. */
export interface PathShare {
  readonly thread: number;
  readonly ns: number;
  /** Time in each state, in the order of `STATES`. */
  readonly times: readonly number[];
}

/**
 * The chain of running and waiting that determined how long the run took, in the order of time, without a gap.
 *
 * It is walked back from the last event. A wait that another thread's event ended was that thread's doing: the path goes on there,
 * at the time of that event, and between that and the result the thread was ready. Any other wait is a stretch of its own.
 * (Yang and Miller, "Critical Path Analysis for the Execution of Parallel and Distributed Programs", ICDCS 1988.)
 */
export function criticalPath(recording: Recording): CriticalPath {
  const { trace } = recording;
  const path: Segment[] = [];
  if (trace.count === 0) return new CriticalPath(path);
  const stepNs = recording.moves ? STEP_NS : 0;
  /** In a controlled run, of the step that an event belongs to. */
  const timeOf = (at: number) => (stepNs > 0 ? startOf(stepAt(trace.t.at(at))) : trace.t.at(at));
  const before = previousOf(recording);
  let seq = latestOf(trace);
  let untilNs = timeOf(seq) + stepNs;
  const add = (thread: number, state: State, fromNs: number) => {
    // Clocks of two threads may disagree by a little; the path has no gaps.
    const startNs = Math.max(fromNs, timeOf(1));
    if (startNs >= untilNs) return;
    const later = path.at(-1);
    if (later && later.thread === thread && later.state === 'running' && state === 'running')
      path[path.length - 1] = { ...later, startNs };
    else path.push({ thread, state, startNs, endNs: untilNs });
    untilNs = startNs;
  };
  add(trace.thread.at(seq), 'running', timeOf(seq));
  while (seq > 0) {
    const thread = trace.thread.at(seq);
    const wake = wakeBefore(trace, before, seq);
    const request = requestOf(trace, before, seq, wake);
    const cause = causeOf(trace, seq, request, wake);
    if (cause !== 0) {
      add(thread, 'ready', timeOf(cause));
    } else if (request === 0) {
      // The first event of a thread that nobody is known to have started.
      add(thread, 'new', timeOf(1));
    } else {
      const state = stateAfter(trace.kind.at(request));
      const passedOver = stepNs > 0 && state === 'running';
      add(
        thread,
        passedOver ? 'ready' : state,
        timeOf(request) + (stepNs > 0 && madeStep(trace, timeOf, request) ? stepNs : 0),
      );
      add(thread, 'running', timeOf(request));
    }
    seq = cause || request;
  }
  return new CriticalPath(path.reverse());
}

/** The last of the events with the latest time. */
function latestOf({ t, count, endNs }: Trace): number {
  let seq = count;
  while (t.at(seq) < endNs) seq--;
  return seq;
}

/** Whether a thread itself made the step that its event is of, as the step's first event tells. */
function madeStep({ thread }: Trace, timeOf: (seq: number) => number, seq: number): boolean {
  let first = seq;
  while (first > 1 && timeOf(first - 1) === timeOf(seq)) first--;
  return thread.at(first) === thread.at(seq);
}

/** By event, the one before of the same thread. */
function previousOf({ trace }: Recording): Uint32Array {
  const before = new Uint32Array(trace.count + 1);
  const last: number[] = [];
  for (let seq = 1; seq <= trace.count; seq++) {
    const thread = trace.thread.at(seq);
    before[seq] = last[thread] ?? 0;
    last[thread] = seq;
  }
  return before;
}

/** The wake-up from a condition of which an event takes the lock back, or which it is; 0 if none. */
function wakeBefore({ kind }: Trace, before: Uint32Array, seq: number): number {
  if (kind.at(seq) === CODE['condition.wake']) return seq;
  if (kind.at(seq) !== CODE['lock.acquire'] && kind.at(seq) !== CODE['lock.fail']) return 0;
  const request = before[seq]!;
  const wake = before[request]!;
  return kind.at(request) === CODE['lock.request'] && kind.at(wake) === CODE['condition.wake'] ? wake : 0;
}

/** The event of the same thread since which it did one thing; a wait for a condition goes on until the lock is taken back. */
function requestOf({ kind }: Trace, before: Uint32Array, seq: number, wake: number): number {
  let request = before[wake || seq]!;
  while (wake !== 0 && kind.at(request) === CODE['lock.release']) request = before[request]!;
  return request;
}

/** The other thread's event that ended the wait since a request, or 0. What came before the request kept nobody waiting. */
function causeOf(trace: Trace, seq: number, request: number, wake: number): number {
  const others = (cause: number) => (cause > request && trace.thread.at(cause) !== trace.thread.at(seq) ? cause : 0);
  const waited =
    trace.kind.at(seq) === CODE['thread.start'] || (request !== 0 && stateAfter(trace.kind.at(request)) !== 'running');
  return (waited ? others(trace.cause.at(seq)) : 0) || (wake === 0 ? 0 : others(trace.cause.at(wake)));
}

/** Each thread's part of the path, longest first. */
export function pathShares(path: Iterable<Segment>): PathShare[] {
  const shares = new Map<number, { thread: number; ns: number; times: number[] }>();
  for (const { thread, state, startNs, endNs } of path) {
    let share = shares.get(thread);
    if (!share) {
      share = { thread, ns: 0, times: STATES.map(() => 0) };
      shares.set(thread, share);
    }
    share.ns += endNs - startNs;
    share.times[STATES.indexOf(state)]! += endNs - startNs;
  }
  return [...shares.values()].sort((a, b) => b.ns - a.ns || a.thread - b.thread);
}
