import { html, nothing, render } from 'lit';
import { startOf } from '../base/clock.ts';
import { words } from '../base/words.ts';
import { STATES } from '../model/states.ts';
import type { LaneKey } from '../timeline/arrangement.ts';
import { type Player, SPEEDS, type Speed } from '../timeline/player.ts';
import { type Found, Search } from '../timeline/search.ts';
import { showFinding } from '../timeline/show-finding.ts';
import type { View } from '../timeline/view.ts';
import { spanNs } from '../timeline/viewport.ts';

const ZOOM_STEP = 1.6;
const t = words.timeline;

/** The bar above the timeline: play, step, zoom, follow, find. */
export class Controls {
  private readonly host: HTMLElement;
  private readonly view: View;
  private readonly player: Player;
  private readonly search = new Search();
  private readonly goToLane: (lane: LaneKey) => void;
  private found: Found | null = null;
  private missed = false;

  constructor(host: HTMLElement, view: View, player: Player, goToLane: (lane: LaneKey) => void) {
    this.host = host;
    this.view = view;
    this.player = player;
    this.goToLane = goToLane;
    this.update();
  }

  update(): void {
    const { view, player } = this;
    const none = (view.recording?.trace.count ?? 0) === 0;
    const zoomBy = (factor: number) => view.zoom(factor, (view.viewport.fromNs + view.viewport.toNs) / 2);
    const whole = view.recording?.moves != null;
    const button = (
      label: string,
      mark: unknown,
      act: () => void,
      pressed?: boolean,
    ) => html`<button type="button" class="icon" title=${label}
      aria-label=${label} aria-pressed=${pressed ?? nothing} ?disabled=${none} @click=${act}>${mark}</button>`;
    render(
      html`<div class="group">
          ${button(whole ? t.stepBackWhole : t.stepBack, icon('M11 3v10L5 8zM4 3v10'), () => view.advance(-1))}
          ${button(player.playing || player.atLiveEdge ? t.pause : t.play, icon(player.playing || player.atLiveEdge ? 'M5 3v10M11 3v10' : 'M5 3v10l8-5z'), () => player.toggle())}
          ${button(whole ? t.stepForwardWhole : t.stepForward, icon('M5 3v10l6-5zM12 3v10'), () => view.advance(1))}
          <label class="visually-hidden" for="speed">${t.speed}</label>
          <select id="speed" ?disabled=${none} @change=${(e: Event) => this.setSpeed((e.target as HTMLSelectElement).value)}>
            ${SPEEDS.map((s) => html`<option value=${s} .selected=${s === player.speed}>${s === 'event' ? (whole ? t.byStep : t.byEvent) : `${s}×`}</option>`)}
          </select>
        </div>
        <output class="moment">${momentText(view)}</output>
        <div class="group">
          <button type="button" id="follow" class="icon" data-live=${view.live} title=${t.followText} aria-label=${view.follow === 'off' ? t.follow : t.following} aria-pressed=${view.follow !== 'off'} @click=${() => view.tail()}>
            <span>${view.follow === 'off' ? t.follow : t.following}</span>${icon('M3 3v10l6-5zM12 3v10')}</button>
          ${button(t.zoomOut, icon('M3 8h10'), () => zoomBy(ZOOM_STEP))}
          ${button(t.zoomIn, icon('M3 8h10M8 3v10'), () => zoomBy(1 / ZOOM_STEP))}
          ${button(t.fit, t.fit, () => view.fit(), view.follow === 'fit')}
          <button type="button" id="critical" class="icon" aria-pressed=${view.marks.criticalPath} title=${words.contention.critical.text} ?disabled=${none || view.live}
            @click=${() => {
              view.marks.criticalPath = !view.marks.criticalPath;
            }}>${words.contention.critical.button}</button>
        </div>
        <div class="lane-controls"></div>
        <form class="find" role="search" @submit=${(e: Event) => e.preventDefault()}>
          <input id="find" type="search" placeholder=${t.searchShort} aria-label=${t.search} aria-invalid=${this.missed || nothing} ?disabled=${none} @input=${() => this.forget()} @keydown=${(e: KeyboardEvent) => this.key(e)}>
          <output id="find-result" class="find-result">${this.missed ? t.notFound : this.found ? foundText(this.found) : nothing}</output>
        </form>
        <div class="link-controls"></div>
        <button type="button" class="icon" title=${t.help} aria-label=${t.help} @click=${() => this.help()}>?</button>
        <dialog class="help" aria-label=${t.help}>
          <h2>${t.help}</h2>
          <table class="keys"><tbody>${words.keys.map(([keys, text]) => html`<tr><th scope="row">${keys.split(' ').map((k) => html`<kbd>${k}</kbd> `)}</th><td>${text}</td></tr>`)}</tbody></table>
          <form method="dialog"><button>${words.close}</button></form>
        </dialog>`,
      this.host,
    );
  }

  help(): void {
    this.host.querySelector<HTMLDialogElement>('.help')!.showModal();
  }

  focusFind(): void {
    this.host.querySelector<HTMLInputElement>('#find')!.focus();
  }

  private setSpeed(text: string): void {
    this.player.speed = SPEEDS.find((speed) => String(speed) === text) ?? (1 satisfies Speed);
  }

  private forget(): void {
    this.missed = false;
    this.found = null;
    this.update();
  }

  /** Enter goes to the next, with Shift to the one before; Escape back to the picture. */
  private key(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Escape' && input.value === '') document.querySelector<HTMLElement>('.timeline-lanes')?.focus();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const { view } = this;
    if (!view.recording || input.value.trim() === '') return;
    this.found = this.search.go(view.recording, input.value, event.shiftKey ? -1 : 1);
    this.missed = this.found === null;
    if (this.found) this.goTo(this.found);
    this.update();
  }

  private goTo(found: Found): void {
    if (found.kind === 'lane') this.goToLane(found.lane);
    else if (found.kind === 'finding') showFinding(this.view, found.finding);
    else this.view.goTo(found.seq);
  }
}

const foundText = (found: Found): string =>
  found.kind === 'event' ? t.foundEvent(found.name, found.seq) : t.found(found.name, found.place, found.of);

/** Where the playhead stands, as precisely as the picture shows. */
export function momentText(view: View): string {
  const ns = view.playheadNs ?? (view.recording?.moves ? startOf(view.currentStep) : view.recording?.endNs) ?? 0;
  const step = Math.max(1, spanNs(view.viewport) / 1000);
  return view.recording && view.moment > 0
    ? `${view.recording.clock.moment(ns, 10 ** Math.floor(Math.log10(step)))} · ${words.selection.event.toLowerCase()} ${view.moment}`
    : '';
}

const icon = (path: string) =>
  html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${path}></path></svg>`;

/** What the colours and patterns mean, those of a schedule too where there is one. */
export function legend(controlled: boolean): ReturnType<typeof html> {
  return html`${controlled ? html`<li class="legend-preemption" title=${words.strip.legendLong}>${words.strip.legend}</li>` : nothing}${STATES.filter((s) => s !== 'ended').map((s) => html`<li title=${words.stateLong[s]}><span class="swatch" data-state=${s}></span>${words.state[s]}</li>`)}`;
}
