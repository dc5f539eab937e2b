import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import { LIVED_STATES, type Statistics } from '../model/statistics.ts';
import { threadColour } from '../timeline/palette.ts';
import type { View } from '../timeline/view.ts';

const t = words.contention.threads;
/** More rows than this nobody compares. */
const MOST = 100;

/** How long each thread was in which state. */
export function threadTimes({ recording }: View, { threads }: Statistics): TemplateResult | typeof nothing {
  if (threads.length === 0) return nothing;
  const columns = LIVED_STATES.map((state, i) => ({ state, i })).filter(({ i }) =>
    threads.some(({ times }) => times[i]! > 0),
  );
  const clock = recording!.clock;
  return html`<section class="figures"><h3>${t.title}</h3><div class="wide-table scrolls" tabindex="0"><table class="numbers" id="thread-times">
    <caption class="visually-hidden">${t.caption}</caption>
    <thead><tr><th scope="col">${t.thread}</th>${columns.map(({ state }) => html`<th scope="col"><span class="swatch" data-state=${state}></span> ${words.state[state]}</th>`)}</tr></thead>
    <tbody>${threads.slice(0, MOST).map(
      ({ thread, times }) => html`<tr data-thread=${thread}>
      <th scope="row"><span class="lane-name" style="--own: var(${threadColour(thread)})">${recording!.threadName(thread)}</span></th>
      ${columns.map(({ i }) => html`<td data-ns=${times[i]!}>${times[i]! > 0 ? clock.duration(times[i]!) : '–'}</td>`)}</tr>`,
    )}</tbody>
  </table></div></section>`;
}
