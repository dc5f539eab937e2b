import { html, nothing, svg, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import { isOver, type Finding } from '../model/format.ts';
import { isOwnerCycle } from '../model/explain.ts';
import type { Recording } from '../model/recording.ts';
import { threadColour } from '../timeline/palette.ts';
import type { View } from '../timeline/view.ts';

export function findingsPanel(view: View): TemplateResult {
  const { recording } = view;
  if (!recording || recording.findings.length === 0) {
    return html`<p class="empty">${recording && isOver(recording.run) ? words.empty.findingsDone : words.empty.findings}</p>`;
  }
  return html`<ul class="findings">
    ${recording.findings.map((finding) => html`<li class="finding" data-type=${finding.type}>
      <div class="finding-text">
        <p><strong class="tag tag-danger">${typeName(finding)}</strong> <span class="tag">${words.finding[finding.certainty]}</span></p>
        <p>${finding.message}</p>
        ${finding.events.length > 0 ? html`<p class="row">${finding.events.map((seq, i) => html`<button type="button" class="quiet" @click=${() => view.goTo(seq)}>
          ${finding.threads[i] === undefined ? `${words.selection.event} ${seq}` : recording.threadName(finding.threads[i])}</button>`)}</p>` : nothing}
      </div>
      ${isOwnerCycle(recording, finding) ? graph(recording, finding) : nothing}
    </li>`)}
  </ul>`;
}

const typeName = ({ type }: Finding) => {
  const text = type.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const WIDTH = 300;
const HEIGHT = 190;

/** The cycle as a ring: a thread, what it asks for, the thread that has it... */
function graph(recording: Recording, { threads, objects }: Finding): TemplateResult {
  const place = (i: number, of: number) => {
    const angle = (i / of) * 2 * Math.PI - Math.PI / 2;
    return { x: WIDTH / 2 + Math.cos(angle) * 105, y: HEIGHT / 2 + Math.sin(angle) * 66 };
  };
  const steps = threads.length * 2;
  const nodes = threads.flatMap((thread, i) => [
    { ...place(i * 2, steps), name: recording.threadName(thread), thread },
    { ...place(i * 2 + 1, steps), name: recording.objectName(objects[i] ?? 0), thread: 0 },
  ]);
  const label = words.finding.graph(threads.map((t, i) => `${recording.threadName(t)} ${words.finding.waitsFor(recording.objectName(objects[i] ?? 0))}`).join(', '));
  return html`<svg class="graph" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${label}>
    <defs><marker id="graph-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z"></path></marker></defs>
    ${nodes.map((node, i) => edge(node, nodes[(i + 1) % nodes.length]!, node.thread === 0))}
    ${nodes.map(({ x, y, name, thread }) => svg`<g transform="translate(${x} ${y})" style=${thread ? `--own: var(${threadColour(thread)})` : ''}>
      <rect class=${thread ? 'graph-thread' : 'graph-object'} x="-44" y="-12" width="88" height="24" rx=${thread ? 12 : 3}></rect>
      <text y="0.5">${name.length > 13 ? `${name.slice(0, 12)}…` : name}</text></g>`)}
  </svg>`;
}

/** Dashed from the object to its holder, solid from the thread to what it asks for. */
function edge(a: { x: number; y: number }, b: { x: number; y: number }, held: boolean) {
  // Stops at the border of the target's box, 44 by 12 around its middle.
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const near = Math.min(44 / Math.max(0.01, Math.abs(dx)), 14 / Math.max(0.01, Math.abs(dy)), 0.5);
  return svg`<line class=${held ? 'graph-held' : 'graph-asks'} x1=${a.x} y1=${a.y} x2=${b.x - dx * near} y2=${b.y - dy * near} marker-end="url(#graph-arrow)"></line>`;
}
