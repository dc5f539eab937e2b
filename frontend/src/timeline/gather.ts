import { clamp } from '../base/units.ts';
import { LOWEST_LEAVES } from '../model/forest.ts';
import { STATES, WAIT_COUNT, type ThreadHistory } from '../model/states.ts';
import { LAYERS, LAYER_STATES, type Parts } from './brush.ts';
import type { Scale } from './viewport.ts';

const DRAWN = WAIT_COUNT;
/** Narrower stretches are gathered pixel by pixel. */
const ALONE_PX = 1.5;
/** A pixel in which anybody was blocked shows at least this much of it. */
const LEAST_BLOCKED = 0.3;
const BLOCKED = STATES.indexOf('blocked');

/** Time in each state for each pixel column, reused from lane to lane; as are the parts made of it. */
let times = new Float64Array(0);
/** Of the stretches in sight, if they are not many more than pixels: begin, end, state. */
let begins = new Float64Array(0);
let ends = new Float64Array(0);
let states = new Float64Array(0);
let tall = new Float64Array(0);

/**
 * What a thread was at in each pixel column, as parts of a height, in time that grows with the pixels and not with the events; null if nothing
 * is that narrow. Stretches of a visible width are handed over one by one. The parts are good until the next call.
 */
export function gather(thread: ThreadHistory, scale: Scale, height: number, alone: (index: number) => void): Parts | null {
  const columns = Math.ceil(scale.width) + 1;
  if (times.length < columns * DRAWN) times = new Float64Array(columns * DRAWN);
  else times.fill(0, 0, columns * DRAWN);
  const { fromNs, nsPerPx } = scale;
  const { start, end, state, forest } = thread;
  const to = start.upperBound(scale.toNs);
  const from = end.upperBound(fromNs);
  // So few are unpacked at once; of more, the forest knows most.
  const unpacked = to - from <= columns * LOWEST_LEAVES;
  if (unpacked && to > from) {
    if (begins.length < columns * LOWEST_LEAVES) [begins, ends, states] = [0, 1, 2].map(() => new Float64Array(columns * LOWEST_LEAVES)) as [typeof begins, typeof begins, typeof begins];
    start.copy(from, to, begins);
    end.copy(from, to, ends);
    state.copy(from, to, states);
  }
  const startAt = (i: number) => (unpacked ? begins[i - from]! : start.at(i));
  const endAt = (i: number) => (unpacked ? ends[i - from]! : end.at(i));
  const stateAt = (i: number) => (unpacked ? states[i - from]! : state.at(i));
  let any = false;
  // The forest's own walk, without a call for each step of it: this is where a frame's time goes.
  for (let first = from; first < to;) {
    const startNs = startAt(first);
    let endNs = endAt(first);
    let size = 1;
    let level = 0;
    while (first % (size * 2) === 0 && first + size * 2 <= to) {
      const furtherNs = endAt(first + size * 2 - 1);
      if (furtherNs - startNs > nsPerPx) break;
      endNs = furtherNs;
      size *= 2;
      level++;
    }
    const left = (startNs - fromNs) / nsPerPx;
    const right = (endNs - fromNs) / nsPerPx;
    if (size === 1 && right - left >= ALONE_PX) {
      alone(first);
    } else {
      any = true;
      const firstColumn = clamp(Math.floor(left), 0, columns - 1);
      const lastColumn = clamp(Math.ceil(right) - 1, firstColumn, columns - 1);
      // A narrow stretch can lie across two or three pixels: each gets its part.
      for (let column = firstColumn; column <= lastColumn; column++) {
        const share = firstColumn === lastColumn ? 1 : (Math.min(right, column + 1) - Math.max(left, column)) / (right - left);
        const row = column * DRAWN;
        // Of so few, each of which is in one state only, there is no node.
        if (size < LOWEST_LEAVES) for (let i = first; i < first + size; i++) times[row + stateAt(i)]! += (endAt(i) - startAt(i)) * share;
        else for (let s = 0; s < DRAWN; s++) times[row + s]! += forest.get(level, first / size, s) * share;
      }
    }
    first += size;
  }
  return any ? partsOf(columns, height) : null;
}

/** The time of each column as parts of a height, blocked never less than can be seen. */
function partsOf(columns: number, height: number): Parts {
  if (tall.length < columns * LAYERS.length) tall = new Float64Array(columns * LAYERS.length);
  for (let column = 0; column < columns; column++) {
    const from = column * DRAWN;
    const to = column * LAYERS.length;
    let total = 0;
    for (let state = 0; state < DRAWN; state++) total += times[from + state]!;
    if (total === 0) {
      tall.fill(0, to, to + LAYERS.length);
      continue;
    }
    const blocked = times[from + BLOCKED]! / total;
    const shown = blocked > 0 ? Math.max(blocked, LEAST_BLOCKED) : 0;
    const others = blocked < 1 ? (height * (1 - shown)) / (1 - blocked) / total : 0;
    for (let layer = 0; layer < LAYERS.length; layer++) tall[to + layer] = times[from + LAYER_STATES[layer]!]! * others;
    // The lowest layer.
    tall[to] = height * shown;
  }
  return { columns, tall };
}
