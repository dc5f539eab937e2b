import type { State } from '../model/states.ts';
import { type Easel, type Fill, stackBy } from './brush.ts';
import type { Pen } from './pen.ts';
import { colourOf, escapeXml, number } from './svg-text.ts';

/** From the middle of a line of text to its baseline, as a share of the size of the font. */
const BASELINE = 0.35;

interface Drawing {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  font: string;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  /** Groups opened since the last `save`. */
  groups: number;
}

const BEGIN: Drawing = {
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textBaseline: 'alphabetic',
  dash: [],
  groups: 0,
};

/** Draws vectors: what a canvas would show, as the text of an SVG document. */
export class SvgPen implements Pen {
  private readonly out: string[] = [];
  private readonly saved: Drawing[] = [];
  private now: Drawing = { ...BEGIN };
  private path = '';
  private clips = 0;
  /** Rectangles of one look, one after the other, are one path. */
  private same: { readonly look: string; d: string } | null = null;
  /** By state, the rectangles of this lane; the last one may go on. */
  private readonly filled = new Map<
    State,
    {
      readonly look: string;
      readonly d: string;
      readonly x: number;
      readonly y: number;
      width: number;
      readonly height: number;
    }
  >();
  private laneOpen = false;
  /** What lies over the states of this lane. */
  private readonly later: (() => void)[] = [];
  private readonly widthOf: (text: string, font: string) => number;

  /** `widthOf` measures text: a document of vectors has no fonts at hand. */
  constructor(widthOf: (text: string, font: string) => number) {
    this.widthOf = widthOf;
  }

  get fillStyle(): string {
    return this.now.fillStyle;
  }
  set fillStyle(style: string) {
    this.now.fillStyle = style;
  }
  get strokeStyle(): string {
    return this.now.strokeStyle;
  }
  set strokeStyle(style: string) {
    this.now.strokeStyle = style;
  }
  get lineWidth(): number {
    return this.now.lineWidth;
  }
  set lineWidth(width: number) {
    this.now.lineWidth = width;
  }
  get lineJoin(): CanvasLineJoin {
    return this.now.lineJoin;
  }
  set lineJoin(join: CanvasLineJoin) {
    this.now.lineJoin = join;
  }
  get globalAlpha(): number {
    return this.now.globalAlpha;
  }
  set globalAlpha(alpha: number) {
    this.now.globalAlpha = alpha;
  }
  get font(): string {
    return this.now.font;
  }
  set font(font: string) {
    this.now.font = font;
  }
  get textBaseline(): CanvasTextBaseline {
    return this.now.textBaseline;
  }
  set textBaseline(baseline: CanvasTextBaseline) {
    this.now.textBaseline = baseline;
  }

  save(): void {
    this.saved.push(this.now);
    this.now = { ...this.now, groups: 0 };
  }

  restore(): void {
    this.put('</g>'.repeat(this.now.groups));
    this.now = this.saved.pop() ?? this.now;
  }

  translate(x: number, y: number): void {
    this.open(`<g transform="translate(${number(x)} ${number(y)})">`);
  }

  clip(): void {
    const id = `clip-${++this.clips}`;
    this.open(`<clipPath id="${id}"><path d="${this.path}"/></clipPath><g clip-path="url(#${id})">`);
  }

  beginPath(): void {
    this.path = '';
  }
  moveTo(x: number, y: number): void {
    this.path += `M${number(x)} ${number(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.path += `L${number(x)} ${number(y)}`;
  }
  closePath(): void {
    this.path += 'z';
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.path += box(x, y, width, height);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.path += `C${[x1, y1, x2, y2, x, y].map(number).join(' ')}`;
  }

  arc(x: number, y: number, radius: number): void {
    const half = `a${number(radius)} ${number(radius)} 0 1 1 `;
    this.path += `M${number(x + radius)} ${number(y)}${half}${number(-2 * radius)} 0${half}${number(2 * radius)} 0z`;
  }

  fill(): void {
    if (this.path) this.put(`<path d="${this.path}"${this.fillLook()}/>`);
  }
  stroke(): void {
    if (this.path) this.put(`<path d="${this.path}"${this.strokeLook()}/>`);
  }
  setLineDash(dash: readonly number[]): void {
    this.now.dash = dash;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (width === 0 || height === 0) return;
    const look = this.fillLook();
    if (this.same?.look !== look) {
      this.flush();
      this.same = { look, d: '' };
    }
    this.same.d += box(x, y, width, height);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.put(`<path d="${box(x, y, width, height)}"${this.strokeLook()}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(this.now.font)!;
    const baseline = this.now.textBaseline === 'middle' ? y + Number(size) * BASELINE : y;
    const bold = weight ? ` font-weight="${weight}"` : '';
    this.put(
      `<text x="${number(x)}" y="${number(baseline)}" font-family="${escapeXml(family!)}" font-size="${size}"${bold}${this.fillLook()}>${escapeXml(text)}</text>`,
    );
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.widthOf(text, this.now.font) };
  }

  /** What follows belongs to a lane of this name, until the next one. */
  enter(name: string): void {
    this.closeLane();
    this.put(`<g><title>${escapeXml(name)}</title>`);
    this.laneOpen = true;
  }

  /** Rectangles in states: those of a lane are one path for each state, with everything else of the lane over them. */
  readonly easel: Easel = {
    begin: (left, top, width, height, palette) => {
      this.save();
      this.beginPath();
      this.rect(left, top, width, height);
      this.clip();
      const fill: Fill = (state, x, y, w, h) =>
        this.fillState(state, palette.state[state] as string, x, y, Math.max(1, w), Math.max(1, h));
      return {
        fill,
        stack: stackBy(fill),
        rect: (colour, x, y, w, h) =>
          this.later.push(() => {
            this.fillStyle = colour;
            this.fillRect(x, y, Math.max(1, w), Math.max(1, h));
          }),
        over: (draw) => this.later.push(() => draw(this)),
        measureText: (text) => this.measureText(text),
      };
    },
    show: () => {
      this.closeLane();
      this.restore();
    },
  };

  private fillState(state: State, style: string, x: number, y: number, width: number, height: number): void {
    const last = this.filled.get(state);
    if (
      last &&
      number(last.x + last.width) === number(x) &&
      number(last.y) === number(y) &&
      number(last.height) === number(height)
    ) {
      last.width += width;
      return;
    }
    const d = last ? last.d + box(last.x, last.y, last.width, last.height) : '';
    this.filled.set(state, { look: paint('fill', style, 1), d, x, y, width, height });
  }

  /** All that was drawn. */
  body(): string {
    this.flush();
    return this.out.join('');
  }

  private open(group: string): void {
    this.put(group);
    this.now.groups++;
  }

  private closeLane(): void {
    this.flush();
    for (const { look, d, x, y, width, height } of this.filled.values())
      this.out.push(`<path d="${d}${box(x, y, width, height)}"${look} shape-rendering="crispEdges"/>`);
    this.filled.clear();
    for (const draw of this.later.splice(0)) draw();
    this.flush();
    if (this.laneOpen) this.out.push('</g>');
    this.laneOpen = false;
  }

  private flush(): void {
    if (this.same) this.out.push(`<path d="${this.same.d}"${this.same.look} shape-rendering="crispEdges"/>`);
    this.same = null;
  }

  private put(element: string): void {
    this.flush();
    this.out.push(element);
  }

  private fillLook(): string {
    return paint('fill', this.now.fillStyle, this.now.globalAlpha);
  }

  private strokeLook(): string {
    const { strokeStyle, globalAlpha, lineWidth, lineJoin, dash } = this.now;
    const join = lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`;
    return ` fill="none"${paint('stroke', strokeStyle, globalAlpha)} stroke-width="${number(lineWidth)}"${join}${dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
  }
}

const box = (x: number, y: number, width: number, height: number): string =>
  `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}z`;

function paint(what: 'fill' | 'stroke', style: string, alpha: number): string {
  const { colour, opacity } = colourOf(style);
  const shown = number(opacity * alpha);
  return ` ${what}="${colour}"${shown === '1' ? '' : ` ${what}-opacity="${shown}"`}`;
}
