import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import type { Problem, SchedulingAction } from '../model/api.ts';
import { reasonOf, STRATEGIES, type Strategy, spoken, summaryOf } from '../model/format.ts';
import {
  type Goal,
  type Offer,
  offersOf,
  placeIn,
  type Scheduling,
  type Track,
  type Waiter,
} from '../model/scheduling.ts';
import { threadColour } from '../timeline/palette.ts';
import { problemNote } from './problem.ts';

/** What the panel shows, and what its buttons do. */
export interface SchedulerDesk {
  readonly session: Scheduling | null;
  readonly track: Track | null;
  readonly problem: Problem | null;
  readonly pending: SchedulingAction['action'] | 'open' | null;
  readonly reached: readonly Goal[];
  act(action: SchedulingAction): void;
  point(thread: number | null): void;
  play(): void;
  retry(): void;
  leave(): void;
}

const t = words.scheduler;

export const choose = ({ thread, alternative }: Offer): SchedulingAction => ({ action: 'choose', thread, alternative });

export function schedulerPanel(desk: SchedulerDesk): TemplateResult {
  const { session, problem, pending } = desk;
  return html`<header class="panel-head">
      <h2 id="scheduler-title">${t.title}</h2>
      <button type="button" id="leave-scheduler" class="quiet" @click=${() => desk.leave()}>${t.close}</button>
    </header>
    <div class="scheduler-body" aria-busy=${pending !== null}>
      ${problem ? html`${problemNote(problem)}${session ? nothing : html`<p class="row"><button type="button" @click=${() => desk.retry()}>${t.tryAgain}</button></p>`}` : nothing}
      ${session ? seat(desk, session) : problem ? nothing : html`<p class="empty">${t.opening}</p>`}
    </div>
    <p id="scheduler-said" class="visually-hidden" role="status">${session ? said(session, desk.reached) : nothing}</p>`;
}

const said = ({ step, choices }: Scheduling, reached: readonly Goal[]): string =>
  [t.said(step, choices.length), ...reached.map(({ title, titles }) => t.goalReached(spoken(title, titles)))].join(' ');

function seat(desk: SchedulerDesk, session: Scheduling): TemplateResult {
  return html`
    ${session.end ? over(session) : html`<h3>${t.choose}</h3>${offers(desk, session)}`}
    ${session.waiting.length > 0 && !session.end ? html`<h3>${t.waiting}</h3><ul class="waiters">${session.waiting.map((waiter) => waits(desk, waiter))}</ul>` : nothing}
    ${steps(desk, session)}
    ${goals(session)}
    ${onward(desk, session)}`;
}

function offers(desk: SchedulerDesk, session: Scheduling): TemplateResult {
  return html`<ol class="offers">${offersOf(session).map(
    (offer, i) => html`<li>
    <button type="button" class="offer" data-thread=${offer.thread} data-alternative=${offer.alternative} style="--own: var(${threadColour(offer.thread)})"
      aria-keyshortcuts=${i < 9 ? i + 1 : nothing}
      @click=${() => desk.act(choose(offer))}
      @pointerenter=${() => desk.point(offer.thread)} @pointerleave=${() => desk.point(null)}
      @focus=${() => desk.point(offer.thread)} @blur=${() => desk.point(null)}>
      <kbd aria-hidden="true">${i < 9 ? i + 1 : '·'}</kbd>
      <span class="offer-text"><span class="chip">${offer.name}</span> ${offer.text}${offer.alternative === 0 ? nothing : html` <em>${t.course}</em>`}</span>
      <span class="offer-place">${offer.place}</span>
    </button></li>`,
  )}</ol>`;
}

const waits = (
  desk: SchedulerDesk,
  { thread, name, text, texts, file, line }: Waiter,
): TemplateResult => html`<li data-thread=${thread} style="--own: var(${threadColour(thread)})"
  @pointerenter=${() => desk.point(thread)} @pointerleave=${() => desk.point(null)}>
  <span class="chip">${name}</span> ${spoken(text, texts)} <span class="offer-place">${placeIn(file, line)}</span></li>`;

function over({ end }: Scheduling): TemplateResult {
  const { status, outcome } = end!;
  const met = outcome?.goalMet ?? null;
  return html`<div id="scheduler-end" class="scheduler-end" data-status=${status} data-goal-met=${met === null ? '' : String(met)}>
    <p class="lead">${t.overWith(words.status[status].toLowerCase())}</p>
    <p>${met === null ? nothing : html`<strong>${met ? words.goalMet : words.goalMissed}.</strong> `}${outcome ? summaryOf(outcome) : (reasonOf(end!) ?? nothing)}</p>
    <p class="panel-note">${t.overText}</p>
  </div>`;
}

function steps(desk: SchedulerDesk, { step, canUndo, canRedo }: Scheduling): TemplateResult {
  const all = desk.track?.steps ?? step;
  return html`<div class="steps">
    <button type="button" id="undo" aria-keyshortcuts="u" ?disabled=${!canUndo} @click=${() => desk.act({ action: 'undo' })}>${t.undo}</button>
    <input type="range" id="goto" min="0" max=${all} .value=${String(step)} aria-label=${t.step} aria-valuetext=${t.of(step, all)} ?disabled=${all === 0}
      @change=${(event: Event) => desk.act({ action: 'goto', step: Number((event.target as HTMLInputElement).value) })}>
    <output id="scheduler-step" for="goto" data-step=${step}>${t.of(step, all)}</output>
    <button type="button" id="redo" aria-keyshortcuts="r" ?disabled=${!canRedo} @click=${() => desk.act({ action: 'redo' })}>${t.redo}</button>
  </div>`;
}

function goals({ goals: all }: Scheduling): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<h3>${t.goals}</h3>
    <ul class="goals">${all.map(
      ({ id, title, titles, reached }) => html`<li data-goal=${id} data-reached=${reached}>
      <span class="goal-mark" aria-hidden="true">${reached ? '✓' : '○'}</span> ${spoken(title, titles)} <span class="tag">${reached ? t.reached : t.open}</span></li>`,
    )}</ul>`;
}

/** What can be left to the machine: going on, and looking for a failure. */
function onward(desk: SchedulerDesk, session: Scheduling): TemplateResult | typeof nothing {
  if (session.end) return nothing;
  const auto = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const count = Number(form.get('steps'));
    desk.act({ action: 'auto', strategy: form.get('strategy') as Strategy, ...(count > 0 ? { steps: count } : {}) });
  };
  return html`<h3>${t.auto}</h3>
    <form id="auto" class="auto" @submit=${auto}>
      <select name="strategy" aria-label=${t.strategy}>${STRATEGIES.map((s) => html`<option value=${s}>${t.strategies[s]}</option>`)}</select>
      <input name="steps" type="number" min="1" max="10000" inputmode="numeric" placeholder=${t.toTheEnd} aria-label=${t.steps}>
      <button>${t.go}</button>
    </form>
    <p class="row"><button type="button" id="find-failing" @click=${() => desk.act({ action: 'find' })}>${t.find}</button></p>
    ${desk.pending === 'find' ? html`<p class="finding-now" role="status">${t.finding}</p>` : foundSchedule(desk, session)}`;
}

function foundSchedule(desk: SchedulerDesk, { found }: Scheduling): TemplateResult | typeof nothing {
  if (!found) return nothing;
  if (found.schedule === null) return html`<p id="found" role="status">${t.foundNone}</p>`;
  return html`<div id="found" class="minimal" role="status">
    <p>${t.found(found.value ?? '')}</p>
    <ol class="told">${spoken(found.words ?? [], found.wordsIn).map((line) => html`<li>${line}</li>`)}</ol>
    <p class="row"><button type="button" id="play-found" @click=${() => desk.play()}>${t.play}</button></p>
  </div>`;
}
