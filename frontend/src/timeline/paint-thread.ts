import { clamp } from '../base/units.ts';
import { STATES, WAIT_COUNT, type State, type ThreadHistory } from '../model/states.ts';
import { STATE_SHARE, type Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Fill } from './raster.ts';
import type { Scale } from './viewport.ts';

const DRAWN = WAIT_COUNT;
/** Narrower stretches are gathered pixel by pixel. */
const ALONE_PX = 1.5;
/** Fewer stretches than this are added one by one, since each is in one state only. */
const FEW = 8;
/** A pixel in which anybody was blocked shows at least this much of it. */
const LEAST_BLOCKED = 0.3;
const LABEL_PX = 44;
const LABEL_MARGIN_PX = 10;

/** The order of layers in a gathered pixel, from below: what this tool is for comes first. */
const LAYERS: readonly State[] = ['blocked', 'waiting', 'ready', 'io', 'sleeping', 'running', 'new'];

/** Time in each state for each pixel column, reused from lane to lane. */
let gathered = new Float64Array(0);

/** One thread's states, in time that grows with the pixels and not with the events. What bears a name is drawn, all else filled. */
export function paintThread(
  context: Pen, palette: Palette, fill: Fill, scale: Scale, thread: ThreadHistory,
  nowNs: number, top: number, height: number, nameOf: (object: number) => string,
): void {
  const columns = Math.ceil(scale.width) + 1;
  if (gathered.length < columns * DRAWN) gathered = new Float64Array(columns * DRAWN);
  else gathered.fill(0, 0, columns * DRAWN);
  const from = thread.end.upperBound(scale.fromNs);
  const to = thread.start.upperBound(scale.toNs);
  let anyGathered = false;
  thread.forest.cover(
    from, Math.max(from, to),
    (first, last) => thread.end.at(last) - thread.start.at(first) <= scale.nsPerPx,
    (level, block, first, last) => {
      const left = scale.px(thread.start.at(first));
      const right = scale.px(thread.end.at(last));
      if (level === 0 && right - left >= ALONE_PX) {
        bar(context, palette, fill, STATES[thread.state.at(first)]!, scale.pxInside(thread.start.at(first)), scale.pxInside(thread.end.at(last)), top, height, nameOf(thread.object.at(first)));
        return;
      }
      anyGathered = true;
      // A narrow stretch can lie across two or three pixels: each gets its part.
      const firstColumn = clamp(Math.floor(left - scale.left), 0, columns - 1);
      const lastColumn = clamp(Math.ceil(right - scale.left) - 1, firstColumn, columns - 1);
      for (let column = firstColumn; column <= lastColumn; column++) {
        const part = Math.min(right, scale.left + column + 1) - Math.max(left, scale.left + column);
        const share = firstColumn === lastColumn ? 1 : Math.max(0, part) / (right - left);
        if (last - first < FEW) {
          for (let i = first; i <= last; i++) gathered[column * DRAWN + thread.state.at(i)]! += (thread.end.at(i) - thread.start.at(i)) * share;
        } else {
          for (let state = 0; state < DRAWN; state++) gathered[column * DRAWN + state]! += thread.forest.get(level, block, state) * share;
        }
      }
    },
  );
  if (anyGathered) paintGathered(fill, scale, columns, top, height);
  for (const open of thread.open(nowNs)) {
    bar(context, palette, fill, open.state, scale.pxInside(open.startNs), scale.pxInside(open.endNs), top, height, nameOf(open.object));
  }
}

function bar(
  context: Pen, palette: Palette, fill: Fill, state: State,
  left: number, right: number, top: number, height: number, label: string,
): void {
  const own = Math.max(2, height * STATE_SHARE[state]);
  const width = Math.max(1, right - left);
  // The name only where enough of the pattern remains to be seen.
  const named = label !== '' && width >= LABEL_PX && (state === 'blocked' || state === 'waiting');
  const text = named ? context.measureText(label).width : Infinity;
  if (text + 2 * LABEL_MARGIN_PX + 8 > width) {
    fill(state, left, top + (height - own) / 2, width, own);
    return;
  }
  context.fillStyle = palette.state[state];
  context.fillRect(left, top + (height - own) / 2, width, own);
  context.fillStyle = palette.ground;
  context.fillRect(left + LABEL_MARGIN_PX, top + 2, text + 8, height - 4);
  context.fillStyle = palette.ink;
  context.fillText(label, left + LABEL_MARGIN_PX + 4, top + height / 2 + 0.5);
}

function paintGathered(fill: Fill, scale: Scale, columns: number, top: number, height: number): void {
  const shareOf = (column: number, state: State) => gathered[column * DRAWN + STATES.indexOf(state)]!;
  for (let column = 0; column < columns; column++) {
    let total = 0;
    for (let state = 0; state < DRAWN; state++) total += gathered[column * DRAWN + state]!;
    if (total === 0) continue;
    const blocked = shareOf(column, 'blocked') / total;
    const shown = blocked > 0 ? Math.max(blocked, LEAST_BLOCKED) : 0;
    let bottom = top + height;
    for (const state of LAYERS) {
      const share = shareOf(column, state) / total;
      const layer = height * (state === 'blocked' ? shown : share * (blocked < 1 ? (1 - shown) / (1 - blocked) : 0));
      if (layer <= 0) continue;
      fill(state, scale.left + column, bottom - layer, 1, layer);
      bottom -= layer;
    }
  }
}
