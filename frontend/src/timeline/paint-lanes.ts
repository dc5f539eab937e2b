import { ticks } from './axis.ts';
import type { PlacedBadge } from './badges.ts';
import type { Brush } from './brush.ts';
import type { Lane } from './lanes.ts';
import { AXIS_PX } from './layout.ts';
import { paintBadges } from './paint-badges.ts';
import { paintCritical } from './paint-critical.ts';
import { paintFindings } from './paint-findings.ts';
import { paintGroup } from './paint-group.ts';
import { paintObject } from './paint-object.ts';
import { paintSelection } from './paint-selection.ts';
import { paintThread } from './paint-thread.ts';
import type { Scene } from './scene.ts';
import { pathOf } from './statistics.ts';
import type { View } from './view.ts';

/** Smaller bars bear no names. */
const LEAST_NAMED_PX = 12;
const NO_NAME = () => '';

/** The lanes in sight and all that is drawn over them; says where the badges of findings are. */
export function paintLanes(scene: Scene, view: View): PlacedBadge[] {
  const { context, easel, palette, layout, scale } = scene;
  const { marks } = view;
  const brush = easel.begin(scale.left, AXIS_PX, scale.width, layout.height - AXIS_PX, palette);
  paintGrid(scene, brush, layout.height);
  if (layout.pinnedPx > 0) {
    // What scrolls under the lanes on top is covered by them.
    paintSome(
      scene,
      { ...brush, over: (draw) => brush.over(() => within(scene, layout.fold, () => draw(context))) },
      layout.visibleScrolling(),
    );
    brush.rect(palette.ground, scale.left, AXIS_PX, scale.width, layout.fold - AXIS_PX);
    paintGrid(scene, brush, layout.fold);
    paintSome(scene, brush, layout.visiblePinned());
    brush.rect(palette.faint, scale.left, layout.fold - 1, scale.width, 1);
  } else {
    paintSome(scene, brush, layout.visibleScrolling());
  }
  return within(scene, AXIS_PX, () => {
    easel.show();
    const path = marks.criticalPath ? pathOf(view) : null;
    if (path) paintCritical(scene, path);
    paintFindings(scene, marks.finding);
    paintSelection(scene, view);
    return layout.visible().flatMap((lane) => paintBadges(scene, lane, marks.finding));
  });
}

/** Draws in what lies below a height, and right of the names. */
function within<T>({ context, layout, scale }: Scene, fromY: number, draw: () => T): T {
  context.save();
  context.beginPath();
  context.rect(scale.left, fromY, scale.width, layout.height - fromY);
  context.clip();
  const drawn = draw();
  context.restore();
  return drawn;
}

function paintGrid({ palette, recording, scale }: Scene, brush: Brush, toY: number): void {
  if (recording.trace.count > 0)
    for (const x of ticks(scale, recording.clock)) brush.rect(palette.line, x, AXIS_PX, 1, toY - AXIS_PX);
}

function paintSome(scene: Scene, brush: Brush, lanes: readonly Lane[]): void {
  const { palette, recording, layout, scale, pointScale, nowNs } = scene;
  // The open end stays where it is.
  const setting = { brush, palette, scale: pointScale, nowNs: nowNs - (scale.fromNs - pointScale.fromNs), recording };
  const nameOf = (object: number) => (object === 0 ? '' : recording.objectName(object));
  for (const lane of lanes) {
    scene.enter?.(lane);
    const top = layout.topOf(lane);
    const barTop = top + Math.floor((lane.heightPx - lane.barPx) / 2);
    if (lane.kind === 'thread')
      paintThread(
        brush,
        palette,
        scale,
        lane.thread,
        nowNs,
        barTop,
        lane.barPx,
        lane.barPx < LEAST_NAMED_PX ? NO_NAME : nameOf,
      );
    else if (lane.kind === 'object') paintObject(setting, lane.object, lane.bands, top);
    else paintGroup(scene, brush, lane.group, barTop, lane.barPx);
  }
}
