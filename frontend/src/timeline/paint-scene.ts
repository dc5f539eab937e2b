import { paintAxis } from './axis.ts';
import type { PlacedBadge } from './badges.ts';
import { FONT_PX } from './canvas.ts';
import { AXIS_PX } from './layout.ts';
import { paintLanes } from './paint-lanes.ts';
import { paintNames } from './paint-names.ts';
import { paintPlayhead, paintRange } from './paint-time.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** The axis, the lanes and what is marked over them; says where the badges of findings are. */
export function paintScene(scene: Scene, view: View): PlacedBadge[] {
  const { context, palette, recording, layout, scale } = scene;
  context.font = `${FONT_PX}px ${palette.font}`;
  context.textBaseline = 'middle';
  if (recording.trace.count > 0) paintAxis(context, palette, scale, recording.clock, AXIS_PX, layout.height);
  const badges = paintLanes(scene, view);
  paintNames(scene, view.moment, view.pointed);
  if (view.marks.range) paintRange(scene, view.marks.range);
  paintPlayhead(scene, view);
  return badges;
}
