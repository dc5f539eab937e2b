import { STATES, type State } from '../model/states.ts';
import type { Pen } from './pen.ts';

const THREAD_COLOURS = 8;

/** The token of a thread's colour, the same on canvas and in the panels. */
export const threadColour = (id: number): string => `--thread-${((id - 1) % THREAD_COLOURS) + 1}`;

/** A square that repeats for each state, in the order of the states, its pixels row by row as an `ImageData` has them. */
export interface Tiles {
  readonly size: number;
  readonly pixels: Uint32Array;
}

/** The colours and patterns of the page's theme, read from its tokens once and again when the theme changes. */
export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly ground: string;
  readonly sunken: string;
  readonly raised: string;
  readonly accent: string;
  readonly accentSoft: string;
  /** What is under a line in the accent's colour. */
  readonly accentPale: string;
  readonly danger: string;
  readonly warn: string;
  readonly critical: string;
  readonly threadInk: string;
  readonly font: string;
  /** Colours and patterns of the states, to fill with. */
  readonly state: Readonly<Record<State, string | CanvasPattern>>;
  /** The same as pixels of the device. */
  readonly tiles: Tiles;
  readonly stateColour: Readonly<Record<State, string>>;
  /** Of the patterns. */
  readonly mark: string;
  readonly thread: (id: number) => string;
}

/** Height of a state's bar, as a share of the lane: shape tells what colour tells. */
export const STATE_SHARE: Readonly<Record<State, number>> = {
  new: 0.16,
  ready: 0.55,
  running: 1,
  blocked: 1,
  waiting: 0.78,
  sleeping: 0.34,
  io: 0.78,
  ended: 0,
};

/** `scheme` instead of the page's own. */
export function readPalette(host: Element, context: CanvasRenderingContext2D, ratio: number, scheme = ''): Palette {
  // A canvas does not know `var` or `light-dark`: a probe has the browser work them out.
  const probe = host.appendChild(document.createElement('span'));
  // Where the system forces its colours, a text's would be told instead of the token's.
  probe.style.forcedColorAdjust = 'none';
  probe.style.colorScheme = scheme;
  const style = getComputedStyle(probe);
  const token = (name: string) => {
    probe.style.color = `var(${name})`;
    return style.color;
  };
  const threads = Array.from({ length: THREAD_COLOURS }, (_, i) => token(`--thread-${i + 1}`));
  const colours = Object.fromEntries(STATES.map((state) => [state, token(`--state-${state}`)])) as Record<
    State,
    string
  >;
  const mark = token('--state-mark');
  const tiles = STATES.map((state) => makeTile(ratio, state, colours[state], mark));
  const palette: Palette = {
    ink: token('--ink'),
    faint: token('--ink-faint'),
    line: token('--line'),
    ground: token('--ground'),
    sunken: token('--sunken'),
    raised: token('--raised'),
    accent: token('--accent'),
    accentSoft: token('--accent-soft'),
    accentPale: token('--accent-pale'),
    danger: token('--danger'),
    warn: token('--warn'),
    critical: token('--critical'),
    threadInk: token('--thread-ink'),
    font: style.fontFamily,
    stateColour: colours,
    mark,
    state: Object.fromEntries(
      STATES.map((state, i) => [state, isPatterned(state) ? makePattern(context, ratio, tiles[i]!) : colours[state]]),
    ) as Palette['state'],
    tiles: pixelsOf(tiles),
    thread: (id) => threads[(id - 1) % THREAD_COLOURS]!,
  };
  probe.remove();
  return palette;
}

/** Tells when the colours of the page have changed. */
export function watchTheme(changed: () => void): void {
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', changed);
  }
}

type Mark = (context: Pen, size: number) => void;

const line = (context: Pen, x0: number, y0: number, x1: number, y1: number) => {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
};

/** New: dashes. Blocked: hatched. Waiting: dotted. I/O: upright lines. Ready: a sparse hatch the other way. Running and sleeping are plain. */
export const MARKS: Readonly<Partial<Record<State, Mark>>> = {
  new: (c, s) => c.fillRect(0, 0, s / 2, s),
  blocked: (c, s) => {
    c.lineWidth = s / 5;
    for (const d of [-s, 0, s]) line(c, d - 1, s + 1, d + s + 1, -1);
  },
  waiting: (c, s) => {
    c.beginPath();
    c.arc(s / 4, s / 4, s / 8, 0, 7);
    c.arc((s * 3) / 4, (s * 3) / 4, s / 8, 0, 7);
    c.fill();
  },
  io: (c, s) => {
    c.lineWidth = s / 8;
    line(c, s / 2, 0, s / 2, s);
  },
  ready: (c, s) => {
    c.lineWidth = s / 10;
    for (const d of [-s, 0, s]) line(c, d - 1, -1, d + s + 1, s + 1);
  },
};

export const TILE_PX = 8;

/** Whether a state has a pattern beside its colour. */
export const isPatterned = (state: State): boolean => MARKS[state] !== undefined;

/** The square that a state's stretches repeat. */
export function paintTile(context: Pen, state: State, fill: string, mark: string, size: number): void {
  context.fillStyle = fill;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = context.fillStyle = mark;
  MARKS[state]?.(context, size);
}

function makeTile(ratio: number, state: State, fill: string, mark: string): CanvasRenderingContext2D {
  const tile = document.createElement('canvas');
  const size = Math.round(TILE_PX * ratio);
  tile.width = tile.height = size;
  const inner = tile.getContext('2d', { willReadFrequently: true })!;
  paintTile(inner, state, fill, mark, size);
  return inner;
}

function makePattern(
  context: CanvasRenderingContext2D,
  ratio: number,
  { canvas }: CanvasRenderingContext2D,
): CanvasPattern {
  const pattern = context.createPattern(canvas, 'repeat')!;
  // Tiles are in device pixels, drawing is in CSS pixels.
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

function pixelsOf(tiles: readonly CanvasRenderingContext2D[]): Tiles {
  const size = tiles[0]!.canvas.width;
  const pixels = new Uint32Array(tiles.length * size * size);
  tiles.forEach((tile, i) =>
    pixels.set(new Uint32Array(tile.getImageData(0, 0, size, size).data.buffer), i * size * size),
  );
  return { size, pixels };
}
