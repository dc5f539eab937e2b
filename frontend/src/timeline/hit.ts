import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';
import { TIMED } from '../model/shares.ts';
import { type Interval, STATES, type State, type ThreadHistory, WAIT_COUNT } from '../model/states.ts';
import type { Group } from './arrange.ts';
import { sharesOf } from './group-shares.ts';
import type { Lane } from './lanes.ts';
import type { Scale } from './viewport.ts';

/** What is under a point: one stretch, many stretches in a pixel, or a moment of an object. */
export type Hit =
  | { readonly kind: 'stretch'; readonly thread: ThreadHistory; readonly interval: Interval; readonly atNs: number }
  | {
      readonly kind: 'many';
      readonly thread: ThreadHistory;
      readonly atNs: number;
      readonly count: number;
      readonly waits: number;
      readonly shares: readonly { state: State; share: number }[];
      readonly first: Interval;
    }
  | { readonly kind: 'access'; readonly object: ObjectHistory; readonly seq: number; readonly atNs: number }
  | {
      readonly kind: 'group';
      readonly group: Group;
      readonly atNs: number;
      readonly counts: readonly { state: State; count: number }[];
    }
  | { readonly kind: 'object'; readonly object: ObjectHistory; readonly atNs: number };

const CLOSE_PX = 5;

export function hitLane(recording: Recording, lane: Lane, scale: Scale, x: number, nowNs: number): Hit | undefined {
  const atNs = scale.ns(x);
  if (lane.kind === 'group')
    return atNs > nowNs
      ? undefined
      : { kind: 'group', group: lane.group, atNs, counts: countsAt(recording, lane.group, scale, atNs, nowNs) };
  if (lane.kind === 'object') {
    if (atNs > nowNs) return undefined;
    const seq = accessNear(lane.object, scale, x);
    return seq === 0
      ? { kind: 'object', object: lane.object, atNs }
      : { kind: 'access', object: lane.object, seq, atNs };
  }
  const { thread } = lane;
  const half = scale.nsPerPx * 0.75;
  const from = thread.end.upperBound(atNs - half);
  const to = thread.start.upperBound(atNs + half);
  if (to - from > 3) {
    const { forest } = thread;
    const total = thread.end.at(to - 1) - thread.start.at(from);
    const shares = STATES.slice(0, WAIT_COUNT)
      .map((state, column) => ({ state, share: forest.fold(from, to, column) / Math.max(1, total) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share);
    return {
      kind: 'many',
      thread,
      atNs,
      count: to - from,
      waits: forest.fold(from, to, WAIT_COUNT),
      shares,
      first: thread.interval(from),
    };
  }
  const interval = thread.at(atNs, nowNs);
  return interval && { kind: 'stretch', thread, interval, atNs };
}

/** How many of a group's threads are in each state, on average over a pixel. */
function countsAt(
  recording: Recording,
  group: Group,
  scale: Scale,
  atNs: number,
  nowNs: number,
): { state: State; count: number }[] {
  if (group.threads.length === 0) return [];
  const sums = new Float64Array(TIMED);
  sharesOf(recording, group).gather(atNs - scale.nsPerPx / 2, atNs + scale.nsPerPx / 2, 1, nowNs, sums);
  return STATES.slice(0, TIMED)
    .map((state, i) => ({ state, count: sums[i]! / scale.nsPerPx }))
    .filter(({ count }) => count > 0);
}

function accessNear(object: ObjectHistory, scale: Scale, x: number): number {
  const { type } = object.info;
  if (type !== 'variable' && type !== 'volatile' && type !== 'atomic' && type !== 'adder') return 0;
  const index = object.t.upperBound(scale.ns(x));
  let best = 0;
  let distance = CLOSE_PX;
  for (const i of [index - 1, index]) {
    if (i < 0 || i >= object.t.length) continue;
    const away = Math.abs(scale.px(object.t.at(i)) - x);
    if (away <= distance) {
      distance = away;
      best = object.events.at(i);
    }
  }
  return best;
}
