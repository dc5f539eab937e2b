import { isOwnerCycle } from '../model/explain.ts';
import { isInversion, isRace, isTriple } from '../model/findings.ts';
import type { Finding } from '../model/format.ts';
import { arrow, broken, circle, join, type Point } from './links.ts';
import type { Scene } from './scene.ts';

/** With more than this in sight, lines would hide what they explain: then only a chosen finding has its own. */
const MOST_LINES = 5;
/** Ends nearer than this need no line. */
const APART_PX = 14;
/** From the top of a variable's lane to below its row of accesses. */
const BELOW_ACCESSES_PX = 12;
const TICK_PX = 4;
const FAINT = 0.55;

/** What holds the events of each finding together: the cycle of a deadlock, the two sides of a race, who wrote over whom. */
export function paintFindings(scene: Scene, chosen: Finding | null): void {
  const { recording, scale } = scene;
  const inSight = recording.findings.filter((f) => f !== chosen && isOnScreen(scene, f));
  const lines = !chosen && inSight.length <= MOST_LINES ? inSight : [];
  for (const finding of lines) paintFinding(scene, finding, false);
  for (const finding of inSight)
    if (!lines.includes(finding) && isOwnerCycle(recording, finding)) paintCycle(scene, finding, false);
  if (!chosen) return;
  paintFinding(scene, chosen, true);
  for (const seq of chosen.events) {
    const point = onThread(scene, seq);
    if (point && point.x >= scale.left && point.x <= scale.right) circle(scene.context, point, 7, scene.palette.ink);
  }
}

function isOnScreen({ recording, scale }: Scene, { type, events }: Finding): boolean {
  if (events.length === 0) return false;
  const times = events.map((seq) => recording.trace.t.at(seq));
  return Math.min(...times) <= scale.toNs && (type === 'deadlock' || Math.max(...times) >= scale.fromNs);
}

function paintFinding(scene: Scene, finding: Finding, chosen: boolean): void {
  if (isOwnerCycle(scene.recording, finding)) paintCycle(scene, finding, chosen);
  else if (isInversion(finding)) paintInversion(scene, finding, chosen);
  else if (isRace(finding) || isTriple(finding)) paintJoined(scene, finding, chosen);
}

const strokeOf = ({ palette }: Scene, { certainty }: Finding, chosen: boolean) => ({
  colour: certainty === 'observed' ? palette.danger : palette.warn,
  width: chosen ? 2.5 : 1.5,
  alpha: chosen ? 1 : FAINT,
});

/** On the lanes of the threads, and below the accesses on the lane of the variable. */
function paintJoined(scene: Scene, finding: Finding, chosen: boolean): void {
  const { events } = finding;
  paintLine(
    scene,
    finding,
    chosen,
    events.map((seq) => onThread(scene, seq)),
  );
  const accesses = events.map((seq) => onObject(scene, seq));
  paintLine(
    scene,
    finding,
    chosen,
    accesses.flatMap((at) => [at, at && { ...at, y: at.y - TICK_PX }, at]),
  );
}

function paintLine(scene: Scene, finding: Finding, chosen: boolean, line: readonly (Point | undefined)[]): void {
  const { context, palette } = scene;
  const points = line.filter((point) => point !== undefined);
  if (points.length < line.length) return;
  const race = isRace(finding);
  const [first, last] = [points[0]!, points.at(-1)!];
  if (points.every((p) => Math.hypot(p.x - first.x, p.y - first.y) < APART_PX)) return;
  const stroke = { ...strokeOf(scene, finding, chosen), dashed: race };
  join(context, palette, points, stroke);
  if (race && (chosen || Math.hypot(last.x - first.x, last.y - first.y) > 3 * APART_PX))
    broken(context, palette, first, last, stroke.colour);
}

/** From each thread, in the middle of its last wait, to the thread that it waits for. */
function paintCycle(scene: Scene, finding: Finding, chosen: boolean): void {
  const { context, palette, recording, layout, scale, nowNs } = scene;
  const { threads, events } = finding;
  const beganNs = Math.max(...events.map((seq) => recording.trace.t.at(seq)));
  const left = Math.max(scale.left, scale.px(beganNs));
  const right = Math.min(scale.right - 12, scale.px(nowNs));
  if (right < left) return;
  threads.forEach((thread, i) => {
    const next = threads[(i + 1) % threads.length]!;
    const fromY = layout.middleOf(thread);
    const toY = layout.middleOf(next);
    if (fromY === undefined || toY === undefined || thread === next) return;
    // In the later half: at their beginning the waits carry the names of what they wait for.
    const x = left + (right - left) * (0.5 + (0.5 * (i + 1)) / (threads.length + 1));
    arrow(
      context,
      palette,
      { x, y: fromY },
      { x, y: toY },
      { ...strokeOf(scene, finding, chosen), width: chosen ? 3 : 2, alpha: 1 },
    );
  });
}

/** From each request to the one by the thread that could have been in its way. */
function paintInversion(scene: Scene, finding: Finding, chosen: boolean): void {
  const { events } = finding;
  events.forEach((seq, i) => {
    const from = onThread(scene, seq);
    const to = onThread(scene, events[(i + 1) % events.length]!);
    if (!from || !to || from.y === to.y) return;
    // Two that answer each other stand side by side.
    const aside = from.y < to.y ? 5 : -5;
    arrow(
      scene.context,
      scene.palette,
      { x: from.x + aside, y: from.y },
      { x: to.x + aside, y: to.y },
      { ...strokeOf(scene, finding, chosen), dashed: true },
    );
  });
}

function onThread({ recording: { trace }, layout, pointScale }: Scene, seq: number) {
  const y = layout.middleOf(trace.thread.at(seq));
  return y === undefined ? undefined : { x: pointScale.pxInside(trace.t.at(seq)), y };
}

function onObject({ recording: { trace }, layout, pointScale }: Scene, seq: number) {
  const lane = layout.object(trace.object.at(seq));
  return lane && { x: pointScale.pxInside(trace.t.at(seq)), y: layout.topOf(lane) + BELOW_ACCESSES_PX };
}
