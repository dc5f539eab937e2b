import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a line between lanes is drawn. */
interface Stroke {
  readonly colour: string;
  readonly width: number;
  /** Of what is possible, or missing. */
  readonly dashed?: boolean;
  readonly alpha?: number;
}

/** From a point of one lane to a point of another, with a head; a halo keeps it apart from what it crosses. */
export function arrow(
  context: Pen,
  palette: Palette,
  from: Point,
  to: Point,
  { colour, width, dashed, alpha = 1 }: Stroke,
): void {
  const down = to.y >= from.y ? 1 : -1;
  const bend = Math.min(40, Math.abs(to.y - from.y) / 2 + 6);
  const draw = (style: string, thick: number, dash: number[]) => {
    context.strokeStyle = context.fillStyle = style;
    context.lineWidth = thick;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.bezierCurveTo(from.x, from.y + bend * down, to.x, to.y - bend * down, to.x, to.y - 5 * down);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(to.x, to.y);
    context.lineTo(to.x - 4.5, to.y - 8 * down);
    context.lineTo(to.x + 4.5, to.y - 8 * down);
    context.closePath();
    context.fill();
    context.beginPath();
    context.arc(from.x, from.y, thick + 1.5, 0, 7);
    context.fill();
  };
  context.globalAlpha = alpha;
  draw(palette.ground, width + 3, []);
  draw(colour, width, dashed ? [5, 4] : []);
  context.globalAlpha = 1;
}

/** A line through points. */
export function join(
  context: Pen,
  palette: Palette,
  points: readonly Point[],
  { colour, width, dashed, alpha = 1 }: Stroke,
): void {
  const draw = (style: string, thick: number, dash: number[]) => {
    context.strokeStyle = style;
    context.lineWidth = thick;
    context.setLineDash(dash);
    context.beginPath();
    points.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.stroke();
    context.setLineDash([]);
  };
  context.lineJoin = 'round';
  context.globalAlpha = alpha;
  draw(palette.ground, width + 3, []);
  draw(colour, width, dashed ? [5, 4] : []);
  context.globalAlpha = 1;
}

/** In the middle between two points: the edge that would join them does not exist. */
export function broken(context: Pen, palette: Palette, a: Point, b: Point, colour: string): void {
  const x = (a.x + b.x) / 2;
  const y = (a.y + b.y) / 2;
  context.beginPath();
  context.arc(x, y, 7, 0, 7);
  context.fillStyle = palette.ground;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
  context.stroke();
}

export function circle(context: Pen, { x, y }: Point, radius: number, stroke: string, fill?: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  context.strokeStyle = stroke;
  context.lineWidth = 2;
  context.stroke();
}
