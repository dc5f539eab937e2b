import { html, nothing, type TemplateResult } from 'lit';
import { STEP_NS } from '../base/clock.ts';
import { words } from '../base/words.ts';
import { chooseRange } from '../timeline/range.ts';
import type { View } from '../timeline/view.ts';

const t = words.contention.range;
const MS = 1e6;

/** Which part of the run the figures are of, and two fields to choose one by numbers: milliseconds, or steps, both included. */
export function rangeForm(view: View): TemplateResult {
  const recording = view.recording!;
  const { range } = view.marks;
  const steps = recording.moves !== null;
  const unit = steps ? STEP_NS : MS;
  const { clock } = recording;
  const moment = (ns: number) => clock.moment(ns, Math.max(clock.finestNs, recording.endNs / 1e4));
  const number = (ns: number) => String(Number((ns / unit).toPrecision(6)));
  const last = steps ? STEP_NS : 0;
  return html`<form class="range" @submit=${(event: Event) => submit(event, view, unit, last)}>
    <p aria-live="polite">${t.legend} <strong id="range" data-from=${range?.fromNs ?? nothing} data-to=${range?.toNs ?? nothing}>${range ? t.part(moment(range.fromNs), moment(range.toNs - last), clock.duration(range.toNs - range.fromNs)) : t.whole}</strong>
      ${
        range
          ? html`<button type="button" class="quiet" @click=${() => {
              view.marks.range = null;
            }}>${t.clear}</button>`
          : nothing
      }</p>
    <p class="row"><label>${steps ? t.fromStep : t.from} <input name="from" inputmode="decimal" autocomplete="off" .value=${number(range?.fromNs ?? 0)}></label>
      <label>${steps ? t.toStep : t.to} <input name="to" inputmode="decimal" autocomplete="off" .value=${number((range?.toNs ?? recording.endNs) - last)}></label>
      ${steps ? nothing : t.unit} <button>${t.apply}</button></p>
    ${range ? nothing : html`<p class="panel-note">${t.hint}</p>`}
  </form>`;
}

function submit(event: Event, view: View, unit: number, last: number): void {
  event.preventDefault();
  const fields = new FormData(event.target as HTMLFormElement);
  const value = (name: string) => Number(String(fields.get(name)).replace(',', '.')) * unit;
  const [from, to] = [value('from'), value('to') + last];
  if (Number.isFinite(from) && Number.isFinite(to)) chooseRange(view, from, to);
}
