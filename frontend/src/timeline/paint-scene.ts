import { paintAxis } from './axis.ts';
import type { PlacedBadge } from './badges.ts';
import { FONT_PX } from './canvas.ts';
import { AXIS_PX } from './layout.ts';
import { paintLanes } from './paint-lanes.ts';
import { type Pointed, paintNames } from './paint-names.ts';
import { paintPlayhead, paintRange } from './paint-time.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** The axis, the lanes and what is marked over them; says where the badges of findings are. */
export function paintScene(scene: Scene, view: View, pointed: Pointed): PlacedBadge[] {
  const { context, palette, recording, scale } = scene;
  context.font = `${FONT_PX}px ${palette.font}`;
  context.textBaseline = 'middle';
  if (recording.trace.count > 0) paintAxis(context, palette, scale, recording.clock, AXIS_PX);
  const badges = paintLanes(scene, view);
  paintNames(scene, view.moment, pointed);
  if (view.marks.range) paintRange(scene, view.marks.range);
  paintPlayhead(scene, view);
  return badges;
}
