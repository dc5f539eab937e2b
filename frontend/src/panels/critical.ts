import { html, nothing, type TemplateResult } from 'lit';
import { formatShare } from '../base/format.ts';
import { words } from '../base/words.ts';
import { pathShares } from '../model/critical.ts';
import { STATES } from '../model/states.ts';
import { threadColour } from '../timeline/palette.ts';
import { pathOf } from '../timeline/statistics.ts';
import type { View } from '../timeline/view.ts';
import { term } from './term.ts';

const t = words.contention.critical;
/** More rows than this nobody compares. */
const MOST = 100;

/** The critical path in figures: whose time decided how long the run took, and what went on in it. */
export function criticalSection(view: View): TemplateResult {
  const path = pathOf(view);
  const { marks } = view;
  return html`<section class="figures"><h3>${term(t.title, t.text)}
      ${
        path
          ? html`<button type="button" aria-pressed=${marks.criticalPath} @click=${() => {
              marks.criticalPath = !marks.criticalPath;
            }}>${marks.criticalPath ? t.hide : t.show}</button>`
          : nothing
      }</h3>
    ${path ? table(view, path) : html`<p class="panel-note">${t.live}</p>`}</section>`;
}

function table({ recording }: View, path: NonNullable<ReturnType<typeof pathOf>>): TemplateResult {
  const shares = pathShares(path);
  const whole = shares.reduce((sum, { ns }) => sum + ns, 0);
  const clock = recording!.clock;
  return html`<div class="wide-table scrolls" tabindex="0"><table class="numbers critical" id="critical-path">
    <caption class="visually-hidden">${t.caption}</caption>
    <thead><tr>${[t.thread, t.share, t.time, t.doing].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${shares.slice(0, MOST).map(
      ({ thread, ns, times }) => html`<tr data-thread=${thread} data-ns=${ns}>
      <th scope="row"><span class="lane-name" style="--own: var(${threadColour(thread)})">${recording!.threadName(thread)}</span></th>
      <td><span class="share share-critical" style="--share: ${ns / whole}">${formatShare(ns / whole)}</span></td>
      <td>${clock.duration(ns)}</td>
      <td class="doing">${STATES.map((state, i) => ({ state, time: times[i]! }))
        .filter(({ time }) => time > 0)
        .sort((a, b) => b.time - a.time)
        .map(
          ({ state, time }) =>
            html`<span class="doing-part"><span class="swatch" data-state=${state}></span>${t.part(words.state[state], clock.duration(time))}</span> `,
        )}</td></tr>`,
    )}</tbody>
  </table></div>`;
}
