import { STATES, type State } from '../model/states.ts';

const THREAD_COLOURS = 8;

/** The token of a thread's colour, the same on canvas and in the panels. */
export const threadColour = (id: number): string => `--thread-${((id - 1) % THREAD_COLOURS) + 1}`;

/** A square that repeats, its pixels row by row as an `ImageData` has them. */
export interface Tile {
  readonly size: number;
  readonly pixels: Uint32Array;
}

/** The colours and patterns of the page's theme, read from its tokens once and again when the theme changes. */
export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly ground: string;
  readonly raised: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly danger: string;
  readonly warn: string;
  readonly critical: string;
  readonly threadInk: string;
  readonly font: string;
  readonly state: Readonly<Record<State, string | CanvasPattern>>;
  /** The same as pixels of the device. */
  readonly tiles: Readonly<Record<State, Tile>>;
  readonly stateColour: Readonly<Record<State, string>>;
  readonly thread: (id: number) => string;
}

/** Height of a state's bar, as a share of the lane: shape tells what colour tells. */
export const STATE_SHARE: Readonly<Record<State, number>> = {
  new: 0.16, ready: 0.55, running: 1, blocked: 1, waiting: 0.78, sleeping: 0.34, io: 0.78, ended: 0,
};

export function readPalette(host: Element, context: CanvasRenderingContext2D, ratio: number): Palette {
  // A canvas does not know `var` or `light-dark`: a probe has the browser work them out.
  const probe = host.appendChild(document.createElement('span'));
  // Where the system forces its colours, a text's would be told instead of the token's.
  probe.style.forcedColorAdjust = 'none';
  const style = getComputedStyle(probe);
  const token = (name: string) => {
    probe.style.color = `var(${name})`;
    return style.color;
  };
  const threads = Array.from({ length: THREAD_COLOURS }, (_, i) => token(`--thread-${i + 1}`));
  const colours = Object.fromEntries(STATES.map((state) => [state, token(`--state-${state}`)])) as Record<State, string>;
  const mark = token('--state-mark');
  const tiles = STATES.map((state) => [state, makeTile(ratio, colours[state], mark, MARKS[state])] as const);
  const palette: Palette = {
    ink: token('--ink'),
    faint: token('--ink-faint'),
    line: token('--line'),
    ground: token('--ground'),
    raised: token('--raised'),
    accent: token('--accent'),
    accentSoft: token('--accent-soft'),
    danger: token('--danger'),
    warn: token('--warn'),
    critical: token('--critical'),
    threadInk: token('--thread-ink'),
    font: style.fontFamily,
    stateColour: colours,
    state: Object.fromEntries(tiles.map(([state, tile]) => [state, MARKS[state] ? makePattern(context, ratio, tile) : colours[state]])) as Palette['state'],
    tiles: Object.fromEntries(tiles.map(([state, tile]) => [state, pixelsOf(tile)])) as Palette['tiles'],
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

type Mark = (context: CanvasRenderingContext2D, size: number) => void;

const line = (context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => {
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

const TILE_PX = 8;

function makeTile(ratio: number, fill: string, mark: string, draw: Mark | undefined): CanvasRenderingContext2D {
  const tile = document.createElement('canvas');
  const size = Math.round(TILE_PX * ratio);
  tile.width = tile.height = size;
  const inner = tile.getContext('2d', { willReadFrequently: true })!;
  inner.fillStyle = fill;
  inner.fillRect(0, 0, size, size);
  inner.strokeStyle = inner.fillStyle = mark;
  draw?.(inner, size);
  return inner;
}

function makePattern(context: CanvasRenderingContext2D, ratio: number, { canvas }: CanvasRenderingContext2D): CanvasPattern {
  const pattern = context.createPattern(canvas, 'repeat')!;
  // Tiles are in device pixels, drawing is in CSS pixels.
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

function pixelsOf(tile: CanvasRenderingContext2D): Tile {
  const size = tile.canvas.width;
  return { size, pixels: new Uint32Array(tile.getImageData(0, 0, size, size).data.buffer) };
}
