import { clamp } from '../base/units.ts';
import type { ObjectHistory } from '../model/objects.ts';
import type { Row } from './arrange.ts';
import type { Density } from './arrangement.ts';

export interface Bands {
  readonly main: number;
  readonly waiters: number;
}

/** A row with its place: of those on top, from the top of the lanes; of the others, from the top of what scrolls. */
export type Lane = Row & {
  readonly topPx: number;
  readonly heightPx: number;
  /** Of what is drawn for a thread or a group. */
  readonly barPx: number;
  /** Of what is drawn for an object. */
  readonly bands: Bands;
};

const THREAD_LANE_PX = 24;
const GROUP_LANE_PX = 44;
/** A group says how many lanes it holds, however low the others are. */
const LEAST_GROUP_PX = 28;
const GAP_PX = 10;
const TOP_PX = 4;
/** Few lanes are drawn larger, up to this much, where there is room for it. */
const LARGEST = 1.7;
/** Where names can still be read, one to a lane. */
const LEAST_READABLE = 13 / THREAD_LANE_PX;
/** Where states can still be told apart. */
const LEAST = 5 / THREAD_LANE_PX;
/** A thread's bar, as a part of its lane. */
const BAR = 0.68;
const NO_BANDS: Bands = { main: 0, waiters: 0 };

/** What each kind of object needs: a main band, and below it a band for those that wait. */
const bandsOf = (object: ObjectHistory): Bands => {
  switch (object.info.type) {
    case 'lock':
    case 'reentrant-lock':
    case 'read-write-lock':
    case 'stamped-lock':
      return { main: 18, waiters: 16 };
    case 'condition':
      return { main: 0, waiters: 20 };
    case 'queue':
      return { main: 36, waiters: 10 };
    case 'semaphore':
    case 'executor':
      return { main: 28, waiters: 12 };
    case 'latch':
    case 'barrier':
      return { main: 22, waiters: 10 };
    case 'event':
    case 'future':
      return { main: 10, waiters: 10 };
    case 'variable':
    case 'volatile':
    case 'atomic':
    case 'adder':
      return { main: 38, waiters: 0 };
  }
};

/** Without the gap above the first of the objects. */
const heightOf = (row: Row): number => {
  if (row.kind === 'thread') return THREAD_LANE_PX;
  if (row.kind === 'group') return GROUP_LANE_PX;
  const { main, waiters } = bandsOf(row.object);
  return main + waiters + GAP_PX;
};

export const isOfThreads = (row: Row): boolean =>
  row.kind === 'thread' || (row.kind === 'group' && row.group.threads.length > 0);

/** How much larger or smaller than by nature lanes are drawn: as large as there is room for, within what the density allows. */
function sizeOf(naturalPx: number, roomPx: number, density: Density): number {
  const fitting = roomPx / naturalPx;
  if (density === 'comfortable') return clamp(fitting, 1, LARGEST);
  return density === 'compact' ? clamp(fitting, LEAST, LEAST_READABLE) : clamp(fitting, LEAST_READABLE, LARGEST);
}

/** Gives each row its place, those on top first. */
export function layOut(rows: readonly Row[], roomPx: number, density: Density): Lane[] {
  const natural = rows.reduce((sum, row) => sum + heightOf(row), TOP_PX + GAP_PX);
  const size = sizeOf(natural, roomPx, density);
  const gap = Math.max(3, Math.floor(GAP_PX * Math.min(1, size)));
  let topPx = 0;
  let before: Row | null = null;
  return rows.map((row): Lane => {
    const first = before === null || before.pinned !== row.pinned;
    if (first) topPx = TOP_PX;
    else if (isOfThreads(before!) && !isOfThreads(row)) topPx += gap;
    before = row;
    const lane = row.kind === 'object' ? objectLane(row, size, gap, topPx) : barLane(row, size, topPx);
    topPx += lane.heightPx;
    return lane;
  });
}

function barLane(row: Row, size: number, topPx: number): Lane {
  const heightPx = Math.max(Math.floor(heightOf(row) * size), row.kind === 'group' ? LEAST_GROUP_PX : 0);
  return {
    ...row,
    topPx,
    heightPx,
    barPx: row.kind === 'group' ? heightPx - 4 : Math.max(3, Math.floor(heightPx * BAR)),
    bands: NO_BANDS,
  };
}

function objectLane(row: Row & { kind: 'object' }, size: number, gap: number, topPx: number): Lane {
  const { main, waiters } = bandsOf(row.object);
  const bands = { main: Math.floor(main * size), waiters: Math.floor(waiters * size) };
  return { ...row, topPx, heightPx: bands.main + bands.waiters + gap, barPx: 0, bands };
}

export const lanesHeightPx = (lanes: readonly Lane[]): number => {
  const last = lanes.at(-1);
  return last ? last.topPx + last.heightPx : 0;
};

/** How many of the lanes, which are one below the other, begin at a height or above it. */
function beginAt(lanes: readonly Lane[], yPx: number): number {
  let low = 0;
  let high = lanes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lanes[middle]!.topPx <= yPx) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function laneAt(lanes: readonly Lane[], yPx: number): Lane | undefined {
  const lane = lanes[beginAt(lanes, yPx) - 1];
  return lane && yPx < lane.topPx + lane.heightPx ? lane : undefined;
}

/** Those that are in sight between two heights, if only in part. */
export const lanesBetween = (lanes: readonly Lane[], fromPx: number, toPx: number): readonly Lane[] =>
  lanes.slice(Math.max(0, beginAt(lanes, fromPx) - 1), beginAt(lanes, toPx));
