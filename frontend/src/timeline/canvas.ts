import { type DevicePx, devicePx } from '../base/units.ts';
import type { Pen } from './pen.ts';

export const FONT_PX = 11;

/** Sizes a canvas to its place in device pixels, and lets everyone draw in CSS pixels. Nothing shines through it: such a one is shown in half the time. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio;
  const deviceWidth: DevicePx = devicePx(Math.round(width * ratio));
  const deviceHeight: DevicePx = devicePx(Math.round(height * ratio));
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth;
    canvas.height = deviceHeight;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return null;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Fills all of a canvas that was prepared. */
export function clear(context: CanvasRenderingContext2D, ground: string): void {
  context.fillStyle = ground;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** The middle gives way: names of threads differ at their ends. */
export function shorten(context: Pick<Pen, 'measureText'>, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const end = text.slice(-2);
  let kept = text.length - 3;
  while (kept > 1 && context.measureText(`${text.slice(0, kept)}…${end}`).width > width) kept--;
  return `${text.slice(0, kept)}…${end}`;
}
