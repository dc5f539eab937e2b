import { enderOf } from '../model/explain.ts';
import type { Finding } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import type { Interval } from '../model/states.ts';
import type { Palette } from './palette.ts';
import type { Scale } from './viewport.ts';

/** Where the middle of a thread's lane is; undefined where it has none. */
type LaneMiddle = (thread: number) => number | undefined;

/** An arrow from the event that ended a wait to the moment the waiter was let go. */
export function paintCause(context: CanvasRenderingContext2D, palette: Palette, scale: Scale, recording: Recording, wait: Interval, middle: LaneMiddle): void {
  const { trace } = recording;
  const cause = enderOf(recording, wait);
  if (cause === 0) return;
  const fromY = middle(trace.thread.at(cause));
  const toY = middle(wait.thread);
  if (fromY === undefined || toY === undefined) return;
  const fromX = scale.pxInside(trace.t.at(cause));
  const toX = scale.pxInside(Math.max(trace.t.at(cause), trace.t.at(wait.to)));
  arrow(context, palette.accent, palette.ground, fromX, fromY, Math.max(toX, fromX + 1), toY);
}

/** The cycle of a deadlock: from each thread, in the middle of its last wait, to the thread that it waits for. */
export function paintCycle(context: CanvasRenderingContext2D, palette: Palette, scale: Scale, recording: Recording, finding: Finding, middle: LaneMiddle, nowNs: number): void {
  const { threads, events } = finding;
  const beganNs = Math.max(...events.map((seq) => recording.trace.t.at(seq)));
  const left = Math.max(scale.left, scale.px(beganNs));
  const right = Math.min(scale.right - 12, scale.px(nowNs));
  if (right < left) return;
  threads.forEach((thread, i) => {
    const next = threads[(i + 1) % threads.length]!;
    const fromY = middle(thread);
    const toY = middle(next);
    if (fromY === undefined || toY === undefined || thread === next) return;
    // In the later half: at their beginning the waits carry the names of what they wait for.
    const x = left + (right - left) * (0.5 + (0.5 * (i + 1)) / (threads.length + 1));
    arrow(context, palette.danger, palette.ground, x, fromY, x, toY);
  });
}

/** A ring around each event of a finding, in the lane of its thread. */
export function paintMarks(context: CanvasRenderingContext2D, palette: Palette, scale: Scale, recording: Recording, finding: Finding, middle: LaneMiddle): void {
  context.strokeStyle = palette.danger;
  context.lineWidth = 2;
  for (const seq of finding.events) {
    const x = scale.px(recording.trace.t.at(seq));
    const y = middle(recording.trace.thread.at(seq));
    if (y === undefined || x < scale.left || x > scale.right) continue;
    context.beginPath();
    context.arc(x, y, 6, 0, 7);
    context.stroke();
  }
}

function arrow(context: CanvasRenderingContext2D, colour: string, halo: string, x0: number, y0: number, x1: number, y1: number): void {
  const down = y1 >= y0 ? 1 : -1;
  const bend = Math.min(40, Math.abs(y1 - y0) / 2 + 6);
  const draw = (style: string, width: number) => {
    context.strokeStyle = context.fillStyle = style;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x0, y0);
    context.bezierCurveTo(x0, y0 + bend * down, x1, y1 - bend * down, x1, y1 - 5 * down);
    context.stroke();
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x1 - 4.5, y1 - 8 * down);
    context.lineTo(x1 + 4.5, y1 - 8 * down);
    context.closePath();
    context.fill();
    context.beginPath();
    context.arc(x0, y0, width + 1.5, 0, 7);
    context.fill();
  };
  draw(halo, 5);
  draw(colour, 2);
}
