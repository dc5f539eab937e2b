import { formatCount } from '../base/format.ts';
import { words } from '../base/words.ts';
import { shorten } from './canvas.ts';
import { describeObject, laneName } from './describe.ts';
import { sharesOf } from './group-shares.ts';
import type { Dragged } from './lane-pointer.ts';
import type { Lane } from './lanes.ts';
import { AXIS_PX } from './layout.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

/** A line of names needs this much; where lanes are lower, not each has its name. */
const LINE_PX = 12;
const SECOND_LINE_PX = 26;
const INDENT_PX = 10;
const MENU_PX = 18;

/** What of the names a person points at, or is at with the keyboard. */
export interface Pointed {
  /** The thread pointed at elsewhere on the page. */
  readonly thread: number | null;
  readonly current: string | null;
  readonly hovered: Lane | null;
  readonly dragged: Dragged | null;
}

/** A picture that nobody points at. */
export const NOBODY_POINTS: Pointed = { thread: null, current: null, hovered: null, dragged: null };

/** The left column: what each lane is of, and what objects are in after an event. */
export function paintNames(scene: Scene, moment: number, pointed: Pointed): void {
  const { context, palette, layout, scale } = scene;
  const part = (fromY: number, toY: number, lanes: readonly Lane[]) => {
    context.save();
    context.beginPath();
    context.rect(0, fromY, scale.left - 6, toY - fromY);
    context.clip();
    let lastY = -Infinity;
    for (const lane of lanes) {
      const y = layout.topOf(lane) + lane.heightPx / 2;
      const singled = lane === pointed.hovered || lane.key === pointed.current;
      const named = y - lastY >= LINE_PX || singled;
      if (named) lastY = y;
      paintName(scene, lane, moment, pointed, named);
    }
    context.restore();
  };
  part(layout.fold, layout.height, layout.visibleScrolling());
  part(AXIS_PX, layout.fold, layout.visiblePinned());
  if (!pointed.dragged) return;
  context.fillStyle = palette.accent;
  context.fillRect(0, pointed.dragged.y - 1, scale.right, 2);
}

function paintName(
  { context, palette, recording, layout, scale }: Scene,
  lane: Lane,
  moment: number,
  { thread, current, hovered }: Pointed,
  named: boolean,
): void {
  const gutter = scale.left;
  const top = layout.topOf(lane);
  const middle = top + lane.heightPx / 2;
  const singled = lane === hovered || lane.key === current;
  if (singled || (lane.kind === 'thread' && lane.thread.id === thread)) {
    context.fillStyle = palette.accentSoft;
    context.fillRect(4, top, gutter - 10, Math.max(lane.heightPx, singled && lane.kind === 'thread' ? LINE_PX : 0));
  }
  if (lane.key === current) {
    context.strokeStyle = palette.accent;
    context.lineWidth = 2;
    context.strokeRect(5, top + 1, gutter - 13, lane.heightPx - 2);
  }
  const left = 10 + (lane.inside ? INDENT_PX : 0);
  const room = gutter - left - 12 - (lane === hovered ? MENU_PX : 0);
  const two = lane.heightPx >= SECOND_LINE_PX;
  const first = two ? top + Math.min(8, lane.heightPx / 4) + 1 : middle + 0.5;
  if (lane.kind === 'thread') {
    const tall = Math.min(10, lane.heightPx);
    context.fillStyle = palette.thread(lane.thread.id);
    context.fillRect(left, middle - tall / 2, 4, tall);
    if (named) text(context, palette.ink, lane.name, left + 10, middle + 0.5, room - 10);
  } else if (lane.kind === 'object') {
    if (named) text(context, palette.ink, lane.name, left, first, room);
    if (two) text(context, palette.faint, describeObject(recording, lane.object, moment), left, first + 14, room);
  } else {
    triangle(context, palette.ink, left + 3, first, lane.open);
    if (named) text(context, palette.ink, laneName(lane), left + 12, first, room - 12);
    const { threads, objects } = lane.group;
    if (two)
      text(
        context,
        palette.faint,
        words.lanes.count(formatCount(threads.length + objects.length)),
        left + 12,
        first + 14,
        room - 12,
      );
    if (lane.heightPx >= SECOND_LINE_PX + 14 && threads.length > 0)
      text(
        context,
        palette.faint,
        words.lanes.atOnce(formatCount(sharesOf(recording, lane.group).most)),
        left + 12,
        first + 28,
        room - 12,
      );
  }
  if (lane === hovered && named) dots(context, palette.ink, gutter - 18, first);
}

function text(context: Pen, colour: string, what: string, x: number, y: number, room: number): void {
  context.fillStyle = colour;
  context.fillText(shorten(context, what, room), x, y);
}

function triangle(context: Pen, colour: string, x: number, y: number, open: boolean): void {
  context.fillStyle = colour;
  context.beginPath();
  const corners = open
    ? [
        [-4, -3],
        [4, -3],
        [0, 3],
      ]
    : [
        [-3, -4],
        [-3, 4],
        [3, 0],
      ];
  corners.forEach(([dx, dy], i) => (i === 0 ? context.moveTo(x + dx!, y + dy!) : context.lineTo(x + dx!, y + dy!)));
  context.closePath();
  context.fill();
}

/** There is a menu here. */
function dots(context: Pen, colour: string, x: number, y: number): void {
  context.fillStyle = colour;
  for (const dy of [-4, 0, 4]) context.fillRect(x, y + dy - 1, 2, 2);
}
