import { html, nothing, type TemplateResult } from 'lit';
import { stepAt } from '../base/clock.ts';
import { step } from '../base/units.ts';
import { words } from '../base/words.ts';
import { type Explanation, type Link, wasPassedOver } from '../model/explain.ts';
import { kindOf } from '../model/kinds.ts';
import type { Recording } from '../model/recording.ts';
import type { Interval } from '../model/states.ts';
import { describeValue, placeOf } from '../timeline/describe.ts';
import { threadColour } from '../timeline/palette.ts';
import type { View } from '../timeline/view.ts';
import { whyOf } from '../timeline/why.ts';
import { heldStrip, overtaken, queue } from './meanwhile.ts';

const t = words.selection;

/** Why the selected stretch is there, in words. */
export function selectionPanel(view: View): TemplateResult {
  const { recording, selection, selected } = view;
  if (!recording || !selection) return html`<p class="empty">${words.empty.selection}</p>`;
  const steps = html`<p class="row">
    <button type="button" class="quiet" @click=${() => view.walk('cause')}>${t.stepCause}</button>
    <button type="button" class="quiet" @click=${() => view.walk('effect')}>${t.stepEffect}</button></p>`;
  if (!selected || selected.from !== selection.seq)
    return html`<div class="selection">${event(view, selection.seq)}${steps}</div>`;
  const isWait = selected.state === 'blocked' || selected.state === 'waiting' || selected.state === 'ready';
  return html`<div class="selection">${isWait ? wait(view, selected) : stretch(recording, selected)}${steps}</div>`;
}

function wait(view: View, interval: Interval): TemplateResult {
  const recording = view.recording!;
  const why = whyOf(view);
  if (!why) return stretch(recording, interval);
  return html`
    <p class="lead">${headline(recording, interval, why)}</p>
    <dl class="facts">
      ${fact(t.asked, place(view, why.request))}
      ${why.holders.length > 0 ? fact(t.heldBy, html`${why.holders.map((h) => html`${thread(recording, h.thread)} ${t.since(placeOf(recording, h.acquire) || String(h.acquire), recording.clock.moment(recording.trace.t.at(h.acquire), 10_000))} `)}`) : nothing}
      ${why.place > 0 ? fact(t.place, queue(why)) : nothing}
      ${fact(t.endedBy, why.cause !== 0 ? event_(view, why.cause) : html`${why.result === 0 ? t.stillOpen : t.noCause}`)}
      ${why.readyNs > 0 ? fact(t.ready, recording.clock.duration(why.readyNs)) : nothing}
    </dl>
    ${heldStrip(view, why)}
    ${overtaken(view, why)}
    ${why.chain.length > 1 ? chain(recording, why) : nothing}`;
}

function headline(recording: Recording, interval: Interval, why: Explanation): string {
  const name = recording.threadName(why.thread);
  const time = recording.clock.duration(why.waitedNs);
  const open = why.result === 0;
  if (why.joins !== 0) return (open ? t.joinOpen : t.join)(name, recording.threadName(why.joins), time);
  const state =
    interval.state === 'ready'
      ? kindOf(recording.trace.kind.at(why.request)).kind.endsWith('.request')
        ? 'blocked'
        : 'waiting'
      : interval.state;
  return (open ? t.waitOpen : t.wait)(name, words.state[state], recording.objectName(why.object), time);
}

function chain(recording: Recording, { chain: links, cyclic }: Explanation): TemplateResult {
  const root = links.at(-1)!;
  return html`<h3>${t.chain}</h3>
    <ol class="chain">${links.map((link, i) => html`<li>${thread(recording, link.thread)} ${doing(recording, link, links[i + 1])}</li>`)}</ol>
    <p class=${cyclic ? 'alarm' : ''}>${cyclic ? t.cycle : t.root(recording.threadName(root.thread), words.state[root.state])}</p>`;
}

function doing(recording: Recording, { state, object }: Link, next: Link | undefined): string {
  if (object !== 0) return words.finding.waitsFor(recording.objectName(object));
  return next ? words.finding.waitsFor(recording.threadName(next.thread)) : words.state[state];
}

function stretch(recording: Recording, interval: Interval): TemplateResult {
  const { thread: id, state, startNs, endNs, to, from } = interval;
  const time = recording.clock.duration(endNs - startNs);
  if (wasPassedOver(recording, interval)) {
    return html`<p class="lead">${t.passedOver(recording.threadName(id), time)}</p>
      <dl class="facts">${fact(
        t.instead,
        whoWent(recording, interval).map((other) => html`${thread(recording, other)} `),
      )}</dl>`;
  }
  const text = (to === 0 ? t.plainOpen : t.plain)(recording.threadName(id), words.state[state], time);
  return html`<p class="lead">${text}</p><p class="panel-note">${words.stateLong[state]}</p>
    <dl class="facts">${fact(t.began, html`${recording.clock.moment(startNs, 10_000)} ${placeOf(recording, from)}`)}</dl>`;
}

/** The threads that made the steps of a stretch, each once, in the order of their first. */
function whoWent({ moves }: Recording, { startNs, endNs }: Interval): number[] {
  const threads = new Set<number>();
  for (let at = stepAt(startNs); at < stepAt(endNs); at = step(at + 1)) threads.add(moves!.at(at).thread);
  return [...threads].filter((id) => id !== 0);
}

function event(view: View, seq: number): TemplateResult {
  const recording = view.recording!;
  const { trace } = recording;
  const object = trace.object.at(seq);
  const cause = trace.cause.at(seq);
  const value = describeValue(recording, seq);
  return html`
    <p class="lead">${thread(recording, trace.thread.at(seq))} ${kindOf(trace.kind.at(seq)).kind} ${object ? recording.objectName(object) : ''}</p>
    <dl class="facts">
      ${fact(t.event, t.place_(String(seq), String(trace.count)))}
      ${fact(t.at, html`${recording.clock.moment(trace.t.at(seq), 1_000)} ${placeOf(recording, seq)}`)}
      ${value ? fact(t.value, value) : nothing}
      ${cause ? fact(t.causedBy, event_(view, cause)) : nothing}
    </dl>`;
}

const fact = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const thread = (recording: Recording, id: number) =>
  html`<span class="chip" style="--own: var(${threadColour(id)})">${recording.threadName(id)}</span>`;

const place = (view: View, seq: number) =>
  html`<button type="button" class="link" @click=${() => view.standAt(seq)}>${placeOf(view.recording!, seq) || seq}</button>`;

const event_ = (view: View, seq: number) => {
  const { trace } = view.recording!;
  return html`<button type="button" class="link" @click=${() => view.goTo(seq)}>
    ${t.by(view.recording!.threadName(trace.thread.at(seq)), kindOf(trace.kind.at(seq)).kind, placeOf(view.recording!, seq))}</button>`;
};
