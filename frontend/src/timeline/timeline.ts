import { html, nothing, render } from 'lit';
import { STEP_NS } from '../base/clock.ts';
import { formatCount } from '../base/format.ts';
import { atMostEvery, perFrame } from '../base/frame.ts';
import { JUMP_MS, lessMotion } from '../base/motion.ts';
import { words } from '../base/words.ts';
import { NOBODY } from './arrange.ts';
import type { LaneKey } from './arrangement.ts';
import { badgeAt, nextOf, type PlacedBadge } from './badges.ts';
import { type Blank, blankText } from './blank.ts';
import { clear, prepare } from './canvas.ts';
import { chosenOf } from './chosen.ts';
import { describeBadge, describeHit, laneName } from './describe.ts';
import { type Hit, hitLane } from './hit.ts';
import { listenToPointer } from './input.ts';
import { type Action, actionsOn, perform, put } from './lane-actions.ts';
import { LaneList } from './lane-list.ts';
import { LaneMenu } from './lane-menu.ts';
import { LanePointer, type Point } from './lane-pointer.ts';
import type { Lane } from './lanes.ts';
import { AXIS_PX, Layout } from './layout.ts';
import { overviewScale, paintOverview, paintOverviewMarks } from './overview.ts';
import { paintScene } from './paint-scene.ts';
import { type Palette, readPalette, watchTheme } from './palette.ts';
import { chooseRange } from './range.ts';
import { Raster } from './raster.ts';
import type { Pictured, Scene } from './scene.ts';
import type { Selection, View } from './view.ts';
import { Scale } from './viewport.ts';

const HALF_STEP_NS = STEP_NS / 2;
const OVERVIEW_PX = 36;
/** At the right end of the names: a press there opens the menu. */
const MENU_PX = 24;
const INSET_PX = 12;
const GUTTER_PX = 156;
const NARROW_GUTTER_PX = 92;
const PARTS = html`
  <canvas class="timeline-overview" aria-label=${words.timeline.overview}></canvas>
  <div class="timeline-scroll">
    <div class="timeline-space"></div>
    <canvas class="timeline-lanes" role="img" tabindex="0"></canvas>
  </div>
  <p class="timeline-empty"></p>
  <div class="timeline-tip" hidden></div>
  <div class="lane-menu" role="menu" hidden></div>
  <p class="lane-said visually-hidden" role="status"></p>
  <ul class="lane-list visually-hidden"></ul>`;

/** Where the lanes are scrolled to: a lane, and how many pixels of it are out of sight. */
export interface Top {
  readonly lane: LaneKey;
  readonly px: number;
}

/** What there is room for in a picture. */
export interface PictureRoom {
  /** Not only the lanes in sight. */
  readonly all: boolean;
  readonly mostPx: number;
  /** That of the timeline, if absent. */
  readonly widthPx?: number;
}

/** The picture of a run: an overview, an axis, a lane for each thread and object. Draws once a frame at most. */
export class Timeline {
  private readonly host: HTMLElement;
  private readonly view: View;
  private readonly overview: HTMLCanvasElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly scroller: HTMLElement;
  private readonly space: HTMLElement;
  private readonly tip: HTMLElement;
  private readonly list: LaneList;
  private readonly menu: LaneMenu;
  private readonly names: LanePointer;
  private readonly empty: HTMLElement;
  private readonly blank: () => Blank;
  private palette: Palette | null = null;
  private readonly raster = new Raster();
  private readonly overviewRaster = new Raster();
  private readonly layout = new Layout();
  /** Where they were drawn last. */
  private badges: PlacedBadge[] = [];
  private selectionSeen: Selection | null = null;
  private currentSeen: LaneKey | null = null;
  private pointer: { x: number; y: number } | null = null;
  readonly redraw = perFrame(() => this.draw());
  private readonly redrawLater = atMostEvery(JUMP_MS, () => this.redraw());
  private readonly tell = atMostEvery(200, () => this.mirror());

  constructor(host: HTMLElement, view: View, blank: () => Blank) {
    this.host = host;
    this.view = view;
    this.blank = blank;
    render(PARTS, host);
    const part = <E extends HTMLElement>(selector: string) => host.querySelector<E>(selector)!;
    this.overview = part('.timeline-overview');
    this.canvas = part('.timeline-lanes');
    this.scroller = part('.timeline-scroll');
    this.space = part('.timeline-space');
    this.tip = part('.timeline-tip');
    // A page may have several.
    part('.lane-list').id = host.id.replace('timeline', 'lane-list');
    this.list = new LaneList(part('.lane-list'), view, this.layout, {
      act: (action, lane) => this.act(action, lane),
      menu: (lane, back) => this.openMenu(lane, { x: INSET_PX, y: this.layout.topOf(lane) + lane.heightPx }, back),
      settle: () => this.arrange(),
    });
    this.menu = new LaneMenu(part('.lane-menu'));
    this.names = new LanePointer({
      canvas: this.canvas,
      layout: this.layout,
      width: () => this.gutter,
      click: (lane, at) =>
        lane.kind === 'group' && at.x < this.gutter - MENU_PX
          ? this.act(lane.open ? 'close' : 'open', lane)
          : this.openMenu(lane, at, this.canvas),
      menu: (lane, at) => this.openMenu(lane, at, this.canvas),
      drop: (lane, before) => this.say(put(lane, before, view.lanes)),
      changed: this.redraw,
    });
    this.empty = part('.timeline-empty');

    new ResizeObserver(this.redraw).observe(host);
    this.scroller.addEventListener('scroll', this.redraw, { passive: true });
    const restyle = () => {
      this.palette = null;
      this.redraw();
    };
    watchTheme(restyle);
    listenToPointer({
      view,
      canvas: this.canvas,
      overview: this.overview,
      scroller: this.scroller,
      scale: () => this.scale(),
      overviewScale: () =>
        overviewScale(view.extentNs, view.viewport, this.gutter, this.overview.clientWidth - this.gutter),
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
    return this.host.clientWidth < 560 ? NARROW_GUTTER_PX : GUTTER_PX;
  }

  scale(): Scale {
    return new Scale(this.view.viewport, this.gutter, this.canvas.clientWidth - this.gutter);
  }

  /** Of objects in a controlled run: what a step does to them, it does in its middle. */
  private objectScale(scale: Scale): Scale {
    return this.view.recording?.moves ? scale.later(HALF_STEP_NS) : scale;
  }

  /** What is on screen, for whoever draws it elsewhere; or all lanes up to a height, as wide as asked for. */
  pictured({ all, mostPx, widthPx }: PictureRoom): Pictured | null {
    const { recording, nowNs, viewport } = this.view;
    if (!recording) return null;
    const scale = widthPx === undefined ? this.scale() : new Scale(viewport, GUTTER_PX, widthPx - GUTTER_PX);
    const layout = all ? this.layout.whole(mostPx) : this.layout.inSight();
    return { recording, layout, scale, pointScale: this.objectScale(scale), nowNs };
  }

  get laneCount(): number {
    return this.layout.lanes.length;
  }

  scrollBy(px: number): void {
    this.scroller.scrollTop += px;
  }

  /** How many threads and objects have a lane, or a part in the lane of a closed group. */
  get shown(): number {
    this.arrange();
    return this.layout.members;
  }

  /** The first lane that scrolls, and how much of it is out of sight; null where nothing is. */
  get top(): Top | null {
    const { scrollTop } = this.scroller;
    const lane =
      scrollTop > 0 ? this.layout.scrolling.find(({ topPx, heightPx }) => topPx + heightPx > scrollTop) : undefined;
    return lane ? { lane: lane.key, px: Math.round(scrollTop - lane.topPx) } : null;
  }

  set top(top: Top | null) {
    this.arrange();
    const lane = top && this.layout.lane(top.lane);
    this.scroller.scrollTop = lane ? lane.topPx + top.px : 0;
    this.redraw();
  }

  /** Told whenever other lanes come into sight. */
  onScroll(changed: () => void): void {
    this.scroller.addEventListener('scroll', changed, { passive: true });
  }

  /** To the list of lanes, or back to the picture. */
  focusLanes(): void {
    const list = this.host.querySelector<HTMLElement>('.lane-list')!;
    (document.activeElement === list ? this.canvas : list).focus({ preventScroll: true });
  }

  /** Brings a lane into sight and marks it, also one that was filtered away or is in a closed group. */
  showLane(key: LaneKey): void {
    const { layout, view } = this;
    const { lanes } = view;
    this.arrange();
    if (!layout.lane(key)) {
      const group = layout.groupOf(key);
      if (group) lanes.turn(group.key);
      else
        lanes.set({
          text: '',
          only: 'all',
          withoutFamilies: [],
          hidden: lanes.now.hidden.filter((each) => each !== key),
        });
      this.arrange();
    }
    lanes.current = key;
  }

  private draw(): void {
    const { view, canvas } = this;
    if (view.live) {
      view.moveAlong();
      (lessMotion() ? this.redrawLater : this.redraw)();
    }
    const { recording } = view;
    this.arrange();
    const blank =
      !recording || recording.trace.count === 0
        ? this.blank()
        : this.layout.members === 0
          ? words.blank.filtered
          : null;
    render(blank ? blankText(blank) : nothing, this.empty);
    const context = prepare(canvas, this.scroller.clientWidth, this.scroller.clientHeight);
    if (!context) return;
    this.palette ??= readPalette(this.host, context, devicePixelRatio);
    clear(context, this.palette.ground);
    this.badges = [];
    const scale = this.scale();
    const nowNs = view.nowNs;
    const strip = prepare(this.overview, this.host.clientWidth, OVERVIEW_PX);
    if (strip) clear(strip, this.palette.sunken);
    if (recording) {
      const scene: Scene = {
        context,
        easel: this.raster.on(context),
        palette: this.palette,
        recording,
        layout: this.layout,
        scale,
        pointScale: this.objectScale(scale),
        nowNs,
      };
      this.badges = paintScene(scene, view, {
        thread: view.pointed,
        current: view.lanes.current,
        hovered: this.names.hovered,
        dragged: this.names.dragged,
      });
      if (strip) {
        const whole = overviewScale(view.extentNs, view.viewport, this.gutter, scale.width);
        paintOverview(
          strip,
          this.overviewRaster,
          this.palette,
          recording,
          whole,
          view.viewport,
          OVERVIEW_PX,
          view.live,
        );
        paintOverviewMarks(strip, this.palette, recording, whole, view.marks.range, OVERVIEW_PX);
      }
    }
    this.showTip(scale, nowNs);
  }

  private arrange(): void {
    const { layout, scroller } = this;
    const { recording, selection, lanes } = this.view;
    if (
      layout.arrange(
        recording,
        lanes,
        lanes.now.only === 'chosen' ? chosenOf(this.view) : NOBODY,
        scroller.clientHeight,
      )
    ) {
      this.space.style.height = `${recording ? layout.wholePx : 0}px`;
      this.tell();
    }
    layout.scrollTop = scroller.scrollTop;
    if (lanes.current !== this.currentSeen) {
      this.currentSeen = lanes.current;
      this.bringIn(this.list.current);
    }
    if (selection === this.selectionSeen) return;
    this.selectionSeen = selection;
    const lane = selection && layout.thread(selection.thread);
    if (!lane) return;
    // What is selected is to be seen by itself.
    if (lane.kind === 'group') lanes.turn(lane.key);
    this.bringIn(lane);
  }

  private bringIn(lane: Lane | undefined): void {
    if (lane) this.layout.scrollTop = this.scroller.scrollTop = this.layout.scrollTo(lane);
  }

  private act(action: Action, lane: Lane): void {
    this.say(perform(action, lane, this.layout, this.view.lanes));
  }

  private openMenu(lane: Lane, at: Point, back: HTMLElement): void {
    const { scroller } = this;
    this.menu.open(
      laneName(lane),
      actionsOn(lane, this.layout),
      { x: at.x, y: at.y + scroller.offsetTop },
      (action) => this.act(action, lane),
      back,
    );
  }

  /** To those who do not see it. */
  private say(text: string): void {
    this.host.querySelector('.lane-said')!.textContent = text;
  }

  private hit(at: { x: number; y: number }): Hit | undefined {
    if (at.x < this.gutter || at.y < AXIS_PX) return undefined;
    const lane = this.layout.at(at.y);
    const scale = this.scale();
    return (
      lane &&
      hitLane(
        this.view.recording!,
        lane,
        lane.kind === 'object' ? this.objectScale(scale) : scale,
        at.x,
        this.view.nowNs,
      )
    );
  }

  private click(at: { x: number; y: number }): void {
    const { view } = this;
    view.lanes.current = null;
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
    this.host.dataset.events = String(recording?.trace.count ?? 0);
    this.host.dataset.threads = String(recording?.threads.length ?? 0);
  }

  /** The picture in words, for those who do not see it. */
  private mirror(): void {
    const { recording } = this.view;
    this.canvas.setAttribute(
      'aria-label',
      words.timeline.label(
        recording?.threads.length ?? 0,
        recording?.objects.length ?? 0,
        formatCount(recording?.trace.count ?? 0),
      ),
    );
    this.arrange();
    this.list.update();
  }
}
