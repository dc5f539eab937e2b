import type { ObjectHistory } from '../model/objects.ts';
import { TIMED } from '../model/shares.ts';
import type { Group } from './arrange.ts';
import { type Brush, LAYER_STATES, LAYERS } from './brush.ts';
import { gatherGroup, sharesOf } from './group-shares.ts';
import type { Scene } from './scene.ts';

/** Whatever part of a column it is, a wait is at least as tall as this. */
const LEAST_BLOCKED_PX = 3;
/** What is lower cannot be seen. */
const LEAST_PX = 0.5;

/** Of all threads of a group, the part in each state over time; as tall as the part of them that there was. Of objects, how many wait for any of them. */
export function paintGroup(scene: Scene, brush: Brush, group: Group, top: number, height: number): void {
  if (group.threads.length > 0) paintThreads(scene, brush, group, top, height);
  else if (group.objects.every(({ isVariable }) => isVariable)) paintAccesses(scene, brush, group.objects, top, height);
  else paintWaiting(scene, brush, group.objects, top, height);
}

function paintThreads(
  { recording, scale, nowNs }: Scene,
  brush: Brush,
  group: Group,
  top: number,
  height: number,
): void {
  const columns = Math.max(1, Math.ceil(scale.width));
  const gathered = gatherGroup(recording, group, scale.fromNs, scale.fromNs + columns * scale.nsPerPx, columns, nowNs);
  const whole = Math.max(1, sharesOf(recording, group).most) * scale.nsPerPx;
  const tall = new Float64Array(columns * LAYERS.length);
  for (let column = 0; column < columns; column++) {
    let room = height;
    for (let layer = 0; layer < LAYERS.length; layer++) {
      const share = gathered[column * TIMED + LAYER_STATES[layer]!]! / whole;
      if (share <= 0) continue;
      const own = Math.min(
        room,
        LAYERS[layer] === 'blocked' ? Math.max(LEAST_BLOCKED_PX, share * height) : share * height,
      );
      if (own < LEAST_PX) continue;
      tall[column * LAYERS.length + layer] = own;
      room -= own;
    }
  }
  brush.stack({ columns, tall }, scale.left, top + height);
}

function paintWaiting(
  scene: Scene,
  brush: Brush,
  objects: readonly ObjectHistory[],
  top: number,
  height: number,
): void {
  const { scale } = scene;
  const waited = waitedOn(scene, objects);
  const most = waited.reduce((a, b) => Math.max(a, b), scale.nsPerPx);
  for (let column = 0; column < waited.length; column++) {
    if (waited[column]! <= 0) continue;
    const tall = Math.max(LEAST_BLOCKED_PX, (waited[column]! / most) * height);
    brush.fill('blocked', scale.left + column, top + height - tall, 1, tall);
  }
}

const waits = new WeakMap<readonly ObjectHistory[], { readonly key: string; readonly waited: Float64Array }>();

/** For each pixel, how long threads waited for any of the objects; worked out once for what is on screen. */
function waitedOn({ recording, scale, nowNs }: Scene, objects: readonly ObjectHistory[]): Float64Array {
  const columns = Math.max(1, Math.ceil(scale.width));
  const key = `${recording.trace.count} ${scale.fromNs} ${scale.toNs} ${columns} ${nowNs}`;
  const before = waits.get(objects);
  if (before?.key === key) return before.waited;
  const waited = new Float64Array(columns);
  const add = (startNs: number, endNs: number, threadNs: number) => {
    if (threadNs <= 0 || endNs <= startNs) return;
    const first = Math.max(0, Math.floor((startNs - scale.fromNs) / scale.nsPerPx));
    const last = Math.min(columns - 1, Math.ceil((endNs - scale.fromNs) / scale.nsPerPx) - 1);
    for (let column = first; column <= last; column++) {
      const leftNs = scale.fromNs + column * scale.nsPerPx;
      const part = Math.min(endNs, leftNs + scale.nsPerPx) - Math.max(startNs, leftNs);
      waited[column]! += (threadNs * Math.max(0, part)) / (endNs - startNs);
    }
  };
  for (const { waiters } of objects) {
    if (waiters.t.length === 0) continue;
    const { forest } = waiters;
    const from = Math.max(0, waiters.t.upperBound(scale.fromNs) - 1);
    const to = Math.min(forest.length, waiters.t.upperBound(scale.toNs));
    forest.cover(
      from,
      Math.max(from, to),
      (first, last) => waiters.t.at(last + 1) - waiters.t.at(first) <= scale.nsPerPx,
      (level, block, first, last) => add(waiters.t.at(first), waiters.t.at(last + 1), forest.get(level, block, 1)),
    );
    const openNs = waiters.t.last();
    add(openNs, nowNs, waiters.current * (nowNs - openNs));
  }
  waits.set(objects, { key, waited });
  return waited;
}

/** How often any of the variables was read or written, as ticks: those of writes are tall. */
function paintAccesses(
  { palette, pointScale: scale }: Scene,
  brush: Brush,
  objects: readonly ObjectHistory[],
  top: number,
  height: number,
): void {
  for (const { t, accesses } of objects) {
    const from = t.upperBound(scale.fromNs);
    const to = Math.max(from, t.upperBound(scale.toNs));
    accesses.cover(
      from,
      to,
      (first, last) => t.at(last) - t.at(first) <= scale.nsPerPx,
      (level, block, first) => {
        const tall = accesses.get(level, block, 1) > 0 ? height * 0.6 : height * 0.3;
        brush.rect(palette.faint, Math.floor(scale.px(t.at(first))), top + height - tall, 1, tall);
      },
    );
  }
}
