import { clamp } from '../base/units.ts';
import type { ObjectType } from '../model/format.ts';
import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';
import type { ThreadHistory } from '../model/states.ts';

interface Place {
  /** From the top of the lanes, without the axis. */
  readonly topPx: number;
  readonly heightPx: number;
}

export type Lane = Place & (
  | { readonly kind: 'thread'; readonly thread: ThreadHistory; readonly barPx: number }
  | { readonly kind: 'object'; readonly object: ObjectHistory; readonly bands: Bands }
);

const THREAD_LANE_PX = 24;
const GAP_PX = 10;
const TOP_PX = 4;
/** Few lanes are drawn larger, up to this much, where there is room for it. */
const LARGEST = 1.7;

export interface Bands {
  readonly main: number;
  readonly waiters: number;
}

/** What each kind of object needs: a main band, and below it a band for the count of waiters. */
const bandsOf = (object: ObjectHistory): Bands => {
  switch (object.info.type) {
    case 'lock':
    case 'reentrant-lock':
    case 'read-write-lock': return { main: 18, waiters: 16 };
    case 'condition': return { main: 0, waiters: 20 };
    case 'queue': return { main: 36, waiters: 10 };
    case 'semaphore':
    case 'executor': return { main: 28, waiters: 12 };
    case 'latch':
    case 'barrier': return { main: 22, waiters: 10 };
    case 'event':
    case 'future': return { main: 10, waiters: 10 };
    case 'variable':
    case 'volatile':
    case 'atomic':
    case 'adder': return { main: 38, waiters: 0 };
  }
};

/** Alike next to alike: what is locked, what is waited at, what is passed on, who does the work, what is computed. */
const RANK: Record<ObjectType, number> = {
  lock: 0, 'reentrant-lock': 0, 'read-write-lock': 0,
  condition: 1,
  semaphore: 2, event: 2, latch: 2, barrier: 2,
  queue: 3,
  executor: 4, future: 4,
  variable: 5, volatile: 5, atomic: 5, adder: 5,
};

/** Threads first, in the order of their birth; then objects by kind and id, children right below their parents. */
export function layOut(recording: Recording, roomPx: number): Lane[] {
  const objects = inOrder(recording);
  const natural = TOP_PX + recording.threads.length * THREAD_LANE_PX + GAP_PX
    + objects.reduce((sum, o) => sum + bandsOf(o).main + bandsOf(o).waiters + GAP_PX, 0);
  const size = clamp(roomPx / natural, 1, LARGEST);
  const lanes: Lane[] = [];
  let topPx = TOP_PX;
  for (const thread of recording.threads) {
    const heightPx = Math.floor(THREAD_LANE_PX * size);
    lanes.push({ kind: 'thread', thread, topPx, heightPx, barPx: Math.floor(heightPx * 0.68) });
    topPx += heightPx;
  }
  topPx += GAP_PX;
  for (const object of objects) {
    const { main, waiters } = bandsOf(object);
    const bands = { main: Math.floor(main * size), waiters: Math.floor(waiters * size) };
    const heightPx = bands.main + bands.waiters + GAP_PX;
    lanes.push({ kind: 'object', object, topPx, heightPx, bands });
    topPx += heightPx;
  }
  return lanes;
}

function inOrder(recording: Recording): ObjectHistory[] {
  const sorted = recording.objects.toSorted(({ info: a }, { info: b }) => RANK[a.type] - RANK[b.type] || a.id - b.id);
  const below = (parent: ObjectHistory): ObjectHistory[] =>
    [parent, ...sorted.filter((o) => o.info.parent === parent.info.id).flatMap(below)];
  return sorted.filter(({ info }) => info.parent === undefined || !recording.object(info.parent)).flatMap(below);
}

export const lanesHeightPx = (lanes: readonly Lane[]): number => {
  const last = lanes.at(-1);
  return last ? last.topPx + last.heightPx : 0;
};

export function laneAt(lanes: readonly Lane[], yPx: number): Lane | undefined {
  let low = 0;
  let high = lanes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lanes[middle]!.topPx <= yPx) low = middle + 1;
    else high = middle;
  }
  const lane = lanes[low - 1];
  return lane && yPx < lane.topPx + lane.heightPx ? lane : undefined;
}
