import { html, nothing, render } from 'lit';
import { formatSteps, stepAt } from '../base/clock.ts';
import { atMostEvery, perFrame } from '../base/frame.ts';
import { type Step, step } from '../base/units.ts';
import { words } from '../base/words.ts';
import { type Parting, partingOf } from '../model/schedule.ts';
import { clear, FONT_PX, prepare, shorten } from './canvas.ts';
import { describeParting, describeStep } from './describe-step.ts';
import { cellsOf, paintCells } from './paint-strip.ts';
import { type Palette, readPalette, watchTheme } from './palette.ts';
import type { View } from './view.ts';
import type { Scale } from './viewport.ts';

const TOP_PX = 8;
const CELL_PX = 20;
const ROW_PX = TOP_PX + CELL_PX + 4;
const PAGE_STEPS = 10;
const t = words.strip;

/** The schedule of a controlled run, a cell for each step, over the same stretch as the timeline; below it another to compare with. */
export class Strip {
  private readonly host: HTMLElement;
  private readonly view: View;
  /** The timeline's, whose viewport and left column the strip shares. */
  private readonly scale: () => Scale;
  private readonly pause: () => void;
  private palette: Palette | null = null;
  private pointerPx: number | null = null;
  private readonly redraw = perFrame(() => this.draw());
  private readonly tell = atMostEvery(100, () => this.mirror());

  constructor(host: HTMLElement, view: View, scale: () => Scale, pause: () => void) {
    this.host = host;
    this.view = view;
    this.scale = scale;
    this.pause = pause;
    render(
      html`<div id="schedule-strip" class="strip-row" role="slider" tabindex="0" aria-label=${t.label}
          @keydown=${(event: KeyboardEvent) => this.key(event)} @click=${(event: PointerEvent) => this.click(event)}
          @pointermove=${(event: PointerEvent) => this.point(event.pointerType === 'touch' ? null : event.offsetX)} @pointerleave=${() => this.point(null)}>
          <canvas class="strip-cells" aria-hidden="true"></canvas>
        </div>
        <div id="against-strip" class="strip-row" role="img" hidden><canvas class="strip-cells" aria-hidden="true"></canvas></div>
        <div class="strip-parting"></div>
        <div class="timeline-tip" hidden></div>`,
      host,
    );
    new ResizeObserver(this.redraw).observe(host);
    watchTheme(() => {
      this.palette = null;
      this.redraw();
    });
    view.watch(() => {
      this.host.hidden = !view.recording?.moves;
      this.redraw();
      this.tell();
    });
    this.mirror();
  }

  private get slider(): HTMLElement {
    return this.host.querySelector<HTMLElement>('#schedule-strip')!;
  }

  private get other(): HTMLElement {
    return this.host.querySelector<HTMLElement>('#against-strip')!;
  }

  private get parting(): Parting | null {
    const { recording, against } = this.view;
    return recording?.moves && against ? partingOf(recording.moves.schedule, against) : null;
  }

  private readonly nameOf = (thread: number): string => this.view.recording!.threadName(thread);

  private draw(): void {
    const { recording, against, currentStep } = this.view;
    const moves = recording?.moves;
    if (!moves || this.host.hidden) return;
    const scale = this.scale();
    const parting = this.parting;
    const row = {
      topPx: TOP_PX,
      heightPx: CELL_PX,
      threads: recording.threads.length,
      nameOf: this.nameOf,
      current: currentStep,
      marked: parting?.kind === 'apart' ? parting.step : null,
    };
    this.row(this.slider, t.name, scale, (context, palette) => paintCells(context, palette, scale, moves, row));
    this.other.hidden = against === null;
    if (against) {
      this.row(this.other, t.other, scale, (context, palette) =>
        paintCells(context, palette, scale, cellsOf(against), {
          ...row,
          current: step(this.view.playhead === null ? against.length : currentStep),
        }),
      );
    }
    this.showTip(scale);
  }

  private row(
    place: HTMLElement,
    name: string,
    scale: Scale,
    paint: (context: CanvasRenderingContext2D, palette: Palette) => void,
  ): void {
    const canvas = place.querySelector('canvas')!;
    const context = prepare(canvas, this.host.clientWidth, ROW_PX);
    if (!context) return;
    this.palette ??= readPalette(this.host, context, devicePixelRatio);
    clear(context, this.palette.ground);
    context.font = `${FONT_PX}px ${this.palette.font}`;
    context.textBaseline = 'middle';
    context.fillStyle = this.palette.faint;
    context.fillText(shorten(context, name, scale.left - 16), 10, TOP_PX + CELL_PX / 2 + 0.5);
    context.save();
    context.beginPath();
    context.rect(scale.left - 4, 0, scale.width + 4, ROW_PX);
    context.clip();
    paint(context, this.palette);
    context.restore();
  }

  private stepUnder(x: number): Step | null {
    const moves = this.view.recording?.moves;
    const scale = this.scale();
    const at = stepAt(scale.ns(x));
    return moves && x >= scale.left && at >= 1 && at <= moves.count ? at : null;
  }

  private click(event: PointerEvent): void {
    const at = this.stepUnder(event.offsetX);
    if (at !== null) this.stand(at);
  }

  private stand(at: Step): void {
    this.pause();
    this.view.standAtStep(at);
  }

  private key(event: KeyboardEvent): void {
    const { currentStep, recording } = this.view;
    const count = recording?.moves?.count ?? 0;
    const to = {
      ArrowLeft: currentStep - 1,
      ArrowDown: currentStep - 1,
      ArrowRight: currentStep + 1,
      ArrowUp: currentStep + 1,
      PageDown: currentStep - PAGE_STEPS,
      PageUp: currentStep + PAGE_STEPS,
      Home: 1,
      End: count,
      Enter: currentStep,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.stand(step(to));
  }

  private point(x: number | null): void {
    this.pointerPx = x;
    this.redraw();
  }

  private showTip(scale: Scale): void {
    const tip = this.host.querySelector<HTMLElement>('.timeline-tip')!;
    const at = this.pointerPx === null ? null : this.stepUnder(this.pointerPx);
    tip.hidden = at === null;
    if (at === null) return;
    const [title, ...rest] = describeStep(this.view.recording!, at);
    render(html`<strong>${title}</strong>${rest.map((line) => html`<span>${line}</span>`)}`, tip);
    const left = Math.min(this.pointerPx! + 12, scale.right - tip.offsetWidth - 8);
    tip.style.transform = `translate(${Math.max(4, left)}px, ${ROW_PX + 4}px)`;
  }

  /** The strip in words, and in attributes. */
  private mirror(): void {
    const { recording, against, currentStep } = this.view;
    const moves = recording?.moves;
    this.host.hidden = !moves;
    if (!moves) return;
    const { count } = moves;
    this.host.dataset.steps = String(count);
    this.host.dataset.step = String(currentStep);
    this.host.dataset.schedule = moves.text;
    const { slider, other } = this;
    slider.setAttribute('aria-valuemin', String(Math.min(1, count)));
    slider.setAttribute('aria-valuemax', String(count));
    slider.setAttribute('aria-valuenow', String(currentStep));
    const [, ...more] = currentStep >= 1 && currentStep <= count ? describeStep(recording, currentStep) : [];
    slider.setAttribute(
      'aria-valuetext',
      more.length === 0 && currentStep < 1
        ? t.empty
        : words.list.parts(t.step(currentStep, count, this.nameOf(moves.at(currentStep).thread)), ...more),
    );
    other.setAttribute('aria-label', t.otherLabel(formatSteps(against?.length ?? 0)));
    const parting = this.parting;
    const apart = parting?.kind === 'apart' ? parting.step : null;
    this.host.dataset.parting = apart === null ? '' : String(apart);
    render(
      parting
        ? html`<p id="parting" role="status">${describeParting(parting, this.nameOf)}</p>
          ${apart === null ? nothing : html`<button type="button" class="link" @click=${() => this.stand(apart)}>${t.goTo(apart)}</button>`}
          <button type="button" class="link" id="stop-comparing" @click=${() => this.view.compareWith(null)}>${t.leave}</button>`
        : nothing,
      this.host.querySelector<HTMLElement>('.strip-parting')!,
    );
  }
}
