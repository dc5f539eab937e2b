import { clamp } from '../base/units.ts';
import { markersOf } from '../model/findings.ts';
import type { Recording } from '../model/recording.ts';
import { TIMED } from '../model/shares.ts';
import { STATES, type State, type ThreadHistory } from '../model/states.ts';
import type { Range } from './marks.ts';
import type { Palette } from './palette.ts';
import type { Raster } from './raster.ts';
import { timesOf } from './times.ts';
import { fit, Scale, type Viewport, viewport } from './viewport.ts';

const SHOWN: readonly State[] = ['blocked', 'waiting', 'ready', 'io', 'running'];
const SHOWN_STATES = SHOWN.map((state) => STATES.indexOf(state));
const COLUMN_PX = 3;
const MARK_PX = 9;

/** While a run goes on, the strip is worked out anew no more often than this. */
const LIVE_MS = 500;

interface Known {
  readonly key: string;
  readonly atMs: number;
  /** For each column, the time in each of the states shown as a part of that of all threads. */
  readonly shares: Float64Array;
}

const known = new WeakMap<Recording, Known>();

/** Worked out once for what is there: neither panning nor zooming changes it. */
function sharesOf(recording: Recording, scale: Scale, live: boolean): Float64Array {
  const columns = Math.ceil(scale.width / COLUMN_PX);
  const key = `${recording.trace.count} ${recording.endNs} ${scale.toNs} ${scale.width}`;
  const entry = known.get(recording);
  const fresh =
    entry &&
    (entry.key === key ||
      (live && entry.shares.length === columns * SHOWN.length && performance.now() - entry.atMs < LIVE_MS));
  if (fresh) return entry.shares;
  const shares = new Float64Array(columns * SHOWN.length);
  // Of very many threads, a fair sample tells the same.
  const stride = Math.max(1, Math.ceil(recording.threads.length / 64));
  const sampled = recording.threads.filter((_, i) => i % stride === 0);
  const coarse = new Scale(viewport(scale.fromNs, scale.ns(scale.left + columns * COLUMN_PX)), 0, columns);
  for (const thread of sampled) gather(thread, recording.endNs, coarse, columns, shares);
  const whole = COLUMN_PX * scale.nsPerPx * Math.max(1, sampled.length);
  for (let i = 0; i < shares.length; i++) shares[i]! /= whole;
  known.set(recording, { key, atMs: performance.now(), shares });
  return shares;
}

function gather(thread: ThreadHistory, endNs: number, scale: Scale, columns: number, sums: Float64Array): void {
  const add = (state: State, startNs: number, untilNs: number) => {
    const shown = SHOWN.indexOf(state);
    if (shown < 0) return;
    const last = Math.min(columns, scale.px(untilNs));
    for (let column = Math.max(0, Math.floor(scale.px(startNs))); column < last; column++) {
      sums[column * SHOWN.length + shown]! +=
        Math.min(untilNs, scale.ns(column + 1)) - Math.max(startNs, scale.ns(column));
    }
  };
  const times = timesOf(thread, scale, columns, (i) =>
    add(STATES[thread.state.at(i)]!, thread.start.at(i), thread.end.at(i)),
  );
  if (times) {
    for (let column = 0; column < columns; column++) {
      for (let shown = 0; shown < SHOWN.length; shown++)
        sums[column * SHOWN.length + shown]! += times[column * TIMED + SHOWN_STATES[shown]!]!;
    }
  }
  for (const { state, startNs, endNs: untilNs } of thread.open(scale.toNs))
    add(state, startNs, Math.min(endNs, untilNs));
}

/** The whole run in a strip: of all threads alive at a moment, the parts in each state; and the viewport over it. */
export function paintOverview(
  context: CanvasRenderingContext2D,
  raster: Raster,
  palette: Palette,
  recording: Recording,
  scale: Scale,
  view: Viewport,
  height: number,
  live: boolean,
): void {
  const shares = sharesOf(recording, scale, live);
  const columns = shares.length / SHOWN.length;
  const bottoms = new Float64Array(columns).fill(height);
  raster.begin(scale.left, 0, scale.width, height, palette.sunken, palette);
  const { rect } = raster.brush(context);
  SHOWN.forEach((state, shown) => {
    for (let column = 0; column < columns; column++) {
      const tall = height * shares[column * SHOWN.length + shown]!;
      if (tall <= 0) continue;
      bottoms[column]! -= tall;
      rect(palette.stateColour[state], scale.left + column * COLUMN_PX, bottoms[column]!, COLUMN_PX - 0.5, tall);
    }
  });
  raster.show(context);
  const left = clamp(scale.px(view.fromNs), scale.left, scale.right);
  const right = clamp(scale.px(view.toNs), scale.left, scale.right);
  context.fillStyle = palette.ground;
  context.globalAlpha = 0.62;
  context.fillRect(scale.left, 0, left - scale.left, height);
  context.fillRect(right, 0, scale.right - right, height);
  context.globalAlpha = 1;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.strokeRect(left + 0.75, 0.75, Math.max(3, right - left - 1.5), height - 1.5);
}

/** Over the overview: where findings are, and the range chosen. */
export function paintOverviewMarks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  recording: Recording,
  scale: Scale,
  range: Range | null,
  height: number,
): void {
  for (const { finding, timeNs } of markersOf(recording)) {
    context.fillStyle = finding.certainty === 'observed' ? palette.danger : palette.warn;
    context.fillRect(scale.pxInside(timeNs) - 1, 0, 2, MARK_PX);
  }
  if (!range) return;
  context.fillStyle = palette.accent;
  context.fillRect(scale.px(range.fromNs), height - 4, Math.max(2, scale.px(range.toNs) - scale.px(range.fromNs)), 4);
}

/** The overview shows all that a viewport can. */
export const overviewScale = (extentNs: number, view: Viewport, left: number, width: number): Scale =>
  new Scale(
    { fromNs: 0 as Viewport['fromNs'], toNs: Math.max(fit(extentNs).toNs, view.toNs) as Viewport['toNs'] },
    left,
    width,
  );
