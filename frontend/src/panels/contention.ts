import { html, nothing, type TemplateResult } from 'lit';
import { formatCount, formatShare } from '../base/format.ts';
import { words } from '../base/words.ts';
import { contention, type ContentionRow } from '../model/contention.ts';
import type { View } from '../timeline/view.ts';

const PAIRS = 6;

export function contentionPanel(view: View): TemplateResult {
  const { recording } = view;
  const rows = recording ? contention(recording.objects) : [];
  const t = words.contention;
  if (rows.length === 0) return html`<p class="empty">${words.empty.contention}</p>`;
  const time = (ns: number, count: number) => (count === 0 ? '–' : recording!.clock.duration(ns));
  return html`<div class="table-scroll scrolls" tabindex="0" aria-label=${t.caption}>
    <table class="numbers">
      <caption class="visually-hidden">${t.caption}</caption>
      <thead><tr>
        ${[t.object, t.obtained, t.contended, t.total, t.p50, t.p95, t.max, t.hold, t.holdMax].map((head) => html`<th scope="col">${head}</th>`)}
      </tr></thead>
      <tbody>
        ${rows.map(({ object, obtained, share, wait, hold }) => html`<tr data-object=${object.info.id}>
          <th scope="row">${object.info.name}<small>${object.info.type}</small></th>
          <td>${formatCount(obtained)}</td>
          <td><span class="share" style="--share: ${share}">${formatShare(share)}</span></td>
          <td>${time(wait.totalNs, wait.count)}</td>
          <td>${time(wait.p50Ns, wait.count)}</td>
          <td>${time(wait.p95Ns, wait.count)}</td>
          <td>${time(wait.maxNs, wait.count)}</td>
          <td>${hold ? recording!.clock.duration(hold.p50Ns) : '–'}</td>
          <td>${hold ? recording!.clock.duration(hold.maxNs) : '–'}</td>
        </tr>`)}
      </tbody>
    </table>
    <p class="panel-note">${t.note}</p>
    ${blame(view, rows)}
  </div>`;
}

function blame({ recording }: View, rows: readonly ContentionRow[]): TemplateResult | typeof nothing {
  const pairs = rows.flatMap(({ blocking }) => blocking).sort((a, b) => b.ns - a.ns).slice(0, PAIRS);
  if (pairs.length === 0) return nothing;
  return html`<h3>${words.contention.blocking}</h3>
    <ol class="pairs">${pairs.map(({ holder, waiter, ns }) => html`<li>
      ${words.contention.pair(recording!.threadName(holder), recording!.threadName(waiter), recording!.clock.duration(ns))}</li>`)}</ol>`;
}
