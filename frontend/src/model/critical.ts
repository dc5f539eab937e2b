import { STEP_NS } from '../base/clock.ts';
import { enderOf } from './explain.ts';
import { STATES, type Interval, type State, type ThreadHistory } from './states.ts';
import type { Recording } from './recording.ts';

/** A stretch of the critical path: what one thread was doing while nothing else could have made the run shorter. */
export interface Segment {
  readonly thread: number;
  readonly state: State;
  readonly startNs: number;
  readonly endNs: number;
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
 */
export function criticalPath(recording: Recording): Segment[] {
  const { trace } = recording;
  const path: Segment[] = [];
  let seq = trace.count;
  let atNs = trace.t.at(seq) + (recording.moves && seq > 0 ? STEP_NS : 0);
  while (seq > 0) {
    const stretch = before(recording.thread(trace.thread.at(seq))!, atNs);
    if (!stretch) break;
    const { thread, state, startNs, endNs, from, to } = stretch;
    const cause = endNs === atNs && to <= seq ? enderOf(recording, stretch) : 0;
    // A cause from before the request ended nothing.
    const other = cause !== 0 && trace.t.at(cause) >= trace.t.at(from);
    if (!other || state === 'ready') {
      path.push({ thread, state, startNs, endNs: atNs });
      atNs = startNs;
    }
    // On the same thread what came before the stretch is found by its time.
    if (other) seq = cause;
  }
  return path.reverse();
}

/** The stretch that a thread was in just before a time. */
function before(thread: ThreadHistory, timeNs: number): Interval | undefined {
  let low = 0;
  let high = thread.start.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thread.start.at(middle) < timeNs) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && thread.end.at(low - 1) >= timeNs) return thread.interval(low - 1);
  const open = thread.open(timeNs).findLast((i) => i.startNs < timeNs);
  return open ?? (low > 0 ? thread.interval(low - 1) : undefined);
}

/** Each thread's part of the path, longest first. */
export function pathShares(path: readonly Segment[]): PathShare[] {
  const shares = new Map<number, { thread: number; ns: number; times: number[] }>();
  for (const { thread, state, startNs, endNs } of path) {
    let share = shares.get(thread);
    if (!share) shares.set(thread, (share = { thread, ns: 0, times: STATES.map(() => 0) }));
    share.ns += endNs - startNs;
    share.times[STATES.indexOf(state)]! += endNs - startNs;
  }
  return [...shares.values()].sort((a, b) => b.ns - a.ns || a.thread - b.thread);
}
