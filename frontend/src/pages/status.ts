import { html, nothing, render, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import { goalMet, isOver, type Run, reasonOf, summaryOf } from '../model/format.ts';
import { problemText } from '../panels/problem.ts';
import type { View } from '../timeline/view.ts';
import type { Session } from './session.ts';

/** How far a run is, in which mode, and who chose: one line. */
export function showStatus(line: HTMLElement, session: Session, { stream }: View): void {
  const { run } = session;
  const status = session.starting ? 'queued' : (run?.status ?? 'idle');
  const lost = session.busy && stream === 'disconnected';
  line.dataset.status = status;
  line.dataset.stream = stream;
  render(
    html`<span class="dot"></span><span class="status-name">${session.waits ? words.scheduler.turn : run || status !== 'idle' || !session.files ? words.status[status] : words.blank.noFile}</span>
      ${run ? modeTags(run) : nothing}
      ${session.recorded ? html`<span class="tag">${words.recorded}</span>` : nothing}
      ${run?.machine ? html`<span class="status-note recorded-on">${words.recordedOn(run.created?.slice(0, 10) ?? '', run.machine)}</span>` : nothing}
      ${lost ? html`<span class="status-note">${words.stream.disconnected}</span>` : nothing}
      ${status === 'queued' && !lost ? html`<span class="status-note">${words.stream.queued}</span>` : nothing}
      ${run?.reason && run.outcome ? html`<span class="status-note">${reasonOf(run)}</span>` : nothing}`,
    line,
  );
}

/** What came of a run, or what went wrong with showing it. */
export function showOutcome(place: HTMLElement, { run, problem }: Session): void {
  const met = run ? goalMet(run) : null;
  place.dataset.goalMet = met === null ? '' : String(met);
  place.dataset.kind = problem ? 'problem' : met === null ? 'none' : met ? 'met' : 'missed';
  render(
    problem
      ? problemText(problem)
      : run && isOver(run)
        ? html`${met === null ? nothing : html`<strong>${met ? words.goalMet : words.goalMissed}</strong>`} <span>${run.outcome ? summaryOf(run.outcome) : (reasonOf(run) ?? words.status[run.status])}</span>`
        : nothing,
    place,
  );
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
