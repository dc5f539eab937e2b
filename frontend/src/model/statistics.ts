import { type Slices, toEnd } from '../base/slices.ts';
import type { LongestChain } from './chains.ts';
import type { ObjectInfo, ObjectType } from './format.ts';
import type { ObjectHistory } from './objects.ts';
import type { Recording } from './recording.ts';
import { type Interval, STATES, type State } from './states.ts';
import { OPERATION_OF_REQUEST, type Operation, type Use } from './use.ts';

/** Some durations, in nanoseconds; all 0 if there are none. A percentile is the least that at least that share does not exceed. */
export interface Summary {
  readonly count: number;
  readonly total: number;
  readonly max: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** For how long a thread waited while another had what it waited for. */
export interface Blame {
  readonly holder: number;
  readonly waiter: number;
  readonly ns: number;
}

/** How much was waited for one object in a range of time. */
export interface Contended {
  readonly object: ObjectInfo;
  readonly operation: Operation;
  readonly obtained: number;
  /** Of those, how many had to be waited for. */
  readonly contended: number;
  readonly wait: Summary;
  /** How long locks and permits were kept, and tasks ran. */
  readonly hold: Summary;
  /** Of locks and semaphores, longest first. */
  readonly blocking: readonly Blame[];
}

export interface ThreadTimes {
  readonly thread: number;
  /** Time in each state, in the order of `STATES`, as far as a thread can be in it. */
  readonly times: readonly number[];
}

/** How much threads waited for what and because of whom, in a range of time. Of each wait and hold, what lies in the range counts. */
export interface Statistics {
  readonly fromNs: number;
  readonly toNs: number;
  /** Most waited for first. */
  readonly objects: readonly Contended[];
  readonly blocking: readonly Blame[];
  readonly threads: readonly ThreadTimes[];
  readonly chain: LongestChain;
}

const LIVED = STATES.length - 1;

/** Events between two pauses. */
const SLICE = 20_000;

/** Of a range, `toNs` not in it; what has not ended lasts until `endNs`. */
export const statistics = (recording: Recording, fromNs: number, toNs: number, endNs: number): Statistics =>
  toEnd(statisticsInSlices(recording, fromNs, toNs, endNs));

/** The same, with pauses in which whoever asked can do something else, as long as nothing is appended. */
export function* statisticsInSlices(
  recording: Recording,
  fromNs: number,
  toNs: number,
  endNs: number,
): Slices<Statistics> {
  const open = openWaits(recording, endNs);
  const rows: Contended[] = [];
  for (const object of recording.objects) {
    for (const use of object.uses) {
      rows.push(
        contended(
          object,
          use,
          open.filter((w) => isFor(recording, w, object, use)),
          fromNs,
          toNs,
          endNs,
        ),
      );
      yield;
    }
  }
  while (recording.chains.readOn(recording.trace, SLICE)) yield;
  const objects = rows
    .filter((c) => c.obtained > 0 || c.wait.count > 0 || c.hold.count > 0)
    .sort((a, b) => b.wait.total - a.wait.total || b.obtained - a.obtained || a.object.id - b.object.id);
  return {
    fromNs,
    toNs: Math.min(toNs, endNs),
    objects,
    blocking: total(objects),
    threads: recording.threads
      .map((thread) => ({ thread: thread.id, times: timesOf(recording, thread.id, fromNs, toNs, endNs) }))
      .filter(({ times }) => times.some((ns) => ns > 0)),
    chain: recording.chains.longest(recording.trace, fromNs, toNs),
  };
}

const openWaits = (recording: Recording, endNs: number): Interval[] =>
  recording.threads.flatMap((thread) =>
    thread
      .open(endNs)
      .filter((i) => i.object !== 0 && (i.state === 'blocked' || i.state === 'waiting') && i.endNs > i.startNs),
  );

function isFor({ trace }: Recording, wait: Interval, object: ObjectHistory, { operation }: Use): boolean {
  if (wait.object !== object.info.id) return false;
  return (OPERATION_OF_REQUEST.get(trace.kind.at(wait.from)) ?? operation) === operation;
}

function contended(
  object: ObjectHistory,
  use: Use,
  open: readonly Interval[],
  fromNs: number,
  toNs: number,
  endNs: number,
): Contended {
  const waits: number[] = [];
  const holds: number[] = [];
  const tally = (into: number[]) => (start: number, end: number) => {
    if (start < toNs && (end > fromNs || start >= fromNs)) into.push(Math.min(end, toNs) - Math.max(start, fromNs));
  };
  const wait = tally(waits);
  const hold = tally(holds);
  use.waits.within(fromNs, toNs, (i) => wait(use.waits.start.at(i), use.waits.end.at(i)));
  use.holds.within(fromNs, toNs, (i) => hold(use.holds.start.at(i), use.holds.end.at(i)));
  for (const { startNs, endNs: end } of open) wait(startNs, end);
  for (const since of use.pending) wait(since, endNs);
  use.lasting((_, since) => {
    if (since <= endNs) hold(since, endNs);
  });
  return {
    object: object.info,
    operation: use.operation,
    obtained: use.obtained.within(fromNs, toNs),
    contended: use.contended.within(fromNs, toNs),
    wait: summary(waits),
    hold: summary(holds),
    blocking: use.operation === 'acquire' ? blame(use, open, fromNs, toNs, endNs) : [],
  };
}

function blame(use: Use, open: readonly Interval[], fromNs: number, toNs: number, endNs: number): Blame[] {
  const sums = new Map<number, number>();
  const lasting: { holder: number; since: number }[] = [];
  use.lasting((holder, since) => lasting.push({ holder, since }));
  const during = (waiter: number, startNs: number, enabledNs: number) => {
    const start = Math.max(fromNs, startNs);
    const end = Math.min(toNs, enabledNs);
    const overlap = (holder: number, since: number, until: number) => {
      const ns = Math.min(end, until) - Math.max(start, since);
      if (holder !== waiter && ns > 0) add(sums, holder, waiter, ns);
    };
    use.holds.within(start, end, (i) => overlap(use.holds.thread.at(i), use.holds.start.at(i), use.holds.end.at(i)));
    for (const { holder, since } of lasting) overlap(holder, since, endNs);
  };
  use.waits.within(fromNs, toNs, (i) => during(use.waits.thread.at(i), use.waits.start.at(i), use.enabled.at(i)));
  for (const wait of open) during(wait.thread, wait.startNs, wait.endNs);
  return longestFirst(sums);
}

function total(objects: readonly Contended[]): Blame[] {
  const sums = new Map<number, number>();
  for (const { blocking } of objects) for (const { holder, waiter, ns } of blocking) add(sums, holder, waiter, ns);
  return longestFirst(sums);
}

/** A pair of threads as one number. */
const PAIR = 2 ** 26;

const add = (sums: Map<number, number>, holder: number, waiter: number, ns: number) =>
  sums.set(holder * PAIR + waiter, (sums.get(holder * PAIR + waiter) ?? 0) + ns);

const longestFirst = (sums: ReadonlyMap<number, number>): Blame[] =>
  [...sums]
    .map(([pair, ns]) => ({ holder: Math.floor(pair / PAIR), waiter: pair % PAIR, ns }))
    .sort((a, b) => b.ns - a.ns || a.holder - b.holder || a.waiter - b.waiter);

function summary(lengths: readonly number[]): Summary {
  const sorted = new Float64Array(lengths).sort();
  const count = sorted.length;
  const rank = (share: number) => (count === 0 ? 0 : sorted[Math.max(0, Math.ceil(share * count) - 1)]!);
  return {
    count,
    total: sorted.reduce((a, b) => a + b, 0),
    max: rank(1),
    p50: rank(0.5),
    p95: rank(0.95),
    p99: rank(0.99),
  };
}

/** From the aggregates of a thread's stretches, and what the range cuts off of the first and the last. */
function timesOf(recording: Recording, id: number, fromNs: number, toNs: number, endNs: number): number[] {
  const thread = recording.thread(id)!;
  const first = thread.end.upperBound(fromNs);
  const last = Math.max(first, thread.start.upperBound(toNs));
  const times = Array.from({ length: LIVED }, (_, state) =>
    last > first ? thread.forest.fold(first, last, state) : 0,
  );
  if (last > first) {
    times[thread.state.at(first)]! -= Math.max(0, fromNs - thread.start.at(first));
    times[thread.state.at(last - 1)]! -= Math.max(0, thread.end.at(last - 1) - toNs);
  }
  for (const { state, startNs, endNs: end } of thread.open(endNs)) {
    const ns = Math.min(end, toNs) - Math.max(startNs, fromNs);
    if (ns > 0) times[STATES.indexOf(state)]! += ns;
  }
  return times;
}

/** Whether any thread had to wait for a lock. */
export const anyLockContended = (objects: readonly ObjectHistory[]): boolean =>
  objects.some(({ info, waiters }) => LOCKS.includes(info.type) && waiters.max > 0);

const LOCKS: readonly ObjectType[] = ['lock', 'reentrant-lock', 'read-write-lock', 'stamped-lock'];

/** The columns of `ThreadTimes`. */
export const LIVED_STATES: readonly State[] = STATES.slice(0, LIVED);
