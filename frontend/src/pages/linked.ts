import type { Alignment } from '../model/align.ts';
import { sameFinding } from '../model/compare.ts';
import type { View } from '../timeline/view.ts';
import { pan, spanNs, viewport } from '../timeline/viewport.ts';

export type SideKey = 'a' | 'b';
export const SIDES = ['a', 'b'] as const;
export const otherOf = (side: SideKey): SideKey => (side === 'a' ? 'b' : 'a');

/** How one place in a run is found in the other: at the same time, or at the same event. */
export type By = 'clock' | 'event';

/** Two views that look at the same place, each in its run: where the one goes that a person moves, the other follows. */
export class Linked {
  /** The one that a person moved last. */
  lead: SideKey = 'a';
  private aligned: By = 'clock';
  private alignment: Alignment | null = null;
  private readonly views: Readonly<Record<SideKey, View>>;
  private following = false;

  constructor(views: Readonly<Record<SideKey, View>>) {
    this.views = views;
    for (const side of SIDES) views[side].watch(() => this.follow());
  }

  /** Whether both runs count the same: time, or steps. */
  get sameClock(): boolean {
    return (this.views.a.recording?.moves == null) === (this.views.b.recording?.moves == null);
  }

  get by(): By {
    return this.sameClock ? this.aligned : 'event';
  }

  set by(by: By) {
    this.aligned = by;
    this.follow();
  }

  /** What matches what, once both runs are known to their ends. */
  align(alignment: Alignment | null): void {
    this.alignment = alignment;
    this.follow();
  }

  private follow(): void {
    const from = this.views[this.lead];
    const to = this.views[otherOf(this.lead)];
    // What follows tells of it too.
    if (this.following || !from.recording || !to.recording) return;
    this.following = true;
    from.showBeside(this.sameClock ? to.nowNs : 0);
    to.showBeside(this.sameClock ? from.nowNs : 0);
    this.stand(from, to);
    this.look(from, to);
    this.mark(from, to);
    if (to.marks.criticalPath !== from.marks.criticalPath) to.marks.criticalPath = from.marks.criticalPath;
    this.following = false;
  }

  private stand(from: View, to: View): void {
    const { playhead, playheadNs } = from;
    if (playhead === null || playheadNs === null) {
      if (to.playhead !== null) to.standAtEnd();
    } else if (this.by === 'event') {
      if (this.alignment) to.standAt(this.alignment.place(playhead, this.lead));
    } else if (to.recording!.moves && from.currentStep <= to.recording!.moves.count) {
      to.standAtStep(from.currentStep);
    } else {
      to.standAtTime(playheadNs);
    }
  }

  /** What is selected or found in the one, as far as the other has it. */
  private mark(from: View, to: View): void {
    const {
      selection,
      marks: { finding },
    } = from;
    const seq = (selection && this.alignment?.match(selection.seq, this.lead)) || 0;
    if ((to.selection?.seq ?? 0) !== seq)
      to.select(seq === 0 ? null : { thread: to.recording!.trace.thread.at(seq), seq });
    const same = finding && sameFinding(from.recording!, finding, to.recording!);
    if (to.marks.finding !== same) to.marks.finding = same;
  }

  private look(from: View, to: View): void {
    if (from.follow === 'fit') {
      to.fit();
      return;
    }
    const ratio = this.sameClock ? 1 : to.extentNs / Math.max(1, from.extentNs);
    // By event, the place that both stand at is at the same place in both pictures.
    const anchored = this.by === 'event' && from.playheadNs !== null && to.playheadNs !== null;
    const start = (anchored ? to.playheadNs! : 0) + (from.viewport.fromNs - (anchored ? from.playheadNs! : 0)) * ratio;
    to.look(pan(viewport(start, start + spanNs(from.viewport) * ratio), 0, to.extentNs));
  }
}
