import { TIMED } from '../model/shares.ts';
import { STATES, type ThreadHistory } from '../model/states.ts';
import { LAYER_STATES, LAYERS, type Parts } from './brush.ts';
import { timesOf } from './times.ts';
import type { Scale } from './viewport.ts';

/** A pixel in which anybody was blocked shows at least this much of it. */
const LEAST_BLOCKED = 0.3;
const BLOCKED = STATES.indexOf('blocked');

/** Reused from lane to lane. */
let tall = new Float64Array(0);

/**
 * What a thread was at in each pixel column, as parts of a height; null if nothing is that narrow. Stretches of a visible width are handed over one by one.
 * The parts are good until the next call.
 */
export function gather(
  thread: ThreadHistory,
  scale: Scale,
  height: number,
  alone: (index: number) => void,
): Parts | null {
  const columns = Math.ceil(scale.width) + 1;
  const times = timesOf(thread, scale, columns, alone);
  return times ? partsOf(times, columns, height) : null;
}

/** The time of each column as parts of a height, blocked never less than can be seen. */
function partsOf(times: Float64Array, columns: number, height: number): Parts {
  if (tall.length < columns * LAYERS.length) tall = new Float64Array(columns * LAYERS.length);
  for (let column = 0; column < columns; column++) {
    const from = column * TIMED;
    const to = column * LAYERS.length;
    let total = 0;
    for (let state = 0; state < TIMED; state++) total += times[from + state]!;
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
