import type { ObjectType } from '../model/format.ts';
import type { ObjectHistory } from '../model/objects.ts';
import type { Steps } from '../model/steps.ts';
import type { Recording } from '../model/recording.ts';
import { CODE } from '../model/kinds.ts';
import { shorten } from './canvas.ts';
import type { Bands } from './lanes.ts';
import type { Palette } from './palette.ts';
import { queueNames } from './queue-names.ts';
import type { Fill } from './raster.ts';
import type { Scale } from './viewport.ts';

interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly fill: Fill;
  readonly palette: Palette;
  readonly scale: Scale;
  readonly nowNs: number;
  readonly recording: Recording;
}

const ALONE_PX = 1.5;
/** Who waits is said where at least this much is theirs. */
const NAMED_PX = 70;
/** In lower bands there is no text. */
const LEAST_TEXT_PX = 10;
/** The row of marks above a variable's values. */
const ACCESS_PX = 12;

/** One object's lane: what it is in, and below that how many wait for it. */
export function paintObject(brush: Brush, object: ObjectHistory, { main, waiters }: Bands, top: number): void {
  const { type } = object.info;
  if (type === 'lock' || type === 'reentrant-lock' || type === 'read-write-lock') paintOwners(brush, object, top, main);
  if (type === 'variable' || type === 'volatile' || type === 'atomic' || type === 'adder') {
    const marks = Math.min(ACCESS_PX, Math.round(main / 2));
    if (object.info.text) paintTexts(brush, object, top + marks, main - marks);
    else paintSteps(brush, object.level, top + marks, main - marks, undefined, 'line');
    paintAccesses(brush, object, top, marks - Math.min(3, Math.round(marks / 4)));
  } else if (type === 'read-write-lock') {
    paintSteps(brush, object.level, top, main, undefined, 'area');
  } else if (type === 'executor') {
    paintSteps(brush, object.level, top, main, undefined, 'area');
    paintSteps(brush, object.active, top, main, undefined, 'line');
  } else if (main > 0 && object.level.t.length > 0) {
    const { capacity, initial } = object.info;
    const ceiling = type === 'future' ? 1 : (capacity ?? (typeof initial === 'number' ? initial : undefined));
    paintSteps(brush, object.level, top, main, ceiling, 'area');
  }
  if (waiters > 0) paintWaiters(brush, object, top + main + 1, waiters - 1);
}

function paintOwners({ context, palette, scale, nowNs, recording }: Brush, { holds }: ObjectHistory, top: number, height: number): void {
  const from = holds.end.upperBound(scale.fromNs);
  const to = holds.start.upperBound(scale.toNs);
  const segment = (thread: number, startNs: number, endNs: number) => {
    const left = scale.pxInside(startNs);
    const width = Math.max(1, scale.pxInside(endNs) - left);
    context.fillStyle = palette.thread(thread);
    // A hair of ground between neighbours tells two holds from one.
    context.fillRect(left, top, Math.max(1, width - (width > 4 ? 1 : 0)), height);
    if (width < 30 || height < LEAST_TEXT_PX) return;
    context.save();
    context.beginPath();
    context.rect(left, top, width - 3, height);
    context.clip();
    context.fillStyle = palette.threadInk;
    context.fillText(recording.threadName(thread), left + 5, top + height / 2 + 0.5);
    context.restore();
  };
  holds.forest.cover(
    from, Math.max(from, to),
    (first, last) => holds.end.at(last) - holds.start.at(first) <= scale.nsPerPx,
    (level, block, first, last) => {
      const startNs = holds.start.at(first);
      const endNs = holds.end.at(last);
      if (level === 0) {
        segment(holds.thread.at(first), startNs, endNs);
        return;
      }
      // Many holds in one pixel: as tall as the part of the time that anybody held it.
      const share = holds.forest.get(level, block, 0) / Math.max(1, endNs - startNs);
      const tall = Math.max(3, height * Math.min(1, share));
      context.fillStyle = palette.faint;
      context.fillRect(scale.pxInside(startNs), top + height - tall, 1, tall);
    },
  );
  for (const hold of holds.current(nowNs)) if (hold.startNs <= scale.toNs) segment(hold.thread, hold.startNs, hold.endNs);
}

/** A value over time, as an area or a line; `ceiling` is drawn as a dashed limit. */
function paintSteps({ context, palette, scale, nowNs }: Brush, steps: Steps, top: number, height: number, ceiling: number | undefined, as: 'area' | 'line'): void {
  const count = steps.t.length;
  if (count === 0) return;
  const low = Math.min(0, steps.forest.fold(0, count, 0));
  const high = Math.max(ceiling ?? 0, steps.max, low + 1);
  const y = (value: number) => top + height - 1 - ((value - low) / (high - low)) * (height - 2);
  const floor = y(low);
  const colour = as === 'area' ? palette.accent : palette.ink;
  const from = Math.max(0, steps.t.upperBound(scale.fromNs) - 1);
  const to = steps.t.upperBound(scale.toNs);
  const until = (index: number) => (index + 1 < count ? steps.t.at(index + 1) : Math.max(nowNs, steps.t.at(index)));
  /** The value, under its stretch of the line or above it, where it fits. */
  const label = (value: number, left: number, right: number, line: number) => {
    if (height < 2 * LEAST_TEXT_PX) return;
    const text = String(value);
    if (context.measureText(text).width + 6 > right - left) return;
    context.fillText(text, left + 4, line - 7 > top + 4 ? line - 6 : line + 8);
  };
  const edge = new Path2D();
  let last: number | null = null;
  context.fillStyle = colour;
  steps.forest.cover(
    from, Math.max(from, to),
    (first, end) => until(end) - steps.t.at(first) <= scale.nsPerPx,
    (level, block, first, end) => {
      const left = scale.pxInside(steps.t.at(first));
      const right = Math.max(left + (level > 0 ? 1 : 0), scale.pxInside(until(end)));
      const least = y(steps.forest.get(level, block, 0));
      const most = y(steps.forest.get(level, block, 1));
      if (as === 'area') {
        context.globalAlpha = 0.22;
        context.fillRect(left, most, right - left, floor - most);
        context.globalAlpha = 1;
      }
      if (last !== null) edge.lineTo(left, most);
      else edge.moveTo(left, most);
      if (least !== most) edge.lineTo(left, least);
      edge.lineTo(right, least);
      last = least;
      if (as === 'line' && level === 0) label(steps.value.at(first), left, right, least);
    },
  );
  context.strokeStyle = colour;
  context.lineWidth = 1.25;
  context.stroke(edge);
  if (ceiling === undefined) return;
  context.strokeStyle = palette.faint;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(scale.left, Math.round(y(ceiling)) + 0.5);
  context.lineTo(scale.right, Math.round(y(ceiling)) + 0.5);
  context.stroke();
  context.setLineDash([]);
}

/** Values that are words: a labelled stretch each. */
function paintTexts({ context, palette, scale, nowNs, recording: { trace } }: Brush, { level }: ObjectHistory, top: number, height: number): void {
  const from = Math.max(0, level.t.upperBound(scale.fromNs) - 1);
  const to = level.t.upperBound(scale.toNs);
  level.forest.cover(from, Math.max(from, to), (a, b) => level.t.at(b) - level.t.at(a) <= scale.nsPerPx, (depth, _block, first, last) => {
    const left = scale.pxInside(level.t.at(first));
    const right = scale.pxInside(last + 1 < level.t.length ? level.t.at(last + 1) : nowNs);
    context.strokeStyle = palette.faint;
    context.strokeRect(left + 0.5, top + 0.5, Math.max(1, right - left - 1), height - 1);
    if (depth > 0 || right - left < 20 || height < LEAST_TEXT_PX) return;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left - 3, height);
    context.clip();
    context.fillStyle = palette.ink;
    context.fillText(trace.strings[level.value.at(first)] ?? '', left + 4, top + height / 2 + 0.5);
    context.restore();
  });
}

/** Reads as hollow marks, writes as solid ones, in the colour of the thread; crowded ones as ticks, writes to the front. */
function paintAccesses({ context, palette, scale, recording: { trace } }: Brush, object: ObjectHistory, top: number, height: number): void {
  const from = object.t.upperBound(scale.fromNs - 6 * scale.nsPerPx);
  const to = object.t.upperBound(scale.toNs + 6 * scale.nsPerPx);
  const middle = top + height / 2;
  const crowded = (to - from) * 7 > scale.width;
  object.accesses.cover(
    from, Math.max(from, to),
    (first, last) => object.t.at(last) - object.t.at(first) <= scale.nsPerPx,
    (level, block, first) => {
      const x = scale.px(object.t.at(first));
      const seq = object.events.at(first);
      const write = object.accesses.get(level, block, 1) > 0;
      if (level > 0 || crowded) {
        context.fillStyle = level > 0 ? palette.faint : palette.thread(trace.thread.at(seq));
        context.fillRect(x, write ? top : middle, 1, write ? height : height / 2);
        return;
      }
      context.beginPath();
      context.arc(x, middle, write ? 3.5 : 3, 0, 7);
      context.fillStyle = context.strokeStyle = palette.thread(trace.thread.at(seq));
      context.lineWidth = 1.5;
      if (trace.kind.at(seq) === CODE['var.cas.fail']) {
        context.stroke(new Path2D(`M${x - 3},${middle - 3}l6,6m0,-6l-6,6`));
      } else if (write) context.fill();
      else context.stroke();
    },
  );
}

/** Objects that one is blocked on; for the others one waits. */
const BLOCKING = new Set<ObjectType>(['lock', 'reentrant-lock', 'read-write-lock', 'semaphore', 'queue']);

/** How many wait, as steps in the pattern that the waiting threads have, with the number where there is room. */
function paintWaiters({ context, fill, palette, scale, nowNs, recording }: Brush, object: ObjectHistory, top: number, height: number): void {
  const { info, waiters } = object;
  const count = waiters.t.length;
  if (count === 0) return;
  const high = Math.max(1, waiters.max);
  const state = BLOCKING.has(info.type) ? 'blocked' : 'waiting';
  const { forest } = waiters;
  const draw = (startNs: number, endNs: number, value: number) => {
    if (value <= 0) return;
    const left = Math.max(scale.left, scale.pxInside(startNs));
    const width = Math.max(1, scale.pxInside(endNs) - left);
    const tall = Math.max(2, (height * value) / high);
    if (width < 26 || height < 12) {
      fill(state, left, top, width, tall);
      return;
    }
    context.fillStyle = palette.state[state];
    context.fillRect(left, top, width, tall);
    context.fillStyle = palette.ground;
    const names = width < NAMED_PX ? '' : queueNames(recording, object, startNs);
    const text = names === '' ? String(value) : shorten(context, `${value}: ${names}`, width - 12);
    context.fillRect(left + 3, top + 1, context.measureText(text).width + 4, 11);
    context.fillStyle = palette.ink;
    context.fillText(text, left + 5, top + 7);
  };
  const from = Math.max(0, waiters.t.upperBound(scale.fromNs) - 1);
  const to = Math.min(forest.length, waiters.t.upperBound(scale.toNs));
  forest.cover(
    from, Math.max(from, to),
    (first, last) => waiters.t.at(last + 1) - waiters.t.at(first) <= scale.nsPerPx,
    (level, block, first, last) => {
      const startNs = waiters.t.at(first);
      const endNs = waiters.t.at(last + 1);
      const wide = endNs - startNs >= ALONE_PX * scale.nsPerPx;
      draw(startNs, endNs, level === 0 && wide ? waiters.countAt(first) : forest.get(level, block, 0));
    },
  );
  if (waiters.t.at(count - 1) <= scale.toNs) draw(waiters.t.at(count - 1), nowNs, waiters.current);
}
