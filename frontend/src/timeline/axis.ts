import type { Clock } from '../base/clock.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Scale } from './viewport.ts';

const TICK_PX = 96;

/** The smallest of 1, 2, 5 × 10^n that keeps ticks apart. */
export function tickStepNs(nsPerPx: number, finestNs = 1): number {
  const least = Math.max(finestNs, nsPerPx * TICK_PX);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= least * 0.999)!;
}

export function paintAxis(context: Pen, palette: Palette, scale: Scale, clock: Clock, axisHeight: number, height: number): void {
  const step = tickStepNs(scale.nsPerPx, clock.finestNs);
  context.fillStyle = palette.faint;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let n = Math.ceil(scale.fromNs / step); n * step <= scale.toNs; n++) {
    const x = Math.round(scale.px(n * step)) + 0.5;
    context.moveTo(x, axisHeight - 5);
    context.lineTo(x, height);
    const label = clock.moment(n * step, step);
    if (x + 4 + context.measureText(label).width <= scale.right) context.fillText(label, x + 4, axisHeight / 2);
  }
  context.stroke();
}
