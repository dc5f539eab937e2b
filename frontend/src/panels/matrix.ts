import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import type { Recording } from '../model/recording.ts';
import type { Blame, Statistics } from '../model/statistics.ts';
import { threadColour } from '../timeline/palette.ts';
import type { View } from '../timeline/view.ts';
import { term } from './term.ts';

const t = words.contention.matrix;
/** More threads than this on either side are left out, those that matter least. */
const MOST = 12;

/** Who held up whom, of one object or of all: a table with numbers, darker where it was longer. */
export function matrixSection(
  { recording }: View,
  { objects, blocking }: Statistics,
  object: number,
  choose: (object: number) => void,
): TemplateResult | typeof nothing {
  const choices = objects.filter((o) => o.operation === 'acquire');
  if (choices.length === 0) return nothing;
  const chosen = choices.find((o) => o.object.id === object);
  return html`<section class="figures"><h3>${term(t.title, t.text)}
      <label>${t.of} <select id="matrix-object" @change=${(e: Event) => choose(Number((e.target as HTMLSelectElement).value))}>
        <option value="0" ?selected=${!chosen}>${t.all}</option>
        ${choices.map((o) => html`<option value=${o.object.id} ?selected=${o === chosen}>${o.object.name}</option>`)}
      </select></label></h3>
    ${matrix(recording!, chosen?.blocking ?? blocking)}</section>`;
}

interface Gravest {
  readonly holders: readonly number[];
  readonly waiters: readonly number[];
  readonly shown: readonly Blame[];
}

const known = new WeakMap<readonly Blame[], Gravest>();

/** The pairs of those that held up, and were held up, the longest. There can be millions of pairs: they are looked through once. */
function gravest(blames: readonly Blame[]): Gravest {
  const before = known.get(blames);
  if (before) return before;
  const ids = (pick: (blame: Blame) => number) => {
    const found = new Set<number>();
    for (const blame of blames) {
      if (found.size === MOST) break;
      found.add(pick(blame));
    }
    return [...found].sort((a, b) => a - b);
  };
  const holders = ids((b) => b.holder);
  const waiters = ids((b) => b.waiter);
  const shown = blames.filter((b) => holders.includes(b.holder) && waiters.includes(b.waiter));
  known.set(blames, { holders, waiters, shown });
  return { holders, waiters, shown };
}

function matrix(recording: Recording, blames: readonly Blame[]): TemplateResult {
  if (blames.length === 0) return html`<p class="panel-note">${t.none}</p>`;
  const { holders, waiters, shown } = gravest(blames);
  const most = blames[0]!.ns;
  const name = (id: number) =>
    html`<span class="lane-name" style="--own: var(${threadColour(id)})">${recording.threadName(id)}</span>`;
  const cell = (holder: number, waiter: number) => {
    const blame = shown.find((b) => b.holder === holder && b.waiter === waiter);
    if (!blame) return html`<td></td>`;
    const time = recording.clock.duration(blame.ns);
    return html`<td class="heat" data-ns=${blame.ns} style="--heat: ${(0.12 + (0.88 * blame.ns) / most).toFixed(3)}" title=${t.cell(recording.threadName(holder), recording.threadName(waiter), time)}>${time}</td>`;
  };
  return html`<div class="wide-table scrolls" tabindex="0"><table class="numbers matrix" id="matrix">
    <caption class="visually-hidden">${t.caption}</caption>
    <thead><tr><td class="matrix-corner" aria-hidden="true">${t.corner}</td>${waiters.map((id) => html`<th scope="col">${name(id)}</th>`)}</tr></thead>
    <tbody>${holders.map((holder) => html`<tr><th scope="row">${name(holder)}</th>${waiters.map((waiter) => cell(holder, waiter))}</tr>`)}</tbody>
  </table></div>
  ${shown.length < blames.length ? html`<p class="panel-note">${t.more(blames.length - shown.length)}</p>` : nothing}`;
}
