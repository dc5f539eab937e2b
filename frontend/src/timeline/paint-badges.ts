import { type Shape, shapeOf } from '../model/findings.ts';
import type { Finding } from '../model/format.ts';
import { badgesOf, markersOn, type PlacedBadge } from './badges.ts';
import type { Lane } from './lanes.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

const RADIUS_PX = 6;

/** Draws the badges of a lane, and says where they are. */
export function paintBadges(scene: Scene, lane: Lane, chosen: Finding | null): PlacedBadge[] {
  const { context, palette, recording, layout, pointScale } = scene;
  const top = layout.topOf(lane);
  // On the upper edge of a thread's bar; between an object's lane and the one above.
  const y = lane.kind !== 'object' ? top + (lane.heightPx - lane.barPx) / 2 + 2 : top - 3;
  return badgesOf(markersOn(recording, lane), pointScale).map((badge) => {
    const lead = badge.findings[0]!;
    const picked = chosen !== null && badge.findings.includes(chosen);
    paintBadge(context, palette, badge.x, y, lead, badge.findings.length, picked);
    return { ...badge, y };
  });
}

function paintBadge(
  context: Pen,
  palette: Palette,
  x: number,
  y: number,
  { type, certainty }: Finding,
  count: number,
  picked: boolean,
): void {
  const colour = certainty === 'observed' ? palette.danger : palette.warn;
  outline(context, shapeOf(type), x, y, picked ? RADIUS_PX + 2 : RADIUS_PX);
  context.lineJoin = 'round';
  context.strokeStyle = palette.ground;
  context.lineWidth = 5;
  context.stroke();
  context.fillStyle = certainty === 'observed' ? colour : palette.ground;
  context.fill();
  context.strokeStyle = picked ? palette.ink : colour;
  context.lineWidth = 2;
  context.stroke();
  if (count === 1) return;
  const text = count > 99 ? '99+' : String(count);
  const width = context.measureText(text).width + 6;
  context.fillStyle = palette.ground;
  context.fillRect(x + RADIUS_PX, y - 7, width, 13);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(x + RADIUS_PX + 0.5, y - 6.5, width - 1, 12);
  context.fillStyle = palette.ink;
  context.fillText(text, x + RADIUS_PX + 3, y);
}

/** Makes it the current path. */
function outline(context: Pen, shape: Shape, x: number, y: number, r: number): void {
  context.beginPath();
  if (shape === 'circle') {
    context.arc(x, y, r, 0, 7);
    return;
  }
  const corners = CORNERS[shape];
  corners.forEach(([dx, dy], i) =>
    i === 0 ? context.moveTo(x + dx * r, y + dy * r) : context.lineTo(x + dx * r, y + dy * r),
  );
  context.closePath();
}

const EDGE = Math.tan(Math.PI / 8);
const CORNERS: Record<Exclude<Shape, 'circle'>, readonly (readonly [number, number])[]> = {
  octagon: [
    [-EDGE, -1],
    [EDGE, -1],
    [1, -EDGE],
    [1, EDGE],
    [EDGE, 1],
    [-EDGE, 1],
    [-1, EDGE],
    [-1, -EDGE],
  ],
  diamond: [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  triangle: [
    [0, -1.1],
    [1.1, 0.9],
    [-1.1, 0.9],
  ],
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
};
