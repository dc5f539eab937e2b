import { STATES, type State } from '../model/states.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';

/** Takes a rectangle in CSS pixels, in the colour and pattern of a state. */
export type Fill = (state: State, x: number, y: number, width: number, height: number) => void;

/**
 * What lanes are painted with. Rectangles are many, so that they can become pixels without a call to the canvas for each; text and lines
 * are few and lie over all of them.
 */
export interface Brush {
  readonly fill: Fill;
  /** Side by side, from `left` on, columns of one CSS pixel, each of parts that stand one upon the other, the first on `bottom`. */
  readonly stack: (parts: Parts, left: number, bottom: number) => void;
  readonly rect: (colour: string, x: number, y: number, width: number, height: number) => void;
  /** Draws when all rectangles are there. */
  readonly over: (draw: (pen: Pen) => void) => void;
  /** The width of a text, in CSS pixels. */
  readonly measureText: Pen['measureText'];
}

/** Where rectangles are gathered, to be shown together with what lies over them. */
export interface Easel {
  /** A new picture of this part, in CSS pixels, all ground; what is painted beyond it is cut off. */
  begin(left: number, top: number, width: number, height: number, palette: Palette): Brush;
  show(): void;
}

/** The order of layers in a column, from below: what this tool is for comes first. */
export const LAYERS: readonly State[] = ['blocked', 'waiting', 'ready', 'io', 'sleeping', 'running', 'new'];
export const LAYER_STATES: readonly number[] = LAYERS.map((state) => STATES.indexOf(state));

/** How tall each layer of each column is, in CSS pixels. */
export interface Parts {
  readonly columns: number;
  /** Column by column, in the order of the layers. */
  readonly tall: Float64Array;
}

/** A rectangle for each part. */
export const stackBy =
  (fill: Fill): Brush['stack'] =>
  ({ columns, tall }, left, bottom) => {
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
