import { JUMP_MS, lessMotion } from '../base/motion.ts';
import type { View } from './view.ts';

/** Time at speed 1 is chosen so that any run, long or short, plays in about this. */
const WHOLE_RUN_MS = 12_000;

/** Moves the playhead along: a frame at a time, or in jumps for who wants less motion. */
export class Player {
  playing = false;
  speed = 1;
  private readonly view: View;
  private lastMs = 0;

  constructor(view: View) {
    this.view = view;
  }

  toggle(): void {
    if (this.playing) this.pause();
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
    if (lessMotion() && nowMs - this.lastMs < JUMP_MS) {
      requestAnimationFrame(this.tick);
      return;
    }
    const nextNs = view.playheadNs + ((nowMs - this.lastMs) * this.speed * recording.endNs) / WHOLE_RUN_MS;
    this.lastMs = nowMs;
    if (nextNs >= recording.endNs) this.playing = false;
    view.standAtTime(Math.min(nextNs, recording.endNs));
    if (this.playing) requestAnimationFrame(this.tick);
  };
}
