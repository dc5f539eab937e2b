import type { Lane } from './lanes.ts';
import { AXIS_PX } from './layout.ts';
import type { PlacedBadge } from './badges.ts';
import { paintBadges } from './paint-badges.ts';
import { paintCritical } from './paint-critical.ts';
import { paintFindings } from './paint-findings.ts';
import { paintGroup } from './paint-group.ts';
import { paintObject } from './paint-object.ts';
import { paintSelection } from './paint-selection.ts';
import { paintThread } from './paint-thread.ts';
import type { Fill } from './raster.ts';
import type { Scene } from './scene.ts';
import { pathOf } from './statistics.ts';
import type { View } from './view.ts';

/** Smaller bars bear no names. */
const LEAST_NAMED_PX = 12;
const NO_NAME = () => '';

/** The lanes in sight and all that is drawn over them; says where the badges of findings are. */
export function paintLanes(scene: Scene, view: View): PlacedBadge[] {
  const { context, raster, palette, layout, scale } = scene;
  const { marks } = view;
  context.save();
  clip(scene, AXIS_PX);
  raster.begin(scale.left, AXIS_PX, scale.width, layout.height - AXIS_PX);
  const fill = raster.fillWith(palette);
  context.save();
  clip(scene, layout.fold);
  paintSome(scene, layout.pinnedPx > 0 ? below(fill, layout.fold) : fill, layout.visibleScrolling());
  context.restore();
  paintSome(scene, fill, layout.visiblePinned());
  raster.show(context);
  if (layout.pinnedPx > 0) paintFold(scene);
  const path = marks.criticalPath ? pathOf(view) : null;
  if (path) paintCritical(scene, path);
  paintFindings(scene, marks.finding);
  paintSelection(scene, view);
  const badges = layout.visible().flatMap((lane) => paintBadges(scene, lane, marks.finding));
  context.restore();
  return badges;
}

function clip({ context, layout, scale }: Scene, fromY: number): void {
  context.beginPath();
  context.rect(scale.left, fromY, scale.width, layout.height - fromY);
  context.clip();
}

function paintSome(scene: Scene, fill: Fill, lanes: readonly Lane[]): void {
  const { context, palette, recording, layout, scale, pointScale, nowNs } = scene;
  // The open end stays where it is.
  const brush = { context, fill, palette, scale: pointScale, nowNs: nowNs - (scale.fromNs - pointScale.fromNs), recording };
  const nameOf = (object: number) => (object === 0 ? '' : recording.objectName(object));
  for (const lane of lanes) {
    const top = layout.topOf(lane);
    const barTop = top + Math.floor((lane.heightPx - lane.barPx) / 2);
    if (lane.kind === 'thread') paintThread(context, palette, fill, scale, lane.thread, nowNs, barTop, lane.barPx, lane.barPx < LEAST_NAMED_PX ? NO_NAME : nameOf);
    else if (lane.kind === 'object') paintObject(brush, lane.object, lane.bands, top);
    else paintGroup(scene, fill, lane.group, barTop, lane.barPx);
  }
}

/** What scrolls under the lanes on top is cut off there. */
const below = (fill: Fill, edge: number): Fill => (state, x, y, width, height) => {
  const top = Math.max(y, edge);
  if (top < y + height) fill(state, x, top, width, y + height - top);
};

/** The line between the lanes on top and those that scroll. */
function paintFold({ context, palette, layout, scale }: Scene): void {
  context.fillStyle = palette.faint;
  context.fillRect(0, layout.fold - 1, scale.right, 1);
}
