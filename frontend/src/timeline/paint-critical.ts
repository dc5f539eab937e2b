import type { CriticalPath } from '../model/critical.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

const DIMMED = 0.45;
const LINE_PX = 6;
const CROSSING_PX = 1.5;
const APART_PX = 3;

/** The critical path as one bright line through the lanes; in time that grows with the pixels and not with its segments. */
export function paintCritical(scene: Scene, path: CriticalPath): void {
  const { context, palette, layout, scale } = scene;
  context.fillStyle = palette.ground;
  context.globalAlpha = DIMMED;
  for (const lane of layout.visible())
    if (lane.kind !== 'object') context.fillRect(scale.left, layout.topOf(lane), scale.width, lane.heightPx);
  context.globalAlpha = 1;
  const { line, crossings } = pieces(scene, path);
  context.strokeStyle = palette.critical;
  context.lineWidth = CROSSING_PX;
  draw(context, crossings);
  for (const [style, width] of [
    [palette.ground, LINE_PX + 2],
    [palette.critical, LINE_PX],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    draw(context, line);
  }
}

/** From one point to another: its four coordinates. */
type Piece = readonly [x0: number, y0: number, x1: number, y1: number];

function draw(context: Pen, pieces: readonly Piece[]): void {
  context.beginPath();
  for (const [x0, y0, x1, y1] of pieces) {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  }
  context.stroke();
}

/** What is drawn of the path: along the lanes, and from one to the next. */
function pieces({ layout, scale }: Scene, path: CriticalPath): { line: Piece[]; crossings: Piece[] } {
  const line: Piece[] = [];
  const crossings: Piece[] = [];
  /** By thread, the last pixel that has a part of the path. */
  const marked = new Map<number, number>();
  let from: { y: number; wide: boolean } | null = null;
  for (let i = firstEndingAfter(path, scale.fromNs); i < path.length && path.at(i).startNs <= scale.toNs; i++) {
    const { thread, startNs, endNs } = path.at(i);
    const y = layout.middleOf(thread);
    if (y === undefined) continue;
    const left = scale.pxInside(startNs);
    const right = scale.pxInside(endNs);
    const wide = right - left >= APART_PX;
    // Where it goes to and fro within pixels, its parts on the lanes say enough.
    if (from && from.y !== y && (wide || from.wide)) {
      crossings.push([left, from.y, left, y]);
    }
    from = { y, wide };
    const pixel = Math.floor(right);
    if (right - left < 1 && marked.get(thread) === pixel) continue;
    marked.set(thread, pixel);
    line.push([left, y, Math.max(right, left + 1), y]);
  }
  return { line, crossings };
}

function firstEndingAfter(path: CriticalPath, timeNs: number): number {
  let low = 0;
  let high = path.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (path.at(middle).endNs < timeNs) low = middle + 1;
    else high = middle;
  }
  return low;
}
