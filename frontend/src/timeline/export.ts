import { words } from '../base/words.ts';
import { type Easel, type Fill, stackBy } from './brush.ts';
import { laneName } from './describe.ts';
import { type Caption, Figure } from './figure.ts';
import type { Lane } from './lanes.ts';
import { readPalette } from './palette.ts';
import type { Pictured } from './scene.ts';
import { svgDocument, vectorPalette } from './svg-document.ts';
import { SvgPen } from './svg-pen.ts';
import type { View } from './view.ts';

/** Browsers draw no canvas that is longer. */
const MOST_DEVICE_PX = 16_000;
const ROOM_PX = 400;

/** How high a picture's lanes may be, drawn with so many device pixels for each of CSS. */
export const mostPx = (ratio: number): number => MOST_DEVICE_PX / ratio - ROOM_PX;

/** A picture as a PNG; `ratio` pixels for each of CSS. Null where there is nothing to draw. */
export async function asPng(
  host: Element,
  pictured: Pictured,
  view: View,
  caption: Caption,
  light: boolean,
  ratio: number,
): Promise<Blob | null> {
  const { canvas, context } = scratch();
  const palette = readPalette(host, context, ratio, light ? 'light' : '');
  const figure = new Figure(context, palette, pictured, view, caption);
  canvas.width = Math.round(figure.width * ratio);
  canvas.height = Math.round(figure.height * ratio);
  context.scale(ratio, ratio);
  figure.paint(context, easelOn(context, ratio));
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** A picture as the text of an SVG document. */
export function asSvg(host: Element, pictured: Pictured, view: View, caption: Caption, light: boolean): string {
  const { context } = scratch();
  const palette = readPalette(host, context, 1, light ? 'light' : '');
  const pen = new SvgPen((text, font) => {
    context.font = font;
    return context.measureText(text).width;
  });
  const figure = new Figure(pen, vectorPalette(palette), pictured, view, caption);
  figure.paint(pen, pen.easel, (lane) => pen.enter(nameOf(lane)));
  return svgDocument(
    pen.body(),
    figure.width,
    figure.height,
    palette,
    caption.title,
    [...caption.lines, caption.source].join('\n'),
  );
}

const nameOf = (lane: Lane): string => (lane.kind === 'thread' ? words.exporting.thread(lane.name) : laneName(lane));

function scratch(): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  return { canvas, context: canvas.getContext('2d')! };
}

/** One by one, on whole pixels, which takes its time and asks for no array of pixels of that size. */
function easelOn(context: CanvasRenderingContext2D, ratio: number): Easel {
  const overs: (() => void)[] = [];
  const snap = (px: number) => Math.round(px * ratio) / ratio;
  const rect = (style: string | CanvasPattern, x: number, y: number, width: number, height: number) => {
    const [left, top] = [snap(x), snap(y)];
    context.fillStyle = style;
    context.fillRect(
      left,
      top,
      Math.max(1 / ratio, snap(x + width) - left),
      Math.max(1 / ratio, snap(y + height) - top),
    );
  };
  return {
    begin: (left, top, width, height, palette) => {
      context.save();
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
      const fill: Fill = (state, x, y, w, h) => rect(palette.state[state], x, y, w, h);
      return {
        fill,
        stack: stackBy(fill),
        rect,
        over: (draw) => {
          overs.push(() => draw(context));
        },
        measureText: (text) => context.measureText(text),
      };
    },
    show: () => {
      for (const draw of overs.splice(0)) draw();
      context.restore();
    },
  };
}
