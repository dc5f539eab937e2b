/** Numbers that know their space: trace time, scheduler steps, CSS pixels, device pixels. */

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Nanoseconds since the run began. */
export type TraceNs = Unit<'trace ns'>;
/** Which of a controlled run's steps, from 1; 0 is before the first. */
export type Step = Unit<'step'>;
export type CssPx = Unit<'css px'>;
/** What a canvas is sized in; drawing on it is in CSS pixels. */
export type DevicePx = Unit<'device px'>;

export const traceNs = (value: number): TraceNs => value as TraceNs;
export const step = (value: number): Step => value as Step;
export const cssPx = (value: number): CssPx => value as CssPx;
export const devicePx = (value: number): DevicePx => value as DevicePx;

export const clamp = (value: number, low: number, high: number): number => (value < low ? low : Math.min(value, high));
