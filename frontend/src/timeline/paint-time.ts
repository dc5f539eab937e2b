import { endOf, startOf } from '../base/clock.ts';
import { AXIS_PX } from './layout.ts';
import type { Range } from './marks.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** The playhead: a line at a moment, or in a controlled run the stretch of a step. */
export function paintPlayhead({ context, palette, scale, layout: { height } }: Scene, view: View): void {
  const at = view.playheadNs;
  if (at === null) return;
  context.fillStyle = context.strokeStyle = palette.accent;
  if (view.recording!.moves) {
    const left = Math.max(scale.left, scale.px(startOf(view.currentStep)));
    const right = Math.min(scale.right, scale.px(endOf(view.currentStep)));
    if (right <= left) return;
    context.globalAlpha = 0.14;
    context.fillRect(left, AXIS_PX, right - left, height - AXIS_PX);
    context.globalAlpha = 1;
    context.fillRect(left, AXIS_PX - 3, right - left, 3);
    return;
  }
  const x = Math.round(scale.px(at)) + 0.5;
  if (x < scale.left - 1 || x > scale.right) return;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, AXIS_PX - 6);
  context.lineTo(x, height);
  context.stroke();
  context.beginPath();
  context.moveTo(x - 5, AXIS_PX - 10);
  context.lineTo(x + 5, AXIS_PX - 10);
  context.lineTo(x, AXIS_PX - 2);
  context.fill();
}

/** A chosen range: what is outside steps back, and the axis says how long it is. */
export function paintRange(
  { context, palette, recording, scale, layout: { height } }: Scene,
  { fromNs, toNs }: Range,
): void {
  const left = Math.max(scale.left, Math.min(scale.px(fromNs), scale.right));
  const right = Math.min(scale.right, Math.max(scale.px(toNs), scale.left));
  context.fillStyle = palette.ground;
  context.globalAlpha = 0.55;
  context.fillRect(scale.left, AXIS_PX, left - scale.left, height - AXIS_PX);
  context.fillRect(right, AXIS_PX, scale.right - right, height - AXIS_PX);
  context.globalAlpha = 1;
  if (right <= left) return;
  context.fillStyle = context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.fillRect(left, AXIS_PX - 4, right - left, 4);
  context.beginPath();
  for (const x of [left, right]) {
    context.moveTo(x, AXIS_PX - 8);
    context.lineTo(x, height);
  }
  context.stroke();
  const text = recording.clock.duration(toNs - fromNs);
  const width = context.measureText(text).width + 10;
  const x = Math.max(scale.left, Math.min((left + right - width) / 2, scale.right - width));
  context.fillStyle = palette.accent;
  context.fillRect(x, 2, width, 15);
  context.fillStyle = palette.ground;
  context.fillText(text, x + 5, 10);
}
