import { html, nothing, svg, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import { isOwnerCycle } from '../model/explain.ts';
import {
  type FindingGroup,
  groupFindings,
  isInversion,
  isRace,
  isTriple,
  messageOf,
  type Shape,
  shapeOf,
} from '../model/findings.ts';
import { type Finding, isOver } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { describeDoing, placeOf, titleOf } from '../timeline/describe.ts';
import { threadColour } from '../timeline/palette.ts';
import { showEvent, showFinding } from '../timeline/show-finding.ts';
import type { View } from '../timeline/view.ts';
import { pairDiagram } from './pair.ts';
import { ringGraph } from './ring.ts';
import { term } from './term.ts';

const t = words.finding;

/** What was found, gravest first, each with the way to all of its lines. */
export function findingsPanel(view: View): TemplateResult {
  const { recording } = view;
  if (!recording || recording.findings.length === 0) {
    return html`<p class="empty">${recording && isOver(recording.run) ? words.empty.findingsDone : words.empty.findings}</p>`;
  }
  return html`<div class="findings scrolls">${groupFindings(recording.findings).map((group) => groupOf(view, recording, group))}</div>`;
}

function groupOf(view: View, recording: Recording, { type, certainty, findings }: FindingGroup): TemplateResult {
  const known = t.types[type];
  return html`<section class="finding-group" data-type=${type} data-certainty=${certainty}>
    <h3>${shape(shapeOf(type))}
      ${known ? term(known.title, known.text) : html`<span>${titleOf(type)}</span>`}
      ${term(t[certainty], t.certaintyText[certainty])}
      ${findings.length > 1 ? html`<span class="panel-note">${t.count(findings.length)}</span>` : nothing}</h3>
    <ul>${findings.map((finding) => item(view, recording, finding))}</ul>
  </section>`;
}

function item(view: View, recording: Recording, finding: Finding): TemplateResult {
  const shown = view.marks.finding === finding;
  return html`<li class="finding" data-type=${finding.type} data-certainty=${finding.certainty} data-finding=${recording.findings.indexOf(finding) + 1} aria-current=${shown ? 'true' : nothing}>
    <div class="finding-text">
      <p>${messageOf(finding)}</p>
      ${finding.events.length > 0 ? html`<ol class="finding-events" aria-label=${t.events(titleOf(finding.type))}>${finding.events.map((seq, i) => eventOf(view, recording, finding, seq, i))}</ol>` : nothing}
      ${witness(recording, finding, shown)}
      <p><button type="button" class="finding-show" aria-pressed=${shown} @click=${() => showFinding(view, shown ? null : finding)}>${shown ? t.shown : t.show}</button></p>
    </div>
    ${picture(recording, finding)}
  </li>`;
}

/** One click from here to the event on the timeline and to its line. */
function eventOf(view: View, recording: Recording, finding: Finding, seq: number, index: number): TemplateResult {
  const { trace } = recording;
  if (seq < 1 || seq > trace.count) return html`<li>${words.selection.event} ${seq}</li>`;
  const thread = trace.thread.at(seq);
  const here = view.marks.finding === finding && view.selection?.seq === seq;
  return html`<li><span class="finding-role">${t.types[finding.type]?.role(index) ?? t.event}</span>
    <button type="button" class="finding-event" data-seq=${seq} aria-pressed=${here} style="--own: var(${threadColour(thread)})" @click=${() => showEvent(view, finding, seq)}>
      ${[recording.threadName(thread), placeOf(recording, seq), describeDoing(recording, seq)].filter(Boolean).join(' · ')}</button></li>`;
}

function witness(recording: Recording, { witness: order }: Finding, shown: boolean): TemplateResult | typeof nothing {
  if (!order?.length) return nothing;
  const stop = ({ thread, seq }: (typeof order)[number]) => {
    const name = recording.threadName(thread);
    return seq === 0
      ? t.witnessIdle(name)
      : t.witnessStop(name, describeDoing(recording, seq), placeOf(recording, seq));
  };
  return html`<details class="witness" ?open=${shown}><summary>${t.witness}</summary>
    <ol class="told">${order.map((prefix) => html`<li>${stop(prefix)}</li>`)}<li>${t.witnessEnd}</li></ol>
    <p class="panel-note">${term(t.witnessTerm, t.witnessText)}</p></details>`;
}

function picture(recording: Recording, finding: Finding): TemplateResult | typeof nothing {
  if (isOwnerCycle(recording, finding) || isInversion(finding)) return ringGraph(recording, finding);
  if (!isRace(finding) && !isTriple(finding)) return nothing;
  return html`<figure class="finding-picture">${pairDiagram(recording, finding)}
    ${isRace(finding) ? html`<figcaption>${t.noEdge} ${term(t.noEdgeTerm, t.noEdgeText)}</figcaption>` : nothing}</figure>`;
}

const PATHS: Record<Shape, string> = {
  octagon: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  diamond: 'M8 0l8 8l-8 8l-8-8z',
  triangle: 'M8 1l8 14H0z',
  square: 'M1 1h14v14H1z',
  circle: 'M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14z',
};

/** The badge that marks such a finding on the timeline. */
const shape = (of: Shape) =>
  html`<svg class="finding-shape" viewBox="-1 -1 18 18" width="14" height="14" aria-hidden="true">${svg`<path d=${PATHS[of]}></path>`}</svg>`;
