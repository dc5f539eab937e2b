import { html, render } from 'lit';
import { formatCount } from '../base/format.ts';
import { atMostEvery, perFrame } from '../base/frame.ts';
import { words } from '../base/words.ts';
import { STEP_NS, endOf, startOf } from '../base/clock.ts';
import { isOwnerCycle } from '../model/explain.ts';
import type { Recording } from '../model/recording.ts';
import { describeHit, describeObject } from './describe.ts';
import { paintAxis } from './axis.ts';
import { FONT_PX, prepare, shorten } from './canvas.ts';
import { hitLane, type Hit } from './hit.ts';
import { listenToPointer } from './input.ts';
import { laneAt, lanesHeightPx, layOut, type Lane } from './lanes.ts';
import { paintCause, paintCycle, paintMarks } from './links.ts';
import { overviewScale, paintOverview } from './overview.ts';
import { paintObject } from './paint-object.ts';
import { paintThread } from './paint-thread.ts';
import { readPalette, threadColour, type Palette } from './palette.ts';
import type { View } from './view.ts';
import { Scale } from './viewport.ts';

const HALF_STEP_NS = STEP_NS / 2;
const AXIS_PX = 24;
const OVERVIEW_PX = 36;
const PARTS = html`
  <canvas class="timeline-overview" aria-label=${words.timeline.overview}></canvas>
  <div class="timeline-scroll">
    <div class="timeline-space"></div>
    <canvas class="timeline-lanes" role="img" tabindex="0"></canvas>
  </div>
  <p class="timeline-empty"></p>
  <div class="timeline-tip" hidden></div>
  <ul id="lane-list" class="visually-hidden"></ul>`;

/** The picture of a run: an overview, an axis, a lane for each thread and object. Draws once a frame at most. */
export class Timeline {
  private readonly host: HTMLElement;
  private readonly view: View;
  private readonly overview: HTMLCanvasElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly scroller: HTMLElement;
  private readonly space: HTMLElement;
  private readonly tip: HTMLElement;
  private readonly list: HTMLElement;
  private readonly empty: HTMLElement;
  private readonly emptyText: () => string;
  private palette: Palette | null = null;
  private lanes: Lane[] = [];
  private laidOut: Recording | null = null;
  private laneKey = '';
  private pointer: { x: number; y: number } | null = null;
  readonly redraw = perFrame(() => this.draw());
  private readonly tell = atMostEvery(200, () => this.mirror());

  constructor(host: HTMLElement, view: View, emptyText: () => string) {
    this.host = host;
    this.view = view;
    this.emptyText = emptyText;
    host.classList.add('timeline');
    render(PARTS, host);
    const part = <E extends HTMLElement>(selector: string) => host.querySelector<E>(selector)!;
    this.overview = part('.timeline-overview');
    this.canvas = part('.timeline-lanes');
    this.scroller = part('.timeline-scroll');
    this.space = part('.timeline-space');
    this.tip = part('.timeline-tip');
    this.list = part('#lane-list');
    this.empty = part('.timeline-empty');

    new ResizeObserver(this.redraw).observe(host);
    this.scroller.addEventListener('scroll', this.redraw, { passive: true });
    const restyle = () => {
      this.palette = null;
      this.redraw();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
    listenToPointer({
      view, canvas: this.canvas, overview: this.overview, scroller: this.scroller,
      scale: () => this.scale(),
      overviewScale: () => overviewScale(view.extentNs, view.viewport, this.gutter, this.overview.clientWidth - this.gutter),
      hover: (at) => {
        this.pointer = at;
        this.redraw();
      },
      click: (at) => this.click(at),
    });
    view.watch(() => {
      this.count();
      this.redraw();
      this.tell();
    });
    this.count();
    this.mirror();
    this.redraw();
  }

  /** The left column of names. */
  private get gutter(): number {
    return this.host.clientWidth < 560 ? 92 : 156;
  }

  scale(): Scale {
    return new Scale(this.view.viewport, this.gutter, this.canvas.clientWidth - this.gutter);
  }

  /** Of objects in a controlled run: what a step does to them, it does in its middle. */
  private objectScale(scale: Scale): Scale {
    return this.view.recording?.moves ? scale.later(HALF_STEP_NS) : scale;
  }

  scrollBy(px: number): void {
    this.scroller.scrollTop += px;
  }

  private draw(): void {
    const { view, canvas } = this;
    if (view.live) {
      view.moveAlong();
      this.redraw();
    }
    const { recording } = view;
    this.empty.textContent = recording && recording.trace.count > 0 ? '' : this.emptyText();
    const context = prepare(canvas, this.scroller.clientWidth, this.scroller.clientHeight);
    if (!context) return;
    this.palette ??= readPalette(this.host, context, devicePixelRatio);
    this.relayout();
    context.font = `${FONT_PX}px ${this.palette.font}`;
    context.textBaseline = 'middle';
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const scale = this.scale();
    const nowNs = view.nowNs;
    if (recording && recording.trace.count > 0) paintAxis(context, this.palette, scale, recording.clock, AXIS_PX, height);
    if (recording) {
      context.save();
      context.beginPath();
      context.rect(this.gutter, AXIS_PX, width - this.gutter, height - AXIS_PX);
      context.clip();
      this.paintLanes(context, this.palette, scale, nowNs, height);
      context.restore();
      this.paintNames(context, this.palette, height);
      this.paintPlayhead(context, this.palette, scale, height);
      const strip = prepare(this.overview, this.host.clientWidth, OVERVIEW_PX);
      if (strip) paintOverview(strip, this.palette, recording, overviewScale(view.extentNs, view.viewport, this.gutter, width - this.gutter), view.viewport, OVERVIEW_PX);
    } else {
      prepare(this.overview, this.host.clientWidth, OVERVIEW_PX);
    }
    this.showTip(scale, nowNs);
  }

  private relayout(): void {
    const { recording } = this.view;
    if (recording !== this.laidOut) {
      this.laidOut = recording;
      this.laneKey = '';
    }
    const key = recording ? `${recording.threads.length}/${recording.objects.length}/${this.roomPx}` : '';
    if (key === this.laneKey) return;
    this.laneKey = key;
    this.lanes = recording ? layOut(recording, this.roomPx) : [];
    this.space.style.height = `${lanesHeightPx(this.lanes) + AXIS_PX}px`;
  }

  private get roomPx(): number {
    return this.scroller.clientHeight - AXIS_PX;
  }

  private topOf(lane: Lane): number {
    return AXIS_PX + lane.topPx - this.scroller.scrollTop;
  }

  private laneOf(thread: number) {
    return this.lanes.find((lane) => lane.kind === 'thread' && lane.thread.id === thread);
  }

  private readonly middleOf = (thread: number): number | undefined => {
    const lane = this.laneOf(thread);
    return lane && this.topOf(lane) + lane.heightPx / 2;
  };

  private visibleLanes(height: number): Lane[] {
    return this.lanes.filter((lane) => {
      const top = this.topOf(lane);
      return top + lane.heightPx > AXIS_PX && top < height;
    });
  }

  private paintLanes(context: CanvasRenderingContext2D, palette: Palette, scale: Scale, nowNs: number, height: number): void {
    const recording = this.view.recording!;
    const nameOf = (object: number) => (object === 0 ? '' : recording.objectName(object));
    const objectScale = this.objectScale(scale);
    // The open end stays where it is.
    const brush = { context, palette, scale: objectScale, nowNs: nowNs - (scale.fromNs - objectScale.fromNs), trace: recording.trace, threadName: (id: number) => recording.threadName(id) };
    for (const lane of this.visibleLanes(height)) {
      const top = this.topOf(lane);
      if (lane.kind === 'thread') paintThread(context, palette, scale, lane.thread, nowNs, top + Math.floor((lane.heightPx - lane.barPx) / 2), lane.barPx, nameOf);
      else paintObject(brush, lane.object, lane.bands, top);
    }
    for (const finding of recording.findings) {
      if (isOwnerCycle(recording, finding)) paintCycle(context, palette, scale, recording, finding, this.middleOf, nowNs);
      else paintMarks(context, palette, scale, recording, finding, this.middleOf);
    }
    this.paintSelection(context, palette, scale);
  }

  private paintSelection(context: CanvasRenderingContext2D, palette: Palette, scale: Scale): void {
    const { selection, selected, recording } = this.view;
    if (!selection || !recording) return;
    const lane = this.laneOf(selection.thread);
    if (lane?.kind !== 'thread') return;
    const middle = this.topOf(lane) + lane.heightPx / 2;
    if (selected && selected.from === selection.seq) {
      const left = scale.pxInside(selected.startNs);
      const right = scale.pxInside(selected.endNs);
      context.strokeStyle = palette.accent;
      context.lineWidth = 2;
      context.strokeRect(left - 1, middle - lane.barPx / 2 - 2, Math.max(3, right - left + 2), lane.barPx + 4);
      if (selected.state !== 'running') paintCause(context, palette, scale, recording, selected, this.middleOf);
    }
    const x = scale.pxInside(recording.trace.t.at(selection.seq));
    const y = this.middleOf(recording.trace.thread.at(selection.seq)) ?? middle;
    context.beginPath();
    context.arc(x, y, 4, 0, 7);
    context.fillStyle = palette.ground;
    context.fill();
    context.strokeStyle = palette.accent;
    context.lineWidth = 2;
    context.stroke();
  }

  private paintNames(context: CanvasRenderingContext2D, palette: Palette, height: number): void {
    const recording = this.view.recording!;
    const { gutter } = this;
    context.save();
    context.beginPath();
    context.rect(0, AXIS_PX, gutter - 6, height - AXIS_PX);
    context.clip();
    for (const lane of this.visibleLanes(height)) {
      const top = this.topOf(lane);
      if (lane.kind === 'thread') {
        const middle = top + lane.heightPx / 2;
        if (lane.thread.id === this.view.pointed) {
          context.fillStyle = palette.accentSoft;
          context.fillRect(4, top, gutter - 10, lane.heightPx);
        }
        context.fillStyle = palette.thread(lane.thread.id);
        context.fillRect(10, middle - 5, 4, 10);
        context.fillStyle = palette.ink;
        context.fillText(shorten(context, recording.threadName(lane.thread.id), gutter - 32), 20, middle + 0.5);
      } else {
        context.fillStyle = palette.ink;
        context.fillText(shorten(context, lane.object.info.name, gutter - 22), 10, top + 8);
        context.fillStyle = palette.faint;
        context.fillText(shorten(context, describeObject(recording, lane.object, this.view.moment), gutter - 22), 10, top + 22);
      }
    }
    context.restore();
  }

  private paintPlayhead(context: CanvasRenderingContext2D, palette: Palette, scale: Scale, height: number): void {
    const at = this.view.playheadNs;
    if (at === null) return;
    if (this.view.recording!.moves) {
      this.paintStep(context, palette, scale, height);
      return;
    }
    const x = Math.round(scale.px(at)) + 0.5;
    if (x < scale.left - 1 || x > scale.right) return;
    context.strokeStyle = context.fillStyle = palette.accent;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, AXIS_PX - 6);
    context.lineTo(x, height);
    context.stroke();
    context.beginPath();
    context.moveTo(x - 5, AXIS_PX - 10);
    context.lineTo(x + 5, AXIS_PX - 10);
    context.lineTo(x, AXIS_PX - 2);
    context.fill();
  }

  /** A step is a stretch, not a moment. */
  private paintStep(context: CanvasRenderingContext2D, palette: Palette, scale: Scale, height: number): void {
    const left = Math.max(scale.left, scale.px(startOf(this.view.currentStep)));
    const right = Math.min(scale.right, scale.px(endOf(this.view.currentStep)));
    if (right <= left) return;
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.14;
    context.fillRect(left, AXIS_PX, right - left, height - AXIS_PX);
    context.globalAlpha = 1;
    context.fillRect(left, AXIS_PX - 3, right - left, 3);
  }

  private hit(at: { x: number; y: number }): Hit | undefined {
    if (at.x < this.gutter || at.y < AXIS_PX) return undefined;
    const lane = laneAt(this.lanes, at.y - AXIS_PX + this.scroller.scrollTop);
    const scale = this.scale();
    return lane && hitLane(lane, lane.kind === 'object' ? this.objectScale(scale) : scale, at.x, this.view.nowNs);
  }

  private click(at: { x: number; y: number }): void {
    const { view } = this;
    const hit = this.hit(at);
    if (!hit) {
      view.select(null);
      if (at.x >= this.gutter) view.standAtTime(this.scale().ns(at.x));
      return;
    }
    if (hit.kind === 'access') {
      view.goTo(hit.seq);
      return;
    }
    const interval = hit.kind === 'stretch' ? hit.interval : hit.kind === 'many' ? hit.first : null;
    view.select(interval && { thread: interval.thread, seq: interval.from });
    view.standAtTime(hit.atNs);
  }

  private showTip(scale: Scale, nowNs: number): void {
    const { recording } = this.view;
    const hit = this.pointer && recording ? this.hit(this.pointer) : undefined;
    this.tip.hidden = !hit;
    if (!hit || !this.pointer || nowNs === 0) return;
    const [title, ...rest] = describeHit(recording!, hit);
    render(html`<strong>${title}</strong>${rest.map((text) => html`<span>${text}</span>`)}`, this.tip);
    const top = this.pointer.y + this.scroller.offsetTop + 18;
    const left = Math.min(this.pointer.x + 12, scale.right - this.tip.offsetWidth - 8);
    const above = top + this.tip.offsetHeight > this.host.clientHeight;
    this.tip.style.transform = `translate(${Math.max(4, left)}px, ${above ? top - this.tip.offsetHeight - 32 : top}px)`;
  }

  /** What has arrived, at once: a page that is hidden draws no frames. */
  private count(): void {
    const { recording } = this.view;
    this.host.dataset['events'] = String(recording?.trace.count ?? 0);
    this.host.dataset['threads'] = String(recording?.threads.length ?? 0);
  }

  /** The picture in words, for those who do not see it. */
  private mirror(): void {
    const { recording, moment } = this.view;
    this.canvas.setAttribute('aria-label', words.timeline.label(recording?.threads.length ?? 0, recording?.objects.length ?? 0, formatCount(recording?.trace.count ?? 0)));
    render(
      recording?.threads.map((thread) => {
        const state = thread.stateAfter(moment)?.state ?? 'new';
        return html`<li data-thread=${thread.id} data-state=${state} data-colour=${threadColour(thread.id)}>${recording.threadName(thread.id)}: ${words.state[state]}</li>`;
      }),
      this.list,
    );
  }
}
