import { type CssPx, clamp, cssPx, type TraceNs, traceNs } from '../base/units.ts';

/** The stretch of trace time on screen. */
export interface Viewport {
  readonly fromNs: TraceNs;
  readonly toNs: TraceNs;
}

/** Closer than this there is nothing more to see: clocks tick in tens of nanoseconds. */
export const NEAREST_NS = 200;
/** What remains empty on the right at full view, so that the last moment is not glued to the edge. */
const MARGIN = 0.03;

export const viewport = (fromNs: number, toNs: number): Viewport => ({ fromNs: traceNs(fromNs), toNs: traceNs(toNs) });

export const spanNs = (view: Viewport): number => view.toNs - view.fromNs;

export const fit = (endNs: number): Viewport => viewport(0, Math.max(NEAREST_NS, endNs * (1 + MARGIN)));

/** The last `span` up to the live edge. */
export const tail = (endNs: number, span: number): Viewport => {
  const to = Math.max(span, endNs + span * MARGIN);
  return viewport(to - span, to);
};

export function zoom(
  view: Viewport,
  factor: number,
  aroundNs: number,
  endNs: number,
  nearestNs = NEAREST_NS,
): Viewport {
  const widest = spanNs(fit(endNs));
  const span = clamp(spanNs(view) * factor, Math.min(nearestNs, widest), widest);
  const share = clamp((aroundNs - view.fromNs) / spanNs(view), 0, 1);
  return inside(viewport(aroundNs - span * share, aroundNs + span * (1 - share)), endNs);
}

export const pan = (view: Viewport, byNs: number, endNs: number): Viewport =>
  inside(viewport(view.fromNs + byNs, view.toNs + byNs), endNs);

/** Moves as little as it takes to have a time on screen. */
export function reveal(view: Viewport, timeNs: number, endNs: number): Viewport {
  const span = spanNs(view);
  const edge = span * 0.02;
  if (timeNs >= view.fromNs + edge && timeNs <= view.toNs - edge) return view;
  const moved = inside(viewport(timeNs - span / 2, timeNs + span / 2), endNs);
  // At the very ends there may be nowhere to move to.
  return moved.fromNs === view.fromNs ? view : moved;
}

function inside(view: Viewport, endNs: number): Viewport {
  const whole = fit(endNs);
  const span = Math.min(spanNs(view), spanNs(whole));
  const from = clamp(view.fromNs, 0, whole.toNs - span);
  return viewport(from, from + span);
}

/** Trace time to pixels and back, for a viewport drawn from `left`, `width` wide. */
export class Scale {
  readonly fromNs: number;
  readonly toNs: number;
  readonly nsPerPx: number;
  readonly left: CssPx;
  readonly width: CssPx;

  constructor(view: Viewport, left: number, width: number) {
    this.fromNs = view.fromNs;
    this.toNs = view.toNs;
    this.left = cssPx(left);
    this.width = cssPx(Math.max(1, width));
    this.nsPerPx = spanNs(view) / this.width;
  }

  /** The same pixels for times that much later. */
  later(byNs: number): Scale {
    return new Scale(viewport(this.fromNs - byNs, this.toNs - byNs), this.left, this.width);
  }

  get right(): CssPx {
    return cssPx(this.left + this.width);
  }

  px(timeNs: number): CssPx {
    return cssPx(this.left + (timeNs - this.fromNs) / this.nsPerPx);
  }

  /** As `px`, but never far outside: canvas coordinates lose precision out there. */
  pxInside(timeNs: number): CssPx {
    return cssPx(clamp(this.px(timeNs), this.left - 8, this.right + 8));
  }

  ns(x: number): TraceNs {
    return traceNs(this.fromNs + (x - this.left) * this.nsPerPx);
  }
}
