import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';
import type { ThreadHistory } from '../model/states.ts';

interface Place {
  /** From the top of the lanes, without the axis. */
  readonly topPx: number;
  readonly heightPx: number;
}

export type Lane = Place & ({ readonly kind: 'thread'; readonly thread: ThreadHistory } | { readonly kind: 'object'; readonly object: ObjectHistory });

export const THREAD_LANE_PX = 24;
const GAP_PX = 10;

/** What each kind of object needs: a main band, and below it a band for the count of waiters. */
export const bands = (object: ObjectHistory): { main: number; waiters: number } => {
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

/** Threads first, in the order of their birth; then objects, children right below their parents. */
export function layOut(recording: Recording): Lane[] {
  const lanes: Lane[] = [];
  let topPx = 4;
  for (const thread of recording.threads) {
    lanes.push({ kind: 'thread', thread, topPx, heightPx: THREAD_LANE_PX });
    topPx += THREAD_LANE_PX;
  }
  topPx += GAP_PX;
  const add = (object: ObjectHistory) => {
    const { main, waiters } = bands(object);
    const heightPx = main + waiters + GAP_PX;
    lanes.push({ kind: 'object', object, topPx, heightPx });
    topPx += heightPx;
    for (const child of recording.objects) if (child.info.parent === object.info.id) add(child);
  };
  const isRoot = ({ info }: ObjectHistory) => info.parent === undefined || !recording.object(info.parent);
  for (const object of recording.objects) if (isRoot(object)) add(object);
  return lanes;
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
