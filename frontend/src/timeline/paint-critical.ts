import type { Segment } from '../model/critical.ts';
import type { Scene } from './scene.ts';

const DIMMED = 0.45;
const LINE_PX = 4;

/** The critical path as one bright line through the lanes; in time that grows with the pixels and not with its segments. */
export function paintCritical({ context, palette, layout, scale }: Scene, path: readonly Segment[]): void {
  context.fillStyle = palette.ground;
  context.globalAlpha = DIMMED;
  for (const lane of layout.visible()) if (lane.kind === 'thread') context.fillRect(scale.left, layout.topOf(lane), scale.width, lane.heightPx);
  context.globalAlpha = 1;
  const line = new Path2D();
  let x = -Infinity;
  let low = Infinity;
  let high = -Infinity;
  let last: number | undefined;
  const flush = () => {
    if (high > low) {
      line.moveTo(x, low);
      line.lineTo(x, high);
    }
    low = Infinity;
    high = -Infinity;
  };
  for (let i = firstEndingAfter(path, scale.fromNs); i < path.length && path[i]!.startNs <= scale.toNs; i++) {
    const { thread, startNs, endNs } = path[i]!;
    const y = layout.middleOf(thread);
    if (y === undefined) continue;
    const left = scale.pxInside(startNs);
    const right = scale.pxInside(endNs);
    if (left - x >= 1) {
      flush();
      x = left;
    }
    // What happens within a pixel is as tall as it goes from lane to lane.
    low = Math.min(low, y, last ?? y);
    high = Math.max(high, y, last ?? y);
    last = y;
    if (right - left < 1) continue;
    line.moveTo(left, y);
    line.lineTo(right, y);
  }
  flush();
  context.lineCap = 'round';
  for (const [style, width] of [[palette.ground, LINE_PX + 3], [palette.critical, LINE_PX]] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke(line);
  }
  context.lineCap = 'butt';
}

function firstEndingAfter(path: readonly Segment[], timeNs: number): number {
  let low = 0;
  let high = path.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (path[middle]!.endNs < timeNs) low = middle + 1;
    else high = middle;
  }
  return low;
}
