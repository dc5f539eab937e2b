import type { Recording } from '../model/recording.ts';
import type { Layout } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Raster } from './raster.ts';
import type { Scale } from './viewport.ts';

/** What it takes to draw something over the lanes. */
export interface Scene {
  readonly context: CanvasRenderingContext2D;
  /** For what is too much for calls to the canvas. */
  readonly raster: Raster;
  readonly palette: Palette;
  readonly recording: Recording;
  readonly layout: Layout;
  readonly scale: Scale;
  /** Of what is drawn as a point: in a controlled run what happens in a step happens in its middle. */
  readonly pointScale: Scale;
  readonly nowNs: number;
}
