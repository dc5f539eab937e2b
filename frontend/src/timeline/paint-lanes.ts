import { AXIS_PX } from './layout.ts';
import type { PlacedBadge } from './badges.ts';
import { paintBadges } from './paint-badges.ts';
import { paintCritical } from './paint-critical.ts';
import { paintFindings } from './paint-findings.ts';
import { paintObject } from './paint-object.ts';
import { paintSelection } from './paint-selection.ts';
import { paintThread } from './paint-thread.ts';
import type { Scene } from './scene.ts';
import { pathOf } from './statistics.ts';
import type { View } from './view.ts';

/** The lanes in sight and all that is drawn over them; says where the badges of findings are. */
export function paintLanes(scene: Scene, view: View): PlacedBadge[] {
  const { context, fills, palette, recording, layout, scale, pointScale, nowNs } = scene;
  const { marks } = view;
  context.save();
  context.beginPath();
  context.rect(scale.left, AXIS_PX, scale.width, layout.height - AXIS_PX);
  context.clip();
  const nameOf = (object: number) => (object === 0 ? '' : recording.objectName(object));
  const lanes = layout.visible();
  const fill = fills.begin(scale.left, AXIS_PX, scale.width, layout.height - AXIS_PX, palette);
  // The open end stays where it is.
  const brush = { context, fill, palette, scale: pointScale, nowNs: nowNs - (scale.fromNs - pointScale.fromNs), trace: recording.trace, threadName: (id: number) => recording.threadName(id) };
  for (const lane of lanes) {
    scene.enter?.(lane);
    const top = layout.topOf(lane);
    if (lane.kind === 'thread') paintThread(context, palette, fill, scale, lane.thread, nowNs, top + Math.floor((lane.heightPx - lane.barPx) / 2), lane.barPx, nameOf);
    else paintObject(brush, lane.object, lane.bands, top);
  }
  fills.show();
  const path = marks.criticalPath ? pathOf(view) : null;
  if (path) paintCritical(scene, path);
  paintFindings(scene, marks.finding);
  paintSelection(scene, view);
  const badges = lanes.flatMap((lane) => paintBadges(scene, lane, marks.finding));
  context.restore();
  return badges;
}
