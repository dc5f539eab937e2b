import { clamp } from '../base/units.ts';
import { markersOf } from '../model/findings.ts';
import type { Recording } from '../model/recording.ts';
import { STATES, type State } from '../model/states.ts';
import type { Range } from './marks.ts';
import type { Palette } from './palette.ts';
import { Scale, type Viewport } from './viewport.ts';

const SHOWN: readonly State[] = ['blocked', 'waiting', 'ready', 'io', 'running'];
const COLUMN_PX = 3;
const MARK_PX = 9;

/** The whole run in a strip: of all threads alive at a moment, the parts in each state; and the viewport over it. */
export function paintOverview(context: CanvasRenderingContext2D, palette: Palette, recording: Recording, scale: Scale, view: Viewport, height: number): void {
  const columns = Math.ceil(scale.width / COLUMN_PX);
  const sums = new Float64Array(SHOWN.length);
  const threads = recording.threads;
  // Of very many threads, a fair sample tells the same.
  const stride = Math.max(1, Math.ceil(threads.length / 64));
  for (let column = 0; column < columns; column++) {
    const fromNs = scale.ns(scale.left + column * COLUMN_PX);
    const toNs = scale.ns(scale.left + (column + 1) * COLUMN_PX);
    sums.fill(0);
    let sampled = 0;
    for (let i = 0; i < threads.length; i += stride) {
      sampled++;
      const thread = threads[i]!;
      const first = thread.end.upperBound(fromNs);
      const end = thread.start.upperBound(toNs);
      if (end - first <= 2) {
        for (let at = first; at < end; at++) {
          const shown = SHOWN.indexOf(STATES[thread.state.at(at)]!);
          if (shown >= 0) sums[shown]! += Math.min(toNs, thread.end.at(at)) - Math.max(fromNs, thread.start.at(at));
        }
      } else {
        SHOWN.forEach((state, shown) => { sums[shown]! += Math.min(toNs - fromNs, thread.forest.fold(first, end, STATES.indexOf(state))); });
      }
      for (const open of thread.open(scale.toNs)) {
        const shown = SHOWN.indexOf(open.state);
        const overlap = Math.min(toNs, recording.endNs, open.endNs) - Math.max(fromNs, open.startNs);
        if (shown >= 0 && overlap > 0) sums[shown]! += overlap;
      }
    }
    let bottom = height;
    SHOWN.forEach((state, shown) => {
      const tall = (height * sums[shown]!) / ((toNs - fromNs) * Math.max(1, sampled));
      context.fillStyle = palette.stateColour[state];
      context.fillRect(scale.left + column * COLUMN_PX, bottom - tall, COLUMN_PX - 0.5, tall);
      bottom -= tall;
    });
  }
  const left = clamp(scale.px(view.fromNs), scale.left, scale.right);
  const right = clamp(scale.px(view.toNs), scale.left, scale.right);
  context.fillStyle = palette.ground;
  context.globalAlpha = 0.62;
  context.fillRect(scale.left, 0, left - scale.left, height);
  context.fillRect(right, 0, scale.right - right, height);
  context.globalAlpha = 1;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.strokeRect(left + 0.75, 0.75, Math.max(3, right - left - 1.5), height - 1.5);
}

/** Over the overview: where findings are, and the range chosen. */
export function paintOverviewMarks(context: CanvasRenderingContext2D, palette: Palette, recording: Recording, scale: Scale, range: Range | null, height: number): void {
  for (const { finding, timeNs } of markersOf(recording)) {
    context.fillStyle = finding.certainty === 'observed' ? palette.danger : palette.warn;
    context.fillRect(scale.pxInside(timeNs) - 1, 0, 2, MARK_PX);
  }
  if (!range) return;
  context.fillStyle = palette.accent;
  context.fillRect(scale.px(range.fromNs), height - 4, Math.max(2, scale.px(range.toNs) - scale.px(range.fromNs)), 4);
}

/** The overview shows from 0 to wherever the viewport or the run ends. */
export const overviewScale = (nowNs: number, view: Viewport, left: number, width: number): Scale =>
  new Scale({ fromNs: (0 as Viewport['fromNs']), toNs: Math.max(nowNs, view.toNs, 1) as Viewport['toNs'] }, left, width);
