import { clamp } from '../base/units.ts';
import { LOWEST_LEAVES } from '../model/forest.ts';
import { TIMED } from '../model/shares.ts';
import type { ThreadHistory } from '../model/states.ts';
import type { Scale } from './viewport.ts';

/** Narrower stretches are gathered column by column. */
const ALONE = 1.5;
/** So many a column are added as fast one by one as by blocks. */
const FEW = 2 * LOWEST_LEAVES;

/** Time in each state for each column, reused from thread to thread. */
let times = new Float64Array(0);
/** Of the stretches in sight, if they are not many more than columns: begin, end, state. */
let begins = new Float64Array(0);
let ends = new Float64Array(0);
let states = new Float64Array(0);

/**
 * How long a thread was in each state in each column of a scale, `TIMED` numbers a column that are good until the next call, in time that grows with
 * the columns and not with the events; null if nothing is that narrow. Stretches of more than a column or so are handed over one by one.
 */
export function timesOf(
  thread: ThreadHistory,
  scale: Scale,
  columns: number,
  alone: (index: number) => void,
): Float64Array | null {
  if (times.length < columns * TIMED) times = new Float64Array(columns * TIMED);
  else times.fill(0, 0, columns * TIMED);
  const from = thread.end.upperBound(scale.fromNs);
  const to = thread.start.upperBound(scale.toNs);
  if (to <= from) return null;
  const any =
    to - from <= columns * FEW
      ? addEach(thread, scale, columns, from, to, alone)
      : addBlocks(thread, scale, columns, from, to, alone);
  return any ? times : null;
}

/** One by one: so few are unpacked at once. */
function addEach(
  { start, end, state }: ThreadHistory,
  { fromNs, nsPerPx }: Scale,
  columns: number,
  from: number,
  to: number,
  alone: (index: number) => void,
): boolean {
  if (begins.length < columns * FEW)
    [begins, ends, states] = [0, 1, 2].map(() => new Float64Array(columns * FEW)) as [
      typeof begins,
      typeof begins,
      typeof begins,
    ];
  start.copy(from, to, begins);
  end.copy(from, to, ends);
  state.copy(from, to, states);
  let any = false;
  for (let i = 0; i < to - from; i++) {
    const left = (begins[i]! - fromNs) / nsPerPx;
    const right = (ends[i]! - fromNs) / nsPerPx;
    if (right - left >= ALONE) {
      alone(from + i);
      continue;
    }
    any = true;
    const first = clamp(Math.floor(left), 0, columns - 1);
    const last = clamp(Math.ceil(right) - 1, first, columns - 1);
    // A narrow stretch can lie across two or three columns: each gets its part.
    for (let column = first; column <= last; column++)
      times[column * TIMED + states[i]!]! += (ends[i]! - begins[i]!) * part(left, right, column, first === last);
  }
  return any;
}

/** Of more, the forest knows most. It is the forest's own walk, without a call for each step of it: this is where a frame's time goes. */
function addBlocks(
  { start, end, state, forest }: ThreadHistory,
  { fromNs, nsPerPx }: Scale,
  columns: number,
  from: number,
  to: number,
  alone: (index: number) => void,
): boolean {
  let any = false;
  for (let first = from; first < to; ) {
    const startNs = start.at(first);
    let endNs = end.at(first);
    let size = 1;
    let level = 0;
    while (first % (size * 2) === 0 && first + size * 2 <= to) {
      const furtherNs = end.at(first + size * 2 - 1);
      if (furtherNs - startNs > nsPerPx) break;
      endNs = furtherNs;
      size *= 2;
      level++;
    }
    const left = (startNs - fromNs) / nsPerPx;
    const right = (endNs - fromNs) / nsPerPx;
    if (size === 1 && right - left >= ALONE) {
      alone(first);
    } else {
      any = true;
      const firstColumn = clamp(Math.floor(left), 0, columns - 1);
      const lastColumn = clamp(Math.ceil(right) - 1, firstColumn, columns - 1);
      for (let column = firstColumn; column <= lastColumn; column++) {
        const share = part(left, right, column, firstColumn === lastColumn);
        const row = column * TIMED;
        // Of so few, each of which is in one state only, there is no node.
        if (size < LOWEST_LEAVES)
          for (let i = first; i < first + size; i++) times[row + state.at(i)]! += (end.at(i) - start.at(i)) * share;
        else for (let s = 0; s < TIMED; s++) times[row + s]! += forest.get(level, first / size, s) * share;
      }
    }
    first += size;
  }
  return any;
}

/** Which part of something between two places lies in a column. */
const part = (left: number, right: number, column: number, all: boolean) =>
  all ? 1 : (Math.min(right, column + 1) - Math.max(left, column)) / (right - left);
