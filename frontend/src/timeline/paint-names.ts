import { shorten } from './canvas.ts';
import { describeObject } from './describe.ts';
import { AXIS_PX } from './layout.ts';
import type { Scene } from './scene.ts';

/** The left column: what each lane is of, and what objects are in after an event. */
export function paintNames({ context, palette, recording, layout, scale }: Scene, moment: number, pointed: number | null): void {
  const gutter = scale.left;
  context.save();
  context.beginPath();
  context.rect(0, AXIS_PX, gutter - 6, layout.height - AXIS_PX);
  context.clip();
  for (const lane of layout.visible()) {
    const top = layout.topOf(lane);
    if (lane.kind === 'thread') {
      const middle = top + lane.heightPx / 2;
      if (lane.thread.id === pointed) {
        context.fillStyle = palette.accentSoft;
        context.fillRect(4, top, gutter - 10, lane.heightPx);
      }
      context.fillStyle = palette.thread(lane.thread.id);
      context.fillRect(10, middle - 5, 4, 10);
      context.fillStyle = palette.ink;
      context.fillText(shorten(context, recording.threadName(lane.thread.id), gutter - 32), 20, middle + 0.5);
    } else {
      context.fillStyle = palette.ink;
      context.fillText(shorten(context, lane.object.info.name, gutter - 22), 10, top + 8);
      context.fillStyle = palette.faint;
      context.fillText(shorten(context, describeObject(recording, lane.object, moment), gutter - 22), 10, top + 22);
    }
  }
  context.restore();
}
