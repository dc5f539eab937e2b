import { STEP_NS } from '../base/clock.ts';
import { isRace, isTriple } from '../model/findings.ts';
import type { Finding } from '../model/format.ts';
import type { View } from './view.ts';
import { pan, reveal, spanNs, viewport } from './viewport.ts';

/** Events of one finding closer together than this part of the screen cannot be told apart. */
const APART = 0.03;
/** How much more than the finding itself is then shown. */
const AROUND = 1.6;
const LEAST_NS = 100;

/** Marks a finding and brings it into sight: all of it, and near enough to see what is between its events. */
export function showFinding(view: View, finding: Finding | null): void {
  const { recording, viewport: now } = view;
  view.marks.finding = finding;
  if (!finding || !recording || finding.events.length === 0) return;
  const times = finding.events.map((seq) => recording.trace.t.at(seq));
  const from = Math.min(...times);
  const to = Math.max(...times);
  const joined = isRace(finding) || isTriple(finding);
  const crowded = joined && to - from < APART * spanNs(now);
  const outside = joined && (from < now.fromNs || to > now.toNs);
  if (crowded || outside) {
    const more = Math.max((to - from) * AROUND, recording.moves ? 2 * STEP_NS : LEAST_NS);
    view.look(pan(viewport(from - more, to + more), 0, view.extentNs));
    return;
  }
  const moved = reveal(now, from, view.extentNs);
  if (moved !== now) view.look(moved);
}

/** Goes to one event of a finding, which stays marked. */
export function showEvent(view: View, finding: Finding, seq: number): void {
  if (view.marks.finding !== finding) showFinding(view, finding);
  view.goTo(seq);
}
