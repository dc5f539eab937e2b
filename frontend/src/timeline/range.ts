import { STEP_NS } from '../base/clock.ts';
import { clamp, traceNs } from '../base/units.ts';
import type { Range } from './marks.ts';
import type { View } from './view.ts';
import { spanNs } from './viewport.ts';

/** What one press of a key moves the end of a range by, of what is on screen. */
const KEY_SHARE = 0.05;

/** Chooses the stretch between two times: whole nanoseconds, or whole steps of a controlled run, within what there is; nothing if it is empty. */
export function chooseRange(view: View, oneNs: number, otherNs: number): void {
  const unit = view.recording?.moves ? STEP_NS : 1;
  const edge = (ns: number) => clamp(Math.round(ns / unit) * unit, 0, Math.ceil(view.nowNs / unit) * unit);
  const fromNs = edge(Math.min(oneNs, otherNs));
  const toNs = edge(Math.max(oneNs, otherNs));
  view.marks.range = view.recording && toNs > fromNs ? range(fromNs, toNs) : null;
}

/** By the keyboard: moves the end of the range, which begins at the playhead or in the middle of what is on screen. */
export function stretchRange(view: View, by: 1 | -1): void {
  const { viewport } = view;
  const start = view.playheadNs ?? (viewport.fromNs + viewport.toNs) / 2;
  const { fromNs, toNs } = view.marks.range ?? range(start, start);
  const step = Math.max(view.recording?.moves ? STEP_NS : 1, spanNs(viewport) * KEY_SHARE);
  chooseRange(view, fromNs, Math.max(fromNs, toNs + by * step));
}

const range = (fromNs: number, toNs: number): Range => ({ fromNs: traceNs(fromNs), toNs: traceNs(toNs) });
