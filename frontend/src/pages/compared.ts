import { atMostEvery } from '../base/frame.ts';
import type { Api } from '../model/api.ts';
import { isOver } from '../model/format.ts';
import { Player } from '../timeline/player.ts';
import { Timeline } from '../timeline/timeline.ts';
import { View } from '../timeline/view.ts';
import { blankOf } from './blank.ts';
import { Controls, momentText } from './controls.ts';
import type { SideKey } from './linked.ts';
import { byId } from './page-data.ts';
import { Session } from './session.ts';
import { showOutcome, showStatus } from './status.ts';

/** One of two runs: its picture, its status and its place, under controls that both share. */
export class Compared {
  readonly view = new View();
  readonly player = new Player(this.view);
  readonly session: Session;
  readonly timeline: Timeline;
  readonly controls: Controls;
  private readonly side: SideKey;
  private readonly changed: () => void;

  constructor(side: SideKey, api: Api, changed: () => void) {
    this.side = side;
    this.changed = changed;
    this.session = new Session(api, this.view, () => this.update());
    this.timeline = new Timeline(byId(`timeline-${side}`), this.view, () => blankOf(this.session, this.view));
    this.controls = new Controls(byId('controls'), this.view, this.player, (lane) => this.timeline.showLane(lane));
    this.view.watch(atMostEvery(50, () => this.showMoment()));
    // What the server wrote there is for pages without script.
    byId(`status-${side}`).replaceChildren();
  }

  /** Everything of the run is here. */
  get over(): boolean {
    return !this.session.busy && this.session.run !== null && isOver(this.session.run);
  }

  private update(): void {
    showStatus(byId(`status-${this.side}`), this.session, this.view);
    showOutcome(byId(`outcome-${this.side}`), this.session);
    this.timeline.redraw();
    this.changed();
  }

  private showMoment(): void {
    const { side, view, session } = this;
    byId(`moment-${side}`).textContent = momentText(view);
    const link = byId(`run-${side}`).querySelector<HTMLAnchorElement>('.compared-lab')!;
    const address = new URL(link.href);
    if (view.playhead === null) address.searchParams.delete('at');
    else address.searchParams.set('at', String(view.playhead));
    if (session.run) link.href = address.href;
  }
}
