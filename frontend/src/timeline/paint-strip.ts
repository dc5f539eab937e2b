import { STEP_NS, startOf, stepAt } from '../base/clock.ts';
import { clamp, type Step, step } from '../base/units.ts';
import type { Turn } from '../model/moves.ts';
import type { Choice, Schedule } from '../model/schedule.ts';
import type { Palette } from './palette.ts';
import type { Scale } from './viewport.ts';

/** A row of cells: what a strip needs to know of a schedule. */
export interface Cells {
  readonly count: number;
  at(at: Step): Choice;
  turnAt(at: Step): Turn;
}

/** A schedule by itself tells who took over, but not from whom it was taken against their will. */
export const cellsOf = (schedule: Schedule): Cells => ({
  count: schedule.length,
  at: (at) => schedule[at - 1]!,
  turnAt: (at) => (at > 1 && schedule[at - 2]!.thread !== schedule[at - 1]!.thread ? 'takes over' : 'goes on'),
});

interface Row {
  readonly topPx: number;
  readonly heightPx: number;
  /** Of all threads, for the height of the notch that tells them apart where no number fits. */
  readonly threads: number;
  readonly nameOf: (thread: number) => string;
  /** Later steps are pale. */
  readonly current: Step;
  readonly marked: Step | null;
}

/** Narrower steps are gathered, column by column. */
const ALONE_PX = 3;
const COLUMN_PX = 2;
const APART_PX = 5;
/** Names of more threads than this are not even measured. */
const MOST_NAMES = 32;
const MARK_PX = 4;
const NOTCH_PX = 3;
const PALE = 0.38;

export function paintCells(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: Scale,
  cells: Cells,
  row: Row,
): void {
  const first = step(Math.max(1, stepAt(scale.fromNs)));
  const last = step(Math.min(cells.count, stepAt(scale.toNs)));
  const widthPx = STEP_NS / scale.nsPerPx;
  const named = fitsNames(context, row, widthPx);
  if (widthPx < ALONE_PX) paintGathered(context, palette, scale, cells, row);
  else
    for (let at = first; at <= last; at = step(at + 1))
      paintCell(context, palette, scale.px(startOf(at)), widthPx, cells, at, row, named);
  if (row.marked !== null) outline(context, palette.danger, scale, row.marked, row);
  if (row.current < cells.count) outline(context, palette.accent, scale, row.current, row);
  context.globalAlpha = 1;
}

function paintCell(
  context: CanvasRenderingContext2D,
  palette: Palette,
  left: number,
  widthPx: number,
  cells: Cells,
  at: Step,
  row: Row,
  named: boolean,
): void {
  const { thread, alternative } = cells.at(at);
  if (thread === 0) return;
  const { topPx, heightPx } = row;
  const turn = cells.turnAt(at);
  const gap = widthPx >= APART_PX ? (turn === 'goes on' ? 0.5 : 1.5) : 0;
  const later = at > row.current;
  context.globalAlpha = later ? PALE : 1;
  context.fillStyle = palette.thread(thread);
  context.fillRect(left + gap, topPx, widthPx - gap, heightPx);
  context.globalAlpha = 1;
  // On a pale cell the ground shines through, which may be dark.
  context.fillStyle = later ? palette.ink : palette.threadInk;
  const text = `${named ? row.nameOf(thread) : thread}${alternative === 0 ? '' : `.${alternative}`}`;
  if (context.measureText(text).width + 4 <= widthPx) centred(context, text, left, widthPx, row);
  else context.fillRect(left + gap, notchTop(thread, row), widthPx - gap, NOTCH_PX);
  if (turn === 'preempts') preemption(context, palette, left + gap / 2, topPx);
}

/** Names in all cells or numbers in all: a mixture is hard to read. */
function fitsNames(context: CanvasRenderingContext2D, { threads, nameOf }: Row, widthPx: number): boolean {
  if (threads > MOST_NAMES) return false;
  for (let thread = 1; thread <= threads; thread++)
    if (context.measureText(nameOf(thread)).width + 14 > widthPx) return false;
  return true;
}

function centred(
  context: CanvasRenderingContext2D,
  text: string,
  left: number,
  widthPx: number,
  { topPx, heightPx }: Row,
): void {
  context.fillText(text, left + (widthPx - context.measureText(text).width) / 2 + 0.5, topPx + heightPx / 2 + 0.5);
}

/** As a point in a staff of as many lines as there are threads. */
const notchTop = (thread: number, { topPx, heightPx, threads }: Row): number =>
  topPx + (clamp(thread - 1, 0, threads - 1) * (heightPx - NOTCH_PX)) / Math.max(1, threads - 1);

function preemption(context: CanvasRenderingContext2D, palette: Palette, x: number, topPx: number): void {
  context.fillStyle = palette.danger;
  context.beginPath();
  context.moveTo(x - MARK_PX, topPx - MARK_PX - 1);
  context.lineTo(x + MARK_PX, topPx - MARK_PX - 1);
  context.lineTo(x, topPx + 1);
  context.fill();
}

/** Of each column the threads' parts, one upon the other, and a dot where there was any preemption. */
function paintGathered(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: Scale,
  cells: Cells,
  row: Row,
): void {
  const { topPx, heightPx, threads } = row;
  const parts = new Float64Array(threads + 1);
  for (let x: number = scale.left; x < scale.right; x += COLUMN_PX) {
    const from = Math.max(1, stepAt(scale.ns(x)));
    const to = Math.min(cells.count + 1, stepAt(scale.ns(x + COLUMN_PX)) + 1);
    if (to <= from) continue;
    parts.fill(0);
    let preempted = false;
    for (let at = step(from); at < to; at = step(at + 1)) {
      parts[Math.min(threads, cells.at(at).thread)]! += 1;
      preempted ||= cells.turnAt(at) === 'preempts';
    }
    context.globalAlpha = from > row.current ? PALE : 1;
    let bottom = topPx + heightPx;
    for (let thread = 1; thread <= threads; thread++) {
      const tall = (heightPx * parts[thread]!) / (to - from);
      context.fillStyle = palette.thread(thread);
      context.fillRect(x, bottom - tall, COLUMN_PX, tall);
      bottom -= tall;
    }
    if (preempted) {
      context.fillStyle = palette.danger;
      context.fillRect(x, topPx - MARK_PX, COLUMN_PX, 2);
    }
  }
}

function outline(
  context: CanvasRenderingContext2D,
  colour: string,
  scale: Scale,
  at: Step,
  { topPx, heightPx }: Row,
): void {
  const left = scale.px(startOf(at));
  const widthPx = STEP_NS / scale.nsPerPx;
  if (left + widthPx < scale.left || left > scale.right) return;
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(left, topPx - 1, Math.max(4, widthPx + 0.5), heightPx + 2);
}
