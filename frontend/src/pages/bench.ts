import { render } from 'lit';
import { atMostEvery } from '../base/frame.ts';
import type { Api } from '../model/api.ts';
import { Panels } from '../panels/panels.ts';
import { listenToKeys } from '../timeline/keys.ts';
import { Player } from '../timeline/player.ts';
import { Strip } from '../timeline/strip.ts';
import { Timeline } from '../timeline/timeline.ts';
import { View } from '../timeline/view.ts';
import { blankOf } from './blank.ts';
import { Controls, legend } from './controls.ts';
import { Exports, type Titles } from './exports.ts';
import { LaneControls } from './lane-controls.ts';
import { browserApi, byId } from './page-data.ts';
import { printOn } from './paper.ts';
import { Session } from './session.ts';
import { showOutcome, showStatus } from './status.ts';

/** Timeline, panels, controls and status: what every page that shows a run has in common. */
export class Bench {
  readonly view = new View();
  readonly panels: Panels;
  readonly session: Session;
  readonly timeline: Timeline;
  readonly api: Api;
  readonly player = new Player(this.view);
  /** What the run on screen is called, where the page knows. */
  titles: () => Titles | null = () => null;
  private readonly exports: Exports;
  private changed: () => void = () => {};

  /** A page with no server has no `shell` to put a trace into: it is one. Where runs come from `files`, nothing is started. */
  constructor({ shell = true, origin = null as string | null, files = false, api = browserApi() } = {}) {
    this.api = api;
    this.session = new Session(this.api, this.view, () => this.update(), files);
    this.timeline = new Timeline(byId('timeline'), this.view, () => blankOf(this.session, this.view));
    this.panels = new Panels(byId('panel-code'), byId('panel-tabs'), this.view);
    const { player } = this;
    new Strip(
      byId('strip'),
      this.view,
      () => this.timeline.scale(),
      () => player.pause(),
    );
    const controls = new Controls(byId('controls'), this.view, player, (lane) => this.timeline.showLane(lane));
    const lanes = new LaneControls(
      byId('controls').querySelector('.lane-controls')!,
      this.view,
      () => this.timeline.shown,
    );
    const updateControls = atMostEvery(50, () => {
      controls.update();
      lanes.update();
    });
    this.view.watch(updateControls);
    listenToKeys({
      view: this.view,
      player,
      scrollLanes: (px) => this.timeline.scrollBy(px),
      search: () => controls.focusFind(),
      lanes: () => this.timeline.focusLanes(),
      help: () => controls.help(),
    });
    this.exports = new Exports(byId('export'), {
      view: this.view,
      session: this.session,
      timeline: this.timeline,
      api: this.api,
      titles: () => this.titles(),
      address: () =>
        origin ??
        (this.session.original || !this.session.run
          ? null
          : new URL(`/runs/${this.session.run.id}`, document.baseURI).href),
      shell: shell ? () => this.api.shell() : null,
    });
    printOn(byId('paper'), this.view, this.exports);
    // What the server wrote there is for pages without script.
    byId('status').replaceChildren();
    this.update();
  }

  /** `changed` is told now, and whenever the run or its status changes. */
  onChange(changed: () => void): void {
    this.changed = changed;
    changed();
  }

  private update(): void {
    const { session } = this;
    showStatus(byId('status'), session, this.view);
    showOutcome(byId('outcome'), session);
    render(legend(session.run?.mode === 'controlled'), byId('legend'));
    this.timeline.redraw();
    this.exports.update();
    this.changed();
  }
}
