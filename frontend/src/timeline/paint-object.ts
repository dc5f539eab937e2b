import type { ObjectType } from '../model/format.ts';
import { CODE } from '../model/kinds.ts';
import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';
import type { Steps } from '../model/steps.ts';
import type { Brush } from './brush.ts';
import { shorten } from './canvas.ts';
import type { Bands } from './lanes.ts';
import type { Palette } from './palette.ts';
import { queueNames } from './queue-names.ts';
import type { Scale } from './viewport.ts';

/** What it takes to paint an object's lane. */
interface Setting {
  readonly brush: Brush;
  readonly palette: Palette;
  readonly scale: Scale;
  readonly nowNs: number;
  readonly recording: Recording;
}

const ALONE_PX = 1.5;
const EDGE_PX = 1.25;
/** Who waits is said where at least this much is theirs. */
const NAMED_PX = 70;
/** In lower bands there is no text. */
const LEAST_TEXT_PX = 10;
/** The row of marks above a variable's values. */
const ACCESS_PX = 12;

/** One object's lane: what it is in, and below that how many wait for it. */
export function paintObject(setting: Setting, object: ObjectHistory, { main, waiters }: Bands, top: number): void {
  const { type } = object.info;
  if (type === 'lock' || type === 'reentrant-lock' || type === 'read-write-lock' || type === 'stamped-lock')
    paintOwners(setting, object, top, main);
  if (type === 'variable' || type === 'volatile' || type === 'atomic' || type === 'adder') {
    const marks = Math.min(ACCESS_PX, Math.round(main / 2));
    if (object.info.text) paintTexts(setting, object, top + marks, main - marks);
    else paintSteps(setting, object.level, top + marks, main - marks, undefined, 'line');
    paintAccesses(setting, object, top, marks - Math.min(3, Math.round(marks / 4)));
  } else if (type === 'read-write-lock' || type === 'stamped-lock') {
    paintSteps(setting, object.level, top, main, undefined, 'area');
  } else if (type === 'executor') {
    paintSteps(setting, object.level, top, main, undefined, 'area');
    paintSteps(setting, object.active, top, main, undefined, 'line');
  } else if (main > 0 && object.level.t.length > 0) {
    const { capacity, initial } = object.info;
    const ceiling = type === 'future' ? 1 : (capacity ?? (typeof initial === 'number' ? initial : undefined));
    paintSteps(setting, object.level, top, main, ceiling, 'area');
  }
  if (waiters > 0) paintWaiters(setting, object, top + main + 1, waiters - 1);
}

function paintOwners(
  { brush, palette, scale, nowNs, recording }: Setting,
  { holds }: ObjectHistory,
  top: number,
  height: number,
): void {
  const from = holds.end.upperBound(scale.fromNs);
  const to = holds.start.upperBound(scale.toNs);
  const segment = (thread: number, startNs: number, endNs: number) => {
    const left = scale.pxInside(startNs);
    const width = Math.max(1, scale.pxInside(endNs) - left);
    // A hair of ground between neighbours tells two holds from one.
    brush.rect(palette.thread(thread), left, top, Math.max(1, width - (width > 4 ? 1 : 0)), height);
    if (width >= 30 && height >= LEAST_TEXT_PX)
      inside(brush, palette.threadInk, recording.threadName(thread), left, top, width, height);
  };
  holds.forest.cover(
    from,
    Math.max(from, to),
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
      brush.rect(palette.faint, scale.pxInside(startNs), top + height - tall, 1, tall);
    },
  );
  for (const hold of holds.current(nowNs))
    if (hold.startNs <= scale.toNs) segment(hold.thread, hold.startNs, hold.endNs);
}

/** A text that ends where its box does. */
function inside(
  brush: Brush,
  colour: string,
  text: string,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  brush.over((pen) => {
    pen.save();
    pen.beginPath();
    pen.rect(left, top, width - 3, height);
    pen.clip();
    pen.fillStyle = colour;
    pen.fillText(text, left + 5, top + height / 2 + 0.5);
    pen.restore();
  });
}

/** A value over time, as an area or a line; `ceiling` is drawn as a dashed limit. */
function paintSteps(
  { brush, palette, scale, nowNs }: Setting,
  steps: Steps,
  top: number,
  height: number,
  ceiling: number | undefined,
  as: 'area' | 'line',
): void {
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
  let last: number | null = null;
  steps.forest.cover(
    from,
    Math.max(from, to),
    (first, end) => until(end) - steps.t.at(first) <= scale.nsPerPx,
    (level, block, first, end) => {
      const left = scale.pxInside(steps.t.at(first));
      const right = Math.max(left + (level > 0 ? 1 : 0), scale.pxInside(until(end)));
      const least = y(steps.forest.get(level, block, 0));
      const most = y(steps.forest.get(level, block, 1));
      if (as === 'area') brush.rect(palette.accentPale, left, most, right - left, floor - most);
      // What stands side by side, and the step up or down to it.
      brush.rect(colour, left, most - EDGE_PX / 2, right - left, least - most + EDGE_PX);
      if (last !== null)
        brush.rect(colour, left, Math.min(last, most) - EDGE_PX / 2, EDGE_PX, Math.abs(last - most) + EDGE_PX);
      last = least;
      if (as === 'line' && level === 0 && height >= 2 * LEAST_TEXT_PX)
        label(brush, colour, String(steps.value.at(first)), left, right, least, top);
    },
  );
  if (ceiling !== undefined) limit(brush, palette, scale, Math.round(y(ceiling)) + 0.5);
}

/** A value, above its stretch of the line or under it, where it fits. */
function label(
  brush: Brush,
  colour: string,
  text: string,
  left: number,
  right: number,
  line: number,
  top: number,
): void {
  if (brush.measureText(text).width + 6 > right - left) return;
  brush.over((pen) => {
    pen.fillStyle = colour;
    pen.fillText(text, left + 4, line - 7 > top + 4 ? line - 6 : line + 8);
  });
}

function limit(brush: Brush, palette: Palette, scale: Scale, y: number): void {
  brush.over((pen) => {
    pen.strokeStyle = palette.faint;
    pen.lineWidth = 1;
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(scale.left, y);
    pen.lineTo(scale.right, y);
    pen.stroke();
    pen.setLineDash([]);
  });
}

/** Values that are words: a labelled stretch each. */
function paintTexts(
  { brush, palette, scale, nowNs, recording: { trace } }: Setting,
  { level }: ObjectHistory,
  top: number,
  height: number,
): void {
  const from = Math.max(0, level.t.upperBound(scale.fromNs) - 1);
  const to = level.t.upperBound(scale.toNs);
  level.forest.cover(
    from,
    Math.max(from, to),
    (a, b) => level.t.at(b) - level.t.at(a) <= scale.nsPerPx,
    (depth, _block, first, last) => {
      const left = scale.pxInside(level.t.at(first));
      const right = scale.pxInside(last + 1 < level.t.length ? level.t.at(last + 1) : nowNs);
      const width = Math.max(1, right - left);
      brush.rect(palette.faint, left, top, width, height);
      brush.rect(palette.ground, left + 1, top + 1, Math.max(0, width - 2), height - 2);
      if (depth === 0 && width >= 20 && height >= LEAST_TEXT_PX)
        inside(brush, palette.ink, trace.strings[level.value.at(first)] ?? '', left, top, width, height);
    },
  );
}

/** Reads as hollow marks, writes as solid ones, in the colour of the thread; crowded ones as ticks, writes to the front. */
function paintAccesses(
  { brush, palette, scale, recording: { trace } }: Setting,
  object: ObjectHistory,
  top: number,
  height: number,
): void {
  const from = object.t.upperBound(scale.fromNs - 6 * scale.nsPerPx);
  const to = object.t.upperBound(scale.toNs + 6 * scale.nsPerPx);
  const middle = top + height / 2;
  const crowded = (to - from) * 7 > scale.width;
  object.accesses.cover(
    from,
    Math.max(from, to),
    (first, last) => object.t.at(last) - object.t.at(first) <= scale.nsPerPx,
    (level, block, first) => {
      const x = scale.px(object.t.at(first));
      const seq = object.events.at(first);
      const write = object.accesses.get(level, block, 1) > 0;
      if (level > 0 || crowded) {
        brush.rect(
          level > 0 ? palette.faint : palette.thread(trace.thread.at(seq)),
          x,
          write ? top : middle,
          1,
          write ? height : height / 2,
        );
        return;
      }
      brush.over((pen) => {
        pen.beginPath();
        pen.arc(x, middle, write ? 3.5 : 3, 0, 7);
        pen.fillStyle = pen.strokeStyle = palette.thread(trace.thread.at(seq));
        pen.lineWidth = 1.5;
        if (trace.kind.at(seq) === CODE['var.cas.fail']) {
          pen.beginPath();
          pen.moveTo(x - 3, middle - 3);
          pen.lineTo(x + 3, middle + 3);
          pen.moveTo(x + 3, middle - 3);
          pen.lineTo(x - 3, middle + 3);
          pen.stroke();
        } else if (write) pen.fill();
        else pen.stroke();
      });
    },
  );
}

/** Objects that one is blocked on; for the others one waits. */
const BLOCKING = new Set<ObjectType>([
  'lock',
  'reentrant-lock',
  'read-write-lock',
  'stamped-lock',
  'semaphore',
  'queue',
]);

/** How many wait, as steps in the pattern that the waiting threads have, with the number where there is room. */
function paintWaiters(
  { brush, palette, scale, nowNs, recording }: Setting,
  object: ObjectHistory,
  top: number,
  height: number,
): void {
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
    brush.fill(state, left, top, width, tall);
    if (width < 26 || height < 12) return;
    const names = width < NAMED_PX ? '' : queueNames(recording, object, startNs);
    const text = names === '' ? String(value) : shorten(brush, `${value}: ${names}`, width - 12);
    brush.rect(palette.ground, left + 3, top + 1, brush.measureText(text).width + 4, 11);
    brush.over((pen) => {
      pen.fillStyle = palette.ink;
      pen.fillText(text, left + 5, top + 7);
    });
  };
  const from = Math.max(0, waiters.t.upperBound(scale.fromNs) - 1);
  const to = Math.min(forest.length, waiters.t.upperBound(scale.toNs));
  forest.cover(
    from,
    Math.max(from, to),
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
