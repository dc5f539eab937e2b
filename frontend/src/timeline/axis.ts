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

/** Where the ticks are, on whole pixels. */
export function ticks(scale: Scale, clock: Clock): number[] {
  const step = tickStepNs(scale.nsPerPx, clock.finestNs);
  const out: number[] = [];
  for (let n = Math.ceil(scale.fromNs / step); n * step <= scale.toNs; n++) out.push(Math.round(scale.px(n * step)));
  return out;
}

/** The times; the lines below them belong to the lanes. */
export function paintAxis(context: Pen, palette: Palette, scale: Scale, clock: Clock, axisHeight: number): void {
  const step = tickStepNs(scale.nsPerPx, clock.finestNs);
  const first = Math.ceil(scale.fromNs / step);
  ticks(scale, clock).forEach((x, i) => {
    context.fillStyle = palette.line;
    context.fillRect(x, axisHeight - 5, 1, 5);
    context.fillStyle = palette.faint;
    const label = clock.moment((first + i) * step, step);
    if (x + 4 + context.measureText(label).width <= scale.right) context.fillText(label, x + 4, axisHeight / 2);
  });
}
