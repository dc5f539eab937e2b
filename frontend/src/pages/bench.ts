import { html, nothing, render, type TemplateResult } from 'lit';
import { atMostEvery } from '../base/frame.ts';
import { words } from '../base/words.ts';
import { Api } from '../model/api.ts';
import { isOver, type Run } from '../model/format.ts';
import { Panels } from '../panels/panels.ts';
import { problemText } from '../panels/problem.ts';
import { listenToKeys } from '../timeline/keys.ts';
import { Player } from '../timeline/player.ts';
import { Strip } from '../timeline/strip.ts';
import { Timeline } from '../timeline/timeline.ts';
import { View } from '../timeline/view.ts';
import { Controls, legend } from './controls.ts';
import { byId, serverUrl } from './page-data.ts';
import { Session } from './session.ts';

/** Timeline, panels, controls and status: what every page that shows a run has in common. */
export class Bench {
  readonly view = new View();
  readonly panels: Panels;
  readonly session: Session;
  readonly timeline: Timeline;
  readonly api = new Api(serverUrl());
  private changed: () => void = () => {};

  constructor() {
    this.session = new Session(this.api, this.view, () => this.update());
    this.timeline = new Timeline(byId('timeline'), this.view, () => this.emptyText());
    this.panels = new Panels(byId('panel-code'), byId('panel-tabs'), this.view);
    const player = new Player(this.view);
    new Strip(byId('strip'), this.view, () => this.timeline.scale(), () => player.pause());
    const controls = new Controls(byId('controls'), this.view, player);
    const updateControls = atMostEvery(50, () => controls.update());
    this.view.watch(updateControls);
    listenToKeys({
      view: this.view, player,
      scrollLanes: (px) => this.timeline.scrollBy(px),
      search: () => controls.focusFind(),
      help: () => controls.help(),
    });
    // What the server wrote there is for pages without script.
    byId('status').replaceChildren();
    this.update();
  }

  /** `changed` is told now, and whenever the run or its status changes. */
  onChange(changed: () => void): void {
    this.changed = changed;
    changed();
  }

  private emptyText(): string {
    const { session } = this;
    if (session.problem) return session.problem.title;
    if (this.view.stream === 'disconnected') return words.stream.disconnected;
    if (session.waits) return words.empty.choose;
    if (session.run?.status === 'queued') return words.stream.queued;
    return session.busy ? words.empty.lanes : `${words.empty.title} ${words.empty.hint}`;
  }

  private update(): void {
    const { session } = this;
    const { run, problem } = session;
    const status = session.starting ? 'queued' : (run?.status ?? 'idle');
    const line = byId('status');
    line.dataset['status'] = status;
    const lost = session.busy && this.view.stream === 'disconnected';
    line.dataset['stream'] = this.view.stream;
    render(
      html`<span class="dot"></span><span class="status-name">${session.waits ? words.scheduler.turn : words.status[status]}</span>
        ${run ? modeTags(run) : nothing}
        ${session.recorded ? html`<span class="tag">${words.recorded}</span>` : nothing}
        ${lost ? html`<span class="status-note">${words.stream.disconnected}</span>` : nothing}
        ${status === 'queued' && !lost ? html`<span class="status-note">${words.stream.queued}</span>` : nothing}
        ${run?.reason && run.outcome ? html`<span class="status-note">${run.reason}</span>` : nothing}`,
      line,
    );
    const outcome = byId('outcome');
    const goalMet = run && isOver(run) ? (run.outcome?.goalMet ?? (run.status === 'deadlocked' || run.status === 'timed-out' || run.status === 'failed' ? false : null)) : null;
    outcome.dataset['goalMet'] = goalMet === null ? '' : String(goalMet);
    outcome.dataset['kind'] = problem ? 'problem' : goalMet === null ? 'none' : goalMet ? 'met' : 'missed';
    render(
      problem
        ? problemText(problem)
        : run && isOver(run)
          ? html`${goalMet === null ? nothing : html`<strong>${goalMet ? words.goalMet : words.goalMissed}</strong>`} <span>${run.outcome?.summary ?? run.reason ?? words.status[run.status]}</span>`
          : nothing,
      outcome,
    );
    render(legend(run?.mode === 'controlled'), byId('legend'));
    this.timeline.redraw();
    this.changed();
  }
}

/** Which mode is on screen, and of a controlled run who chose, over which memory. */
function modeTags({ mode, strategy, memory, seed }: Run): TemplateResult {
  if (mode !== 'controlled') return html`<span class="tag tag-live" data-mode="live">${words.mode.live.name}</span>`;
  const chosen = strategy ? words.strategy[strategy] : '';
  const sown = seed !== null && strategy !== 'replay' && strategy !== 'round-robin' && strategy !== 'sequential';
  return html`<span class="tag tag-controlled" data-mode="controlled">${words.mode.controlled.name}</span>
    ${memory === 'java' ? html`<span class="tag tag-model" title=${words.mode.modelled.text}>${words.mode.modelled.name}</span>` : nothing}
    ${chosen ? html`<span class="status-note">${chosen}${sown ? `, ${words.strategy.seed(String(seed))}` : nothing}</span>` : nothing}`;
}
