import { clamp } from '../base/units.ts';
import type { State } from '../model/states.ts';
import type { Palette } from './palette.ts';

/** Takes a rectangle in CSS pixels, in the colour and pattern of a state. */
export type Fill = (state: State, x: number, y: number, width: number, height: number) => void;

/** Where rectangles in states are gathered, to be shown together. */
export interface Fills {
  /** What is filled beyond this part, in CSS pixels, is cut off. */
  begin(left: number, top: number, width: number, height: number, palette: Palette): Fill;
  show(): void;
}

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

  fillWith({ tiles }: Palette): Fill {
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
      const { size, pixels: tile } = tiles[state];
      if (fromX >= toX || fromY >= toY) return;
      // Counted up: a remainder for each pixel would cost more than all the rest.
      const firstX = (fromX + left) % size;
      let tileY = (fromY + top) % size;
      for (let row = fromY * wide; row < toY * wide; row += wide) {
        let tileX = firstX;
        for (let at = row + fromX; at < row + toX; at++) {
          pixels[at] = tile[tileY * size + tileX]!;
          if (++tileX === size) tileX = 0;
        }
        if (++tileY === size) tileY = 0;
      }
    };
  }

  /** For all that is drawn on a canvas. */
  on(target: CanvasRenderingContext2D): Fills {
    return {
      begin: (left, top, width, height, palette) => {
        this.begin(left, top, width, height);
        return this.fillWith(palette);
      },
      show: () => this.show(target),
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
