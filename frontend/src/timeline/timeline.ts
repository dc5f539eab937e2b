import { html, render } from 'lit';
import { formatCount } from '../base/format.ts';
import { atMostEvery, perFrame } from '../base/frame.ts';
import { JUMP_MS, lessMotion } from '../base/motion.ts';
import { words } from '../base/words.ts';
import { STEP_NS } from '../base/clock.ts';
import { badgeAt, nextOf, type PlacedBadge } from './badges.ts';
import { describeBadge, describeHit } from './describe.ts';
import { paintAxis } from './axis.ts';
import { FONT_PX, prepare } from './canvas.ts';
import { hitLane, type Hit } from './hit.ts';
import { listenToPointer } from './input.ts';
import { AXIS_PX, Layout } from './layout.ts';
import { overviewScale, paintOverview, paintOverviewMarks } from './overview.ts';
import { paintLanes } from './paint-lanes.ts';
import { paintNames } from './paint-names.ts';
import { paintPlayhead, paintRange } from './paint-time.ts';
import { readPalette, threadColour, watchTheme, type Palette } from './palette.ts';
import { chooseRange } from './range.ts';
import { Raster } from './raster.ts';
import type { Scene } from './scene.ts';
import type { Selection, View } from './view.ts';
import { Scale } from './viewport.ts';

const HALF_STEP_NS = STEP_NS / 2;
const OVERVIEW_PX = 36;
const PARTS = html`
  <canvas class="timeline-overview" aria-label=${words.timeline.overview}></canvas>
  <div class="timeline-scroll">
    <div class="timeline-space"></div>
    <canvas class="timeline-lanes" role="img" tabindex="0"></canvas>
  </div>
  <p class="timeline-empty"></p>
  <div class="timeline-tip" hidden></div>
  <ul class="lane-list visually-hidden"></ul>`;

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
  private readonly raster = new Raster();
  private readonly layout = new Layout();
  /** Where they were drawn last. */
  private badges: PlacedBadge[] = [];
  private selectionSeen: Selection | null = null;
  private pointer: { x: number; y: number } | null = null;
  readonly redraw = perFrame(() => this.draw());
  private readonly redrawLater = atMostEvery(JUMP_MS, () => this.redraw());
  private readonly tell = atMostEvery(200, () => this.mirror());

  constructor(host: HTMLElement, view: View, emptyText: () => string) {
    this.host = host;
    this.view = view;
    this.emptyText = emptyText;
    render(PARTS, host);
    const part = <E extends HTMLElement>(selector: string) => host.querySelector<E>(selector)!;
    this.overview = part('.timeline-overview');
    this.canvas = part('.timeline-lanes');
    this.scroller = part('.timeline-scroll');
    this.space = part('.timeline-space');
    this.tip = part('.timeline-tip');
    this.list = part('.lane-list');
    // A page may have several.
    this.list.id = host.id.replace('timeline', 'lane-list');
    this.empty = part('.timeline-empty');

    new ResizeObserver(this.redraw).observe(host);
    this.scroller.addEventListener('scroll', this.redraw, { passive: true });
    const restyle = () => {
      this.palette = null;
      this.redraw();
    };
    watchTheme(restyle);
    listenToPointer({
      view, canvas: this.canvas, overview: this.overview, scroller: this.scroller,
      scale: () => this.scale(),
      overviewScale: () => overviewScale(view.extentNs, view.viewport, this.gutter, this.overview.clientWidth - this.gutter),
      hover: (at) => {
        this.pointer = at;
        this.redraw();
      },
      click: (at) => this.click(at),
      choose: (fromNs, toNs) => chooseRange(view, fromNs, toNs),
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
      (lessMotion() ? this.redrawLater : this.redraw)();
    }
    const { recording } = view;
    this.empty.textContent = recording && recording.trace.count > 0 ? '' : this.emptyText();
    const context = prepare(canvas, this.scroller.clientWidth, this.scroller.clientHeight);
    if (!context) return;
    this.palette ??= readPalette(this.host, context, devicePixelRatio);
    this.arrange();
    context.font = `${FONT_PX}px ${this.palette.font}`;
    context.textBaseline = 'middle';
    this.badges = [];
    const scale = this.scale();
    const nowNs = view.nowNs;
    const strip = prepare(this.overview, this.host.clientWidth, OVERVIEW_PX);
    if (recording) {
      const scene: Scene = { context, raster: this.raster, palette: this.palette, recording, layout: this.layout, scale, pointScale: this.objectScale(scale), nowNs };
      if (recording.trace.count > 0) paintAxis(context, this.palette, scale, recording.clock, AXIS_PX, canvas.clientHeight);
      this.badges = paintLanes(scene, view);
      paintNames(scene, view.moment, view.pointed);
      if (view.marks.range) paintRange(scene, view.marks.range);
      paintPlayhead(scene, view);
      if (strip) {
        const whole = overviewScale(view.extentNs, view.viewport, this.gutter, scale.width);
        paintOverview(strip, this.palette, recording, whole, view.viewport, OVERVIEW_PX, view.live);
        paintOverviewMarks(strip, this.palette, recording, whole, view.marks.range, OVERVIEW_PX);
      }
    }
    this.showTip(scale, nowNs);
  }

  private arrange(): void {
    const { layout, scroller } = this;
    const { recording, selection } = this.view;
    if (layout.arrange(recording, scroller.clientHeight)) this.space.style.height = `${recording ? layout.wholePx : 0}px`;
    layout.scrollTop = scroller.scrollTop;
    if (selection === this.selectionSeen) return;
    this.selectionSeen = selection;
    if (selection) layout.scrollTop = scroller.scrollTop = layout.scrollTo(selection.thread);
  }

  private hit(at: { x: number; y: number }): Hit | undefined {
    if (at.x < this.gutter || at.y < AXIS_PX) return undefined;
    const lane = this.layout.at(at.y);
    const scale = this.scale();
    return lane && hitLane(lane, lane.kind === 'object' ? this.objectScale(scale) : scale, at.x, this.view.nowNs);
  }

  private click(at: { x: number; y: number }): void {
    const { view } = this;
    const badge = badgeAt(this.badges, at);
    if (badge) {
      view.marks.finding = nextOf(badge, view.marks.finding);
      return;
    }
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
    const badge = this.pointer ? badgeAt(this.badges, this.pointer) : undefined;
    const hit = this.pointer && recording && !badge ? this.hit(this.pointer) : undefined;
    this.tip.hidden = !hit && !badge;
    this.canvas.style.cursor = badge ? 'pointer' : '';
    if (this.tip.hidden || !this.pointer || nowNs === 0) return;
    const [title, ...rest] = badge ? describeBadge(badge.findings) : describeHit(recording!, hit!);
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
        return html`<li data-thread=${thread.id} data-state=${state} data-colour=${threadColour(thread.id)}>${words.list.about(recording.threadName(thread.id), words.state[state])}</li>`;
      }),
      this.list,
    );
  }
}
