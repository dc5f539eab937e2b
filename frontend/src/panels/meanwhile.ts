import { html, nothing, type TemplateResult } from 'lit';
import { formatOrdinal } from '../base/format.ts';
import { words } from '../base/words.ts';
import type { Held } from '../model/meanwhile.ts';
import type { Recording } from '../model/recording.ts';
import { placeOf } from '../timeline/describe.ts';
import { threadColour } from '../timeline/palette.ts';
import type { View } from '../timeline/view.ts';
import type { Why } from '../timeline/why.ts';
import { term } from './term.ts';

const t = words.meanwhile;
/** More holders than this are counted, not listed. */
const MOST = 8;
/** Narrower parts of the strip carry no name. */
const NAMED = 0.16;

/** The place in the queue, and what it was before. */
export function queue({ place, meanwhile: { places } }: Why): TemplateResult {
  const moved =
    places.length > 1
      ? t.places(
          places
            .slice(0, MOST)
            .map((p) => formatOrdinal(p.place))
            .join(' → '),
        )
      : '';
  return html`${formatOrdinal(place)}${moved ? html` <span class="panel-note">${moved}</span>` : nothing}`;
}

/** Who had it while this thread waited: a strip as long as the wait, and the same as a list. */
export function heldStrip(
  view: View,
  { wait: { startNs, endNs }, object, meanwhile: { held } }: Why,
): TemplateResult | typeof nothing {
  const recording = view.recording!;
  const length = endNs - startNs;
  if (held.length === 0 || length <= 0) return nothing;
  const share = (ns: number) => `${((100 * ns) / length).toFixed(2)}%`;
  const rows = rowsOf(held);
  return html`<h3>${t.title(recording.objectName(object))}</h3>
    <div class="held" aria-hidden="true">${rows.map(
      (row) =>
        html`<div class="held-row">${row.map(
          (h) => html`<span class="held-part" title=${holder(recording, h)}
      style="left: ${share(h.startNs - startNs)}; width: ${share(h.endNs - h.startNs)}; --own: var(${threadColour(h.thread)})">${(h.endNs - h.startNs) / length >= NAMED ? recording.threadName(h.thread) : nothing}</span>`,
        )}</div>`,
    )}</div>
    <ol class="held-list">${held.slice(0, MOST).map((h) => html`<li><button type="button" class="link" @click=${() => view.goTo(h.acquire)}>${holder(recording, h)}</button></li>`)}
      ${held.length > MOST ? html`<li>${t.more(held.length - MOST)}</li>` : nothing}</ol>`;
}

const holder = (recording: Recording, { thread, acquire, startNs, endNs }: Held) =>
  t.holder(recording.threadName(thread), recording.clock.duration(endNs - startNs), placeOf(recording, acquire));

/** Holds that overlap, as those of permits do, stand in rows below each other. */
function rowsOf(held: readonly Held[]): Held[][] {
  const rows: Held[][] = [];
  for (const one of held) {
    const row = rows.find((r) => r.at(-1)!.endNs <= one.startNs);
    if (row) row.push(one);
    else rows.push([one]);
  }
  return rows;
}

/** Those who asked later and got it first. */
export function overtaken(view: View, { object, meanwhile: { overtakers } }: Why): TemplateResult | typeof nothing {
  if (overtakers.length === 0) return nothing;
  const recording = view.recording!;
  return html`<h3>${term(t.barging, t.bargingText)}</h3>
    <ul class="held-list">${overtakers.slice(0, MOST).map(
      ({ thread, result }) => html`<li><button type="button" class="link" @click=${() => view.goTo(result)}>
      ${t.overtook(recording.threadName(thread), recording.objectName(object), placeOf(recording, result))}</button></li>`,
    )}
      ${overtakers.length > MOST ? html`<li>${t.more(overtakers.length - MOST)}</li>` : nothing}</ul>`;
}
