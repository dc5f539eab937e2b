import { endOf, startOf, stepAt } from '../base/clock.ts';
import { JUMP_MS, lessMotion } from '../base/motion.ts';
import { clamp, type Step, step } from '../base/units.ts';
import { causeOf, effectOf } from '../model/explain.ts';
import { isOver, type Run } from '../model/format.ts';
import { Recording } from '../model/recording.ts';
import type { Schedule } from '../model/schedule.ts';
import type { Interval } from '../model/states.ts';
import type { StreamState } from '../model/stream.ts';
import { Arrangement } from './arrangement.ts';
import { Marks } from './marks.ts';
import { fit, NEAREST_NS, pan, reveal, spanNs, tail, type Viewport, zoom } from './viewport.ts';

/** A stretch or an event: the thread whose lane it is on, and the event that began it. */
export interface Selection {
  readonly thread: number;
  readonly seq: number;
}

/** `fit`: the whole run, however long it gets; `tail`: the live edge at the zoom chosen; `off`: where the user put it. */
export type Follow = 'fit' | 'tail' | 'off';

/** A closer look at a controlled run than this many steps shows no more. */
const NEAREST_STEPS = 3;

/** What the timeline and the panels look at together: one run, and the place in it that a person looks at. */
export class View {
  recording: Recording | null = null;
  stream: StreamState = 'ended';
  viewport: Viewport = fit(1e6);
  follow: Follow = 'fit';
  selection: Selection | null = null;
  /** The event up to which everything is shown as it was; null for the end or the live edge. */
  playhead: number | null = null;
  /** The schedule that the run's own is compared with. */
  against: Schedule | null = null;
  /** Where a run ends that this one is shown beside, on the same clock; 0 if there is none. */
  private besideNs = 0;
  /** The thread that a person points at elsewhere on the page. */
  pointed: number | null = null;
  readonly marks = new Marks(() => this.changed());
  readonly lanes = new Arrangement(() => this.changed());
  /** Where the playhead stands between events, while playing. */
  private playheadTimeNs: number | null = null;
  private readonly watchers: (() => void)[] = [];
  private arrivedMs = 0;
  private movedMs = -Infinity;

  watch(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  changed(): void {
    for (const watcher of this.watchers) watcher();
  }

  /** Begins a run: nothing of the one before remains. */
  show(run: Run): void {
    this.load(new Recording(run));
  }

  load(recording: Recording | null): void {
    this.recording = recording;
    this.selection = null;
    this.playhead = null;
    this.playheadTimeNs = null;
    this.marks.forget();
    this.follow = 'fit';
    this.arrived();
  }

  /** The same program, a step further or back: the place that a person looks at stays. */
  replace(recording: Recording): void {
    const { follow, viewport } = this;
    this.load(recording);
    if (follow !== 'off') return;
    this.follow = follow;
    this.viewport = viewport;
    this.changed();
  }

  /** Something new was appended. */
  arrived(): void {
    this.arrivedMs = performance.now();
    this.moveAlong();
    this.changed();
  }

  get live(): boolean {
    return this.recording !== null && !isOver(this.recording.run) && this.stream === 'streaming';
  }

  /** The right end of everything: time goes on between batches, since open waits do. */
  get nowNs(): number {
    const { recording } = this;
    if (!recording) return 0;
    // Between the steps of a controlled run no time goes by.
    if (!this.live || recording.moves || recording.trace.count === 0) return recording.endNs;
    return recording.endNs + (performance.now() - this.arrivedMs) * 1e6;
  }

  /** The right end of what there is to look at. */
  get extentNs(): number {
    return Math.max(
      this.nowNs,
      this.besideNs,
      this.against && this.recording?.moves ? endOf(step(this.against.length)) : 0,
    );
  }

  /** The event that the panels show the state after. */
  get moment(): number {
    return this.playhead ?? this.recording?.trace.count ?? 0;
  }

  get playheadNs(): number | null {
    if (this.playhead === null || !this.recording) return null;
    return this.playheadTimeNs ?? this.recording.trace.t.at(this.playhead);
  }

  /** The step of a controlled run that the panels show the state after. */
  get currentStep(): Step {
    const ns = this.playheadNs;
    return ns === null ? step(this.recording?.moves?.count ?? 0) : stepAt(ns);
  }

  get selected(): Interval | undefined {
    const { selection, recording } = this;
    return selection ? recording?.thread(selection.thread)?.of(selection.seq, this.nowNs) : undefined;
  }

  /** Keeps what is followed in sight. */
  moveAlong(): void {
    const nowMs = performance.now();
    if (this.live && lessMotion() && nowMs - this.movedMs < JUMP_MS) return;
    this.movedMs = nowMs;
    if (this.follow === 'fit') this.viewport = fit(this.extentNs);
    else if (this.follow === 'tail') this.viewport = tail(this.nowNs, spanNs(this.viewport));
  }

  look(viewport: Viewport): void {
    this.viewport = viewport;
    this.follow = 'off';
    this.changed();
  }

  zoom(factor: number, aroundNs: number): void {
    const nearestNs = this.recording?.moves ? endOf(step(NEAREST_STEPS - 1)) : NEAREST_NS;
    this.look(zoom(this.viewport, factor, aroundNs, this.extentNs, nearestNs));
  }

  pan(byNs: number): void {
    this.look(pan(this.viewport, byNs, this.extentNs));
  }

  compareWith(schedule: Schedule | null): void {
    this.against = schedule;
    this.moveAlong();
    this.changed();
  }

  /** What there is to look at reaches to the end of that other run too. */
  showBeside(endNs: number): void {
    if (endNs === this.besideNs) return;
    this.besideNs = endNs;
    this.moveAlong();
    this.changed();
  }

  point(thread: number | null): void {
    if (thread === this.pointed) return;
    this.pointed = thread;
    this.changed();
  }

  fit(): void {
    this.follow = 'fit';
    this.movedMs = -Infinity;
    this.moveAlong();
    this.changed();
  }

  tail(): void {
    this.follow = 'tail';
    this.playhead = null;
    this.playheadTimeNs = null;
    this.movedMs = -Infinity;
    this.moveAlong();
    this.changed();
  }

  select(selection: Selection | null): void {
    this.selection = selection;
    this.changed();
  }

  /** Goes to an event: marks it, and brings it on screen. */
  goTo(seq: number): void {
    const { recording } = this;
    if (!recording || seq < 1 || seq > recording.trace.count) return;
    this.selection = { thread: recording.trace.thread.at(seq), seq };
    this.standAt(seq);
  }

  standAt(seq: number): void {
    this.playhead = seq;
    this.playheadTimeNs = null;
    this.bringIn(this.recording!.trace.t.at(seq));
  }

  /** Puts the playhead at a time, between events if need be. */
  standAtTime(timeNs: number): void {
    const { recording } = this;
    if (!recording || recording.trace.count === 0) return;
    this.playhead = Math.max(1, recording.trace.seqAt(timeNs));
    this.playheadTimeNs = timeNs;
    this.bringIn(timeNs);
  }

  standAtStep(at: Step): void {
    const { recording } = this;
    if (!recording?.moves || recording.trace.count === 0) return;
    const to = step(clamp(at, 1, recording.moves.count));
    this.playhead = Math.max(1, recording.moves.eventsOf(to)[1] - 1);
    this.playheadTimeNs = startOf(to);
    this.bringIn(startOf(to));
  }

  /** By what a run is made of: steps of a controlled one, events of a live one. */
  advance(by: 1 | -1): void {
    if (this.recording?.moves) this.standAtStep(step(this.currentStep + by));
    else this.step(by);
  }

  step(by: 1 | -1): void {
    const count = this.recording?.trace.count ?? 0;
    if (count > 0) this.goTo(Math.min(count, Math.max(1, this.moment + by)));
  }

  walk(towards: 'cause' | 'effect'): void {
    const { recording, selection } = this;
    if (!recording || !selection) return;
    const wait = this.selected;
    // Of a wait, the cause is what ended it: the walk begins at its result.
    const from = wait && wait.from === selection.seq && wait.to !== 0 && towards === 'cause' ? wait.to : selection.seq;
    const next = towards === 'cause' ? causeOf(recording, from) : effectOf(recording, from);
    if (next !== 0) this.goTo(next);
  }

  /** Takes back what was marked last: the range, or else the selection with its finding, and the place in time. */
  clear(): void {
    if (this.marks.range) {
      this.marks.range = null;
      return;
    }
    this.marks.forget();
    this.selection = null;
    this.standAtEnd();
  }

  standAtEnd(): void {
    this.playhead = null;
    this.playheadTimeNs = null;
    this.changed();
  }

  private bringIn(timeNs: number): void {
    const moved = reveal(this.viewport, timeNs, this.extentNs);
    if (moved !== this.viewport || this.live) this.follow = 'off';
    this.viewport = moved;
    this.changed();
  }
}
