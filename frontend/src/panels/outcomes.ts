import { html, nothing, type TemplateResult } from 'lit';
import { formatSteps } from '../base/clock.ts';
import { formatCount, formatShare } from '../base/format.ts';
import { words } from '../base/words.ts';
import type { Problem } from '../model/api.ts';
import {
  canResume,
  countsOf,
  type Exploration,
  type ExplorationOutcome,
  isExploring,
  type Minimal,
  verdictOf,
} from '../model/exploration.ts';
import { spoken, summaryOf } from '../model/format.ts';
import { problemNote } from './problem.ts';

/** What the panel shows, and what its buttons do. */
export interface OutcomesDesk {
  readonly exploration: Exploration | null;
  readonly problem: Problem | null;
  readonly starting: boolean;
  readonly lost: boolean;
  /** There is a controlled run on screen. */
  readonly comparable: boolean;
  explore(): void;
  cancel(): void;
  resume(): void;
  show(schedule: string): void;
  compare(schedule: string): void;
}

const t = words.exploration;

export function outcomesPanel(desk: OutcomesDesk): TemplateResult {
  const { exploration, problem, starting } = desk;
  return html`<div class="outcomes scrolls" tabindex="0" aria-label=${t.title} aria-busy=${starting || (exploration !== null && isExploring(exploration))}>
    ${problem ? problemNote(problem) : nothing}
    ${exploration ? found(desk, exploration) : html`<p class="empty">${t.empty}</p>`}
    ${exploration || starting ? nothing : html`<p class="row"><button type="button" class="secondary" @click=${() => desk.explore()}>${t.start}</button></p>`}
  </div>`;
}

function found(desk: OutcomesDesk, exploration: Exploration): TemplateResult {
  const { outcomes, minimal, status, exhaustive } = exploration;
  const busy = isExploring(exploration);
  return html`<header class="outcomes-head">
      <p id="exploration-verdict" class="lead" data-status=${status} data-exhaustive=${exhaustive} role=${busy ? nothing : 'status'}>${verdictOf(exploration)}</p>
      ${busy ? html`<progress aria-label=${t.progress}></progress>` : nothing}
      ${desk.lost && busy ? html`<p class="status-note">${words.stream.disconnected}</p>` : nothing}
      <p class="row">
        ${busy ? html`<button type="button" id="cancel-exploration" @click=${() => desk.cancel()}>${t.cancel}</button>` : nothing}
        ${canResume(exploration) ? html`<button type="button" id="resume-exploration" ?disabled=${desk.starting} @click=${() => desk.resume()}>${t.resume}</button>` : nothing}
        ${busy ? nothing : html`<button type="button" class="quiet" ?disabled=${desk.starting} @click=${() => desk.explore()}>${t.again}</button>`}
      </p>
      <ul class="counts">${countsOf(exploration).map(({ name, text, meaning }) => html`<li data-count=${name} title=${meaning}>${text}<span class="visually-hidden">: ${meaning}</span></li>`)}</ul>
    </header>
    ${outcomes.length === 0 ? html`<p class="empty">${t.none}</p>` : table(desk, outcomes)}
    ${minimal ? simplest(desk, minimal) : nothing}`;
}

function table(desk: OutcomesDesk, outcomes: readonly ExplorationOutcome[]): TemplateResult {
  const { outcome, grade, classes, share, actions } = t.columns;
  return html`<table class="numbers outcome-table">
    <caption class="visually-hidden">${t.title}</caption>
    <thead><tr>
      <th scope="col">${outcome}</th><th scope="col">${grade}</th><th scope="col" title=${t.classesText}>${classes}</th><th scope="col" title=${t.shareText}>${share}</th><th scope="col"><span class="visually-hidden">${actions}</span></th>
    </tr></thead>
    <tbody>${outcomes.map(
      (row) => html`<tr data-value=${row.value} data-grade=${row.grade}>
      <th scope="row"><code>${row.value}</code><small>${summaryOf(row)}</small></th>
      <td><span class="grade" data-grade=${row.grade} title=${t.grade[row.grade].text}><span aria-hidden="true">${t.grade[row.grade].mark}</span> ${t.grade[row.grade].word}</span></td>
      <td data-unit=${t.classesUnit(row.classes)}>${formatCount(row.classes)}</td>
      <td>${row.share === null ? html`<span title=${t.shareNone}>–</span>` : html`<span class="share" style="--share: ${row.share}">${formatShare(row.share)}</span>`}</td>
      <td class="row-actions">
        <button type="button" aria-label=${t.showOf(row.value)} @click=${() => desk.show(row.schedule)}>${t.show}</button>
        <button type="button" aria-label=${t.compareOf(row.value)} ?disabled=${!desk.comparable} title=${desk.comparable ? nothing : t.compareFirst} @click=${() => desk.compare(row.schedule)}>${t.compare}</button>
      </td>
    </tr>`,
    )}</tbody>
  </table>`;
}

function simplest(
  desk: OutcomesDesk,
  { schedule, value, preemptions, steps, proved, words: told, wordsIn }: Minimal,
): TemplateResult {
  return html`<section id="minimal" class="minimal" data-proved=${proved} aria-labelledby="minimal-title">
    <h3 id="minimal-title">${t.minimal}</h3>
    <p><code>${value}</code> · ${t.minimalText(preemptions, formatSteps(steps))}
      <span class="tag" title=${proved ? t.provedText : t.notProvedText}>${proved ? t.proved : t.notProved}</span></p>
    <ol class="told">${spoken(told, wordsIn).map((line) => html`<li>${line}</li>`)}</ol>
    <p class="row">
      <button type="button" aria-label=${t.minimalShow} @click=${() => desk.show(schedule)}>${t.show}</button>
      <button type="button" ?disabled=${!desk.comparable} title=${desk.comparable ? nothing : t.compareFirst} @click=${() => desk.compare(schedule)}>${t.compare}</button>
    </p>
  </section>`;
}
