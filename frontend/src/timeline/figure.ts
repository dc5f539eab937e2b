import { words } from '../base/words.ts';
import { STATES, type State } from '../model/states.ts';
import type { Easel } from './brush.ts';
import { FONT_PX } from './canvas.ts';
import { NOBODY_POINTS } from './paint-names.ts';
import { paintScene } from './paint-scene.ts';
import { type Palette, STATE_SHARE } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Pictured, Scene } from './scene.ts';
import type { View } from './view.ts';

/** What a picture says of itself. */
export interface Caption {
  readonly title: string;
  /** Under the title. */
  readonly lines: readonly string[];
  /** Where it came from, at the foot. */
  readonly source: string;
}

const MARGIN_PX = 12;
const TITLE_PX = 16;
const LINE_PX = 16;
const LEGEND_PX = 20;
const SWATCH_PX = 20;
const SWATCH_HIGH_PX = 12;
const ITEM_GAP_PX = 16;

/** A picture of a run that stands by itself: a title, what is pictured, what the patterns mean, and where it came from. */
export class Figure {
  readonly width: number;
  readonly height: number;
  readonly caption: Caption;
  private readonly pictured: Pictured;
  private readonly view: View;
  private readonly palette: Palette;
  private readonly title: readonly string[];
  private readonly head: readonly string[];
  private readonly foot: readonly string[];
  private readonly legend: readonly { readonly state: State; readonly x: number; readonly row: number }[];

  /** `pen` measures its text, and `paint` may have another. */
  constructor(pen: Pen, palette: Palette, pictured: Pictured, view: View, caption: Caption) {
    this.caption = caption;
    this.pictured = pictured;
    this.view = view;
    this.palette = palette;
    this.width = pictured.scale.right + MARGIN_PX;
    const room = this.width - 2 * MARGIN_PX;
    pen.font = `600 ${TITLE_PX}px ${palette.font}`;
    this.title = wrap(pen, caption.title, room);
    pen.font = `${FONT_PX}px ${palette.font}`;
    this.head = caption.lines.flatMap((line) => wrap(pen, line, room));
    this.foot = wrap(pen, caption.source, room);
    this.legend = placeLegend(pen, room);
    this.height =
      this.headPx +
      pictured.layout.height +
      LEGEND_PX * ((this.legend.at(-1)?.row ?? 0) + 1) +
      LINE_PX * this.foot.length +
      2 * MARGIN_PX;
  }

  /** `scene` draws the lanes; everything else is drawn by its pen. */
  paint(pen: Pen, easel: Easel, enter?: Scene['enter']): void {
    const {
      palette,
      pictured: { layout },
    } = this;
    pen.fillStyle = palette.ground;
    pen.fillRect(0, 0, this.width, this.height);
    pen.textBaseline = 'middle';
    pen.fillStyle = palette.ink;
    pen.font = `600 ${TITLE_PX}px ${palette.font}`;
    let y = MARGIN_PX + TITLE_PX / 2;
    for (const line of this.title) {
      pen.fillText(line, MARGIN_PX, y);
      y += TITLE_PX * 1.3;
    }
    pen.font = `${FONT_PX}px ${palette.font}`;
    pen.fillStyle = palette.faint;
    for (const line of this.head) {
      pen.fillText(line, MARGIN_PX, y);
      y += LINE_PX;
    }
    pen.save();
    pen.translate(0, this.headPx);
    paintScene(
      { ...this.pictured, context: pen, easel, palette, ...(enter ? { enter } : {}) },
      this.view,
      NOBODY_POINTS,
    );
    pen.restore();
    pen.font = `${FONT_PX}px ${palette.font}`;
    pen.textBaseline = 'middle';
    const below = this.headPx + layout.height + MARGIN_PX;
    for (const { state, x, row } of this.legend)
      this.paintLegend(pen, state, MARGIN_PX + x, below + (row + 0.5) * LEGEND_PX);
    pen.fillStyle = palette.faint;
    this.foot.forEach((line, i) =>
      pen.fillText(line, MARGIN_PX, this.height - MARGIN_PX - (this.foot.length - i - 0.5) * LINE_PX),
    );
  }

  private get headPx(): number {
    return Math.round(2 * MARGIN_PX + this.title.length * TITLE_PX * 1.3 + this.head.length * LINE_PX);
  }

  private paintLegend(pen: Pen, state: State, x: number, middle: number): void {
    const high = Math.max(2, SWATCH_HIGH_PX * STATE_SHARE[state]);
    pen.fillStyle = this.palette.state[state];
    pen.fillRect(x, middle - high / 2, SWATCH_PX, high);
    pen.fillStyle = this.palette.ink;
    pen.fillText(words.state[state], x + SWATCH_PX + 6, middle);
  }
}

/** Beside each other, in as many rows as it takes. */
function placeLegend(pen: Pen, room: number): { state: State; x: number; row: number }[] {
  let x = 0;
  let row = 0;
  return STATES.filter((state) => state !== 'ended').map((state) => {
    const width = SWATCH_PX + 6 + pen.measureText(words.state[state]).width;
    if (x > 0 && x + width > room) {
      x = 0;
      row++;
    }
    const placed = { state, x, row };
    x += width + ITEM_GAP_PX;
    return placed;
  });
}

/** Breaks between words, or where one is too long, within it. */
function wrap(pen: Pen, text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?<=[\s/])/)) {
    if (line !== '' && pen.measureText((line + part).trimEnd()).width > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
    while (line.length > 1 && pen.measureText(line.trimEnd()).width > room) {
      let kept = line.length - 1;
      while (kept > 1 && pen.measureText(line.slice(0, kept)).width > room) kept--;
      lines.push(line.slice(0, kept));
      line = line.slice(kept);
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
