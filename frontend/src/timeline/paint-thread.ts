import { STATES, type State, type ThreadHistory } from '../model/states.ts';
import type { Brush } from './brush.ts';
import { gather } from './gather.ts';
import { type Palette, STATE_SHARE } from './palette.ts';
import type { Scale } from './viewport.ts';

const LABEL_PX = 44;
const LABEL_MARGIN_PX = 10;

/** One thread's states: stretches of a visible width with the name of what they wait for, and the others gathered pixel by pixel. */
export function paintThread(
  brush: Brush,
  palette: Palette,
  scale: Scale,
  thread: ThreadHistory,
  nowNs: number,
  top: number,
  height: number,
  nameOf: (object: number) => string,
): void {
  const bar = (state: State, startNs: number, endNs: number, object: number) =>
    paintBar(brush, palette, state, scale.pxInside(startNs), scale.pxInside(endNs), top, height, nameOf(object));
  const parts = gather(thread, scale, height, (i) =>
    bar(STATES[thread.state.at(i)]!, thread.start.at(i), thread.end.at(i), thread.object.at(i)),
  );
  if (parts) brush.stack(parts, scale.left, top + height);
  for (const { state, startNs, endNs, object } of thread.open(nowNs)) bar(state, startNs, endNs, object);
}

function paintBar(
  { fill, rect, over, measureText }: Brush,
  palette: Palette,
  state: State,
  left: number,
  right: number,
  top: number,
  height: number,
  label: string,
): void {
  const own = Math.max(2, height * STATE_SHARE[state]);
  const width = Math.max(1, right - left);
  fill(state, left, top + (height - own) / 2, width, own);
  // The name only where enough of the pattern remains to be seen.
  if (label === '' || width < LABEL_PX || (state !== 'blocked' && state !== 'waiting')) return;
  const text = measureText(label).width;
  if (text + 2 * LABEL_MARGIN_PX + 8 > width) return;
  rect(palette.ground, left + LABEL_MARGIN_PX, top + 2, text + 8, height - 4);
  over((context) => {
    context.fillStyle = palette.ink;
    context.fillText(label, left + LABEL_MARGIN_PX + 4, top + height / 2 + 0.5);
  });
}
