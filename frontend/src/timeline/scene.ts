import type { Recording } from '../model/recording.ts';
import type { Easel } from './brush.ts';
import type { Lane } from './lanes.ts';
import type { Layout } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Scale } from './viewport.ts';

/** What is in a picture of a run, and where. */
export interface Pictured {
  readonly recording: Recording;
  readonly layout: Layout;
  readonly scale: Scale;
  /** Of what is drawn as a point: in a controlled run what happens in a step happens in its middle. */
  readonly pointScale: Scale;
  readonly nowNs: number;
}

/** What it takes to draw it. */
export interface Scene extends Pictured {
  readonly context: Pen;
  /** For what is too much for calls to the canvas. */
  readonly easel: Easel;
  readonly palette: Palette;
  /** Is told of each lane before anything in it is drawn. */
  readonly enter?: (lane: Lane) => void;
}
