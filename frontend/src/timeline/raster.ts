import { clamp } from '../base/units.ts';
import { STATES, type State } from '../model/states.ts';
import type { Palette } from './palette.ts';

/** Takes a rectangle in CSS pixels, in the colour and pattern of a state. */
export type Fill = (state: State, x: number, y: number, width: number, height: number) => void;

/** What states are drawn with. */
export interface StateBrush {
  readonly fill: Fill;
  /** Side by side, from `left` on, columns of one CSS pixel, each of parts that stand one upon the other and end at `bottom`. */
  readonly stack: (parts: Parts, left: number, bottom: number) => void;
}

/** The order of layers in a column, from below: what this tool is for comes first. */
export const LAYERS: readonly State[] = ['blocked', 'waiting', 'ready', 'io', 'sleeping', 'running', 'new'];

/** How tall each layer of each column is, in CSS pixels. */
export interface Parts {
  readonly columns: number;
  /** Column by column, in the order of the layers. */
  readonly tall: Float64Array;
}

/** The same, as a rectangle for each part. */
export const stackBy = (fill: Fill): StateBrush['stack'] => ({ columns, tall }, left, bottom) => {
  for (let column = 0, at = 0; column < columns; column++) {
    let y = bottom;
    for (const state of LAYERS) {
      const height = tall[at++]!;
      if (height <= 0) continue;
      y -= height;
      fill(state, left + column, y, 1, height);
    }
  }
};

/**
 * A part of a canvas as an array of pixels: where a picture is made of a hundred thousand small rectangles, writing them here takes
 * a few milliseconds and a call to the canvas for each would take hundreds. Edges lie on device pixels; nothing is thinner than one.
 */
export class Raster {
  private readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d');
  private image: ImageData | null = null;
  private pixels = new Uint32Array(0);
  private left = 0;
  private top = 0;

  /** Clears a part of the canvas, in CSS pixels; what is filled beyond it is cut off. */
  begin(left: number, top: number, width: number, height: number): void {
    const ratio = devicePixelRatio;
    this.left = Math.floor(left * ratio);
    this.top = Math.floor(top * ratio);
    const wide = Math.max(1, Math.ceil(width * ratio));
    const tall = Math.max(1, Math.ceil(height * ratio));
    if (this.image?.width === wide && this.image.height === tall) {
      this.pixels.fill(0);
      return;
    }
    this.canvas.width = wide;
    this.canvas.height = tall;
    this.image = new ImageData(wide, tall);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  brushOf(palette: Palette): StateBrush {
    return { fill: this.fillWith(palette), stack: this.stackWith(palette) };
  }

  private fillWith({ tiles: { size, pixels: tiles } }: Palette): Fill {
    const ratio = devicePixelRatio;
    const { pixels, left, top } = this;
    const { width: wide, height: tall } = this.image!;
    return (state, x, y, width, height) => {
      const x0 = Math.round(x * ratio);
      const y0 = Math.round(y * ratio);
      const fromX = clamp(x0 - left, 0, wide);
      const toX = clamp(Math.max(x0 + 1, Math.round((x + width) * ratio)) - left, 0, wide);
      const fromY = clamp(y0 - top, 0, tall);
      const toY = clamp(Math.max(y0 + 1, Math.round((y + height) * ratio)) - top, 0, tall);
      if (fromX >= toX || fromY >= toY) return;
      const tile = STATES.indexOf(state) * size * size;
      // Counted up: a remainder for each pixel would cost more than all the rest.
      const firstX = (fromX + left) % size;
      let tileY = (fromY + top) % size;
      for (let row = fromY * wide; row < toY * wide; row += wide) {
        let tileX = firstX;
        for (let at = row + fromX; at < row + toX; at++) {
          pixels[at] = tiles[tile + tileY * size + tileX]!;
          if (++tileX === size) tileX = 0;
        }
        if (++tileY === size) tileY = 0;
      }
    };
  }

  /** What a rectangle for each part would give, without its price. */
  private stackWith({ tiles: { size, pixels: tiles } }: Palette): StateBrush['stack'] {
    const ratio = devicePixelRatio;
    const { pixels, left: originX, top: originY } = this;
    const { width: wide, height: high } = this.image!;
    const tileOf = LAYERS.map((state) => STATES.indexOf(state) * size * size);
    return ({ columns, tall }, left, bottom) => {
      for (let column = 0, part = 0; column < columns; column++, part += LAYERS.length) {
        const x0 = Math.round((left + column) * ratio);
        const fromX = Math.max(0, x0 - originX);
        const toX = Math.min(wide, Math.max(x0 + 1, Math.round((left + column + 1) * ratio)) - originX);
        let y = bottom;
        for (let layer = 0; layer < LAYERS.length; layer++) {
          const height = tall[part + layer]!;
          if (height <= 0) continue;
          const below = y;
          y -= height;
          const y0 = Math.round(y * ratio);
          const fromY = Math.max(0, y0 - originY);
          const toY = Math.min(high, Math.max(y0 + 1, Math.round(below * ratio)) - originY);
          for (let x = fromX; x < toX; x++) {
            const tile = tileOf[layer]! + ((x + originX) % size);
            let tileY = (fromY + originY) % size;
            for (let at = fromY * wide + x, end = toY * wide; at < end; at += wide) {
              pixels[at] = tiles[tile + tileY * size]!;
              if (++tileY === size) tileY = 0;
            }
          }
        }
      }
    };
  }

  /** Draws it where it belongs. */
  show(target: CanvasRenderingContext2D): void {
    if (!this.image || !this.context) return;
    this.context.putImageData(this.image, 0, 0);
    target.save();
    target.setTransform(1, 0, 0, 1, 0, 0);
    target.drawImage(this.canvas, this.left, this.top);
    target.restore();
  }
}
