import { JUMP_MS, lessMotion } from '../base/motion.ts';
import type { View } from './view.ts';

/** Parts of the run's own pace, or one event (of a controlled run: one step) after the other. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 'event'] as const;
export type Speed = (typeof SPEEDS)[number];

/** How long a person looks at one event. */
const EVENT_MS = 400;
/** Time at speed 1 is chosen so that any run, long or short, plays in about this. */
const WHOLE_RUN_MS = 12_000;

/** Moves the playhead along: a frame at a time, or in jumps for who wants less motion. */
export class Player {
  playing = false;
  private chosen: Speed = 1;
  private readonly view: View;
  private lastMs = 0;

  constructor(view: View) {
    this.view = view;
  }

  get speed(): Speed {
    return this.chosen;
  }

  set speed(speed: Speed) {
    this.chosen = speed;
    this.view.changed();
  }

  /** The next faster one, or slower. */
  shift(by: 1 | -1): void {
    this.speed = SPEEDS[SPEEDS.indexOf(this.chosen) + by] ?? this.chosen;
  }

  /** What comes in moves the picture, and nothing holds it. */
  get atLiveEdge(): boolean {
    return this.view.live && this.view.playhead === null;
  }

  /** While a run goes on, the first press holds the picture as it is; the run does not wait. */
  toggle(): void {
    const { view } = this;
    if (this.playing) this.pause();
    else if (this.atLiveEdge) view.standAt(Math.max(1, view.recording!.trace.count));
    else this.play();
  }

  pause(): void {
    this.playing = false;
    this.view.changed();
  }

  private play(): void {
    const { view } = this;
    if (!view.recording || view.recording.trace.count === 0) return;
    // From the end there is nothing to play: begin again.
    if (view.playhead === null || (view.playheadNs ?? 0) >= view.recording.endNs) view.standAtTime(0);
    this.playing = true;
    this.lastMs = performance.now();
    requestAnimationFrame(this.tick);
  }

  private readonly tick = () => {
    const { view } = this;
    const { recording } = view;
    if (!this.playing || !recording || view.playheadNs === null) {
      this.playing = false;
      view.changed();
      return;
    }
    const nowMs = performance.now();
    if (this.chosen === 'event') {
      this.playEvents(nowMs);
      return;
    }
    if (lessMotion() && nowMs - this.lastMs < JUMP_MS) {
      requestAnimationFrame(this.tick);
      return;
    }
    const nextNs = view.playheadNs + ((nowMs - this.lastMs) * this.chosen * recording.endNs) / WHOLE_RUN_MS;
    this.lastMs = nowMs;
    if (nextNs >= recording.endNs && this.catchUp()) return;
    view.standAtTime(Math.min(nextNs, recording.endNs));
    if (this.playing) requestAnimationFrame(this.tick);
  };

  private playEvents(nowMs: number): void {
    const { view } = this;
    if (nowMs - this.lastMs >= EVENT_MS) {
      this.lastMs = nowMs;
      const before = view.moment;
      view.advance(1);
      if (view.moment === before && this.catchUp()) return;
    }
    if (this.playing) requestAnimationFrame(this.tick);
  }

  /** At the end of what there is: of a run that goes on, its live edge is followed from here; true if so. */
  private catchUp(): boolean {
    this.playing = false;
    if (!this.view.live) return false;
    this.view.tail();
    return true;
  }
}
