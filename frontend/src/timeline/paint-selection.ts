import { enderOf } from '../model/explain.ts';
import { arrow, circle } from './links.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';
import { type Why, whyOf } from './why.ts';

const DIMMED = 0.6;
const SPREAD_PX = 14;

/** The selected stretch or event; of a wait, all that stands in its way, with the rest stepping back. */
export function paintSelection(scene: Scene, view: View): void {
  const { selection, selected } = view;
  const { context, palette, recording, layout, scale } = scene;
  const lane = selection && layout.thread(selection.thread);
  if (!selection || !lane) return;
  const why = whyOf(view);
  if (why) paintChain(scene, why);
  if (selected && selected.from === selection.seq) {
    outline(scene, selection.thread, selected.startNs, selected.endNs, palette.accent);
    const ender = selected.state === 'running' ? 0 : enderOf(recording, selected);
    const from = ender === 0 ? undefined : layout.middleOf(recording.trace.thread.at(ender));
    const to = layout.middleOf(selected.thread);
    if (from !== undefined && to !== undefined) {
      const x = scale.pxInside(recording.trace.t.at(ender));
      const result = scale.pxInside(Math.max(recording.trace.t.at(ender), recording.trace.t.at(selected.to)));
      arrow(
        context,
        palette,
        { x, y: from },
        { x: Math.max(result, x + 1), y: to },
        { colour: palette.accent, width: 2 },
      );
    }
  }
  const y = layout.middleOf(recording.trace.thread.at(selection.seq));
  if (y !== undefined)
    circle(context, { x: scale.pxInside(recording.trace.t.at(selection.seq)), y }, 4, palette.accent, palette.ground);
}

/** Each link of the chain outlined, with an arrow to the thread that it waits for; whoever has no part in it is dimmed. */
function paintChain(scene: Scene, why: Why): void {
  const { context, palette, recording, layout, scale, nowNs } = scene;
  const { chain, closesAt, moment } = why;
  if (chain.length < 2) return;
  const threads = [...chain.map((link) => link.thread), why.cause === 0 ? 0 : recording.trace.thread.at(why.cause)];
  const parts = new Set([
    ...threads.map((id) => layout.thread(id)),
    ...chain.map((link) => layout.object(link.object)),
  ]);
  context.fillStyle = palette.ground;
  context.globalAlpha = DIMMED;
  for (const lane of layout.visible()) {
    if (!parts.has(lane)) context.fillRect(scale.left, layout.topOf(lane), scale.width, lane.heightPx);
  }
  context.globalAlpha = 1;
  const atNs = recording.trace.clock.at(Math.max(1, moment));
  const x = Math.max(scale.left + SPREAD_PX, Math.min(scale.pxInside(atNs), scale.right - SPREAD_PX * chain.length));
  chain.forEach(({ thread, request }, i) => {
    const stretch = request === 0 ? undefined : recording.thread(thread)?.of(request, nowNs);
    if (stretch && i > 0) outline(scene, thread, stretch.startNs, stretch.endNs, palette.danger);
    const from = layout.middleOf(thread);
    const to = layout.middleOf(chain[i + 1]?.thread ?? closesAt);
    if (from === undefined || to === undefined || from === to) return;
    const at = x + SPREAD_PX * i;
    arrow(context, palette, { x: at, y: from }, { x: at, y: to }, { colour: palette.danger, width: 2 });
  });
}

function outline(
  { context, layout, scale }: Scene,
  thread: number,
  startNs: number,
  endNs: number,
  colour: string,
): void {
  const lane = layout.thread(thread);
  if (!lane) return;
  const middle = layout.topOf(lane) + lane.heightPx / 2;
  const left = scale.pxInside(startNs);
  const right = scale.pxInside(endNs);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(left - 1, middle - lane.barPx / 2 - 2, Math.max(3, right - left + 2), lane.barPx + 4);
}
