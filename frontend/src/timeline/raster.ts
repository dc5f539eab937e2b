import { clamp } from '../base/units.ts';
import { STATES } from '../model/states.ts';
import { type Brush, type Easel, LAYER_STATES, LAYERS } from './brush.ts';
import type { Palette, Tiles } from './palette.ts';
import type { Pen } from './pen.ts';

/** What a byte can tell; there are a few dozen colours. */
const MOST_INKS = 256;
/** Shorter rows are written sooner than `fill` is called. */
const LONG_PX = 24;

/**
 * A part of a canvas that is painted without it: where a picture is made of a hundred thousand small rectangles, writing them here takes
 * a few milliseconds and a call to the canvas for each would take hundreds. Edges lie on device pixels; nothing is thinner than one.
 *
 * A byte a pixel says which ink it has: a state's pattern or a colour. They become colours all at once, row by row as memory has them.
 */
export class Raster {
  private image: ImageData | null = null;
  private pixels = new Uint32Array(0);
  private inks = new Uint8Array(0);
  private wide = 0;
  private tall = 0;
  private left = 0;
  private top = 0;
  private tiles: Tiles = { size: 1, pixels: new Uint32Array(STATES.length) };
  private readonly overs: ((pen: Pen) => void)[] = [];
  /** The ink of each colour; those of the states come first. */
  private readonly inkOf = new Map<string, number>();
  /** By ink, what colour it is. */
  private readonly colours = new Uint32Array(MOST_INKS);

  /** Fills a part of the canvas, in CSS pixels, with the ground; what is painted beyond it is cut off. */
  begin(left: number, top: number, width: number, height: number, ground: string, { tiles }: Palette): void {
    const ratio = devicePixelRatio;
    this.left = Math.floor(left * ratio);
    this.top = Math.floor(top * ratio);
    this.wide = Math.max(1, Math.ceil(width * ratio));
    this.tall = Math.max(1, Math.ceil(height * ratio));
    if (tiles !== this.tiles) {
      this.tiles = tiles;
      this.inkOf.clear();
    }
    if (this.image?.width !== this.wide || this.image.height !== this.tall) {
      this.image = new ImageData(this.wide, this.tall);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.inks = new Uint8Array(this.pixels.length);
    }
    this.inks.fill(this.inkFor(ground));
  }

  /** For all that is drawn on a canvas. */
  on(target: CanvasRenderingContext2D): Easel {
    return {
      begin: (left, top, width, height, palette) => {
        this.begin(left, top, width, height, palette.ground, palette);
        return this.brush(target);
      },
      show: () => this.show(target),
    };
  }

  brush(context: CanvasRenderingContext2D): Brush {
    return {
      fill: (state, x, y, width, height) => this.paint(STATES.indexOf(state), x, y, width, height),
      rect: (colour, x, y, width, height) => this.paint(this.inkFor(colour), x, y, width, height),
      stack: this.stack,
      over: (draw) => {
        this.overs.push(draw);
      },
      measureText: (text) => context.measureText(text),
    };
  }

  /** Puts all of it where it belongs, over what was there. */
  show(target: CanvasRenderingContext2D): void {
    if (!this.image) return;
    this.develop();
    target.putImageData(this.image, this.left, this.top);
    for (const draw of this.overs) draw(target);
    this.overs.length = 0;
  }

  private paint(ink: number, x: number, y: number, width: number, height: number): void {
    const ratio = devicePixelRatio;
    const { wide, tall, left, top, inks } = this;
    const x0 = Math.round(x * ratio);
    const y0 = Math.round(y * ratio);
    const fromX = clamp(x0 - left, 0, wide);
    const toX = clamp(Math.max(x0 + 1, Math.round((x + width) * ratio)) - left, 0, wide);
    const fromY = clamp(y0 - top, 0, tall);
    const toY = clamp(Math.max(y0 + 1, Math.round((y + height) * ratio)) - top, 0, tall);
    const long = toX - fromX > LONG_PX;
    for (let row = fromY * wide; row < toY * wide; row += wide) {
      if (long) inks.fill(ink, row + fromX, row + toX);
      else for (let at = row + fromX; at < row + toX; at++) inks[at] = ink;
    }
  }

  /** What a rectangle for each part would give, without its price. */
  private readonly stack: Brush['stack'] = ({ columns, tall: parts }, left, bottom) => {
    const ratio = devicePixelRatio;
    const { wide, tall, left: originX, top: originY, inks } = this;
    for (let column = 0, part = 0; column < columns; column++, part += LAYERS.length) {
      const x0 = Math.round((left + column) * ratio);
      const fromX = Math.max(0, x0 - originX);
      const toX = Math.min(wide, Math.max(x0 + 1, Math.round((left + column + 1) * ratio)) - originX);
      let y = bottom;
      for (let layer = 0; layer < LAYERS.length; layer++) {
        const height = parts[part + layer]!;
        if (height <= 0) continue;
        y -= height;
        const y0 = Math.round(y * ratio);
        const fromY = Math.max(0, y0 - originY);
        const toY = Math.min(tall, Math.max(y0 + 1, Math.round((y + height) * ratio)) - originY);
        const ink = LAYER_STATES[layer]!;
        for (let x = fromX; x < toX; x++)
          for (let at = fromY * wide + x, end = toY * wide; at < end; at += wide) inks[at] = ink;
      }
    }
  };

  private develop(): void {
    const {
      wide,
      tall,
      left,
      top,
      inks,
      pixels,
      colours,
      tiles: { size, pixels: tiles },
    } = this;
    /** For this row of all tiles: by ink, the colours from left to right. */
    const row = new Uint32Array(MOST_INKS * size);
    for (let ink = STATES.length; ink < MOST_INKS; ink++) row.fill(colours[ink]!, ink * size, (ink + 1) * size);
    for (let phase = 0; phase < Math.min(size, tall); phase++) {
      const tileY = (top + phase) % size;
      for (let state = 0; state < STATES.length; state++)
        row.set(tiles.subarray((state * size + tileY) * size, (state * size + tileY + 1) * size), state * size);
      for (let y = phase; y < tall; y += size) {
        // Counted up: a remainder for each pixel would cost more than all the rest.
        let tileX = left % size;
        for (let at = y * wide, end = at + wide; at < end; at++) {
          pixels[at] = row[inks[at]! * size + tileX]!;
          if (++tileX === size) tileX = 0;
        }
      }
    }
  }

  private inkFor(colour: string): number {
    const known = this.inkOf.get(colour);
    if (known !== undefined) return known;
    const ink = Math.min(MOST_INKS - 1, STATES.length + this.inkOf.size);
    this.colours[ink] = pixelOf(colour);
    this.inkOf.set(colour, ink);
    return ink;
  }
}

function pixelOf(colour: string): number {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
}
