import { formatCount, formatDuration, formatTick } from './format.ts';
import { type Step, step, type TraceNs, traceNs } from './units.ts';
import { words } from './words.ts';

/** A controlled trace counts steps: step k takes the place of the millisecond k to k + 1. */
export const STEP_NS = 1_000_000;

export const stepAt = (timeNs: number): Step => step(Math.floor(timeNs / STEP_NS));
export const startOf = (at: Step): TraceNs => traceNs(at * STEP_NS);
export const endOf = (at: Step): TraceNs => traceNs((at + 1) * STEP_NS);

/** `1 step`, `12 steps`, `10 000 steps`. */
export const formatSteps = (n: number): string => words.steps.count(n, formatCount(n));

/** How the times of a trace are told to people. */
export interface Clock {
  duration(ns: number): string;
  /** A moment, as precisely as to tell it from others `apartNs` away. */
  moment(ns: number, apartNs: number): string;
  /** The least distance of ticks, and of anything worth a closer look. */
  readonly finestNs: number;
}

export const NANOS: Clock = { duration: formatDuration, moment: formatTick, finestNs: 1 };

export const STEPS: Clock = {
  duration: (ns) => formatSteps(Math.round(ns / STEP_NS)),
  moment: (ns) => words.steps.at(stepAt(ns)),
  finestNs: STEP_NS,
};
