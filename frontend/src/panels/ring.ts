import { html, svg, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import type { Finding } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { threadColour } from '../timeline/palette.ts';

/** Half a node's box. */
const HALF = { width: 44, height: 12 };
/** What a node takes up with the arrow to its neighbour. */
const ROOM = { width: 110, height: 42 };
const MARGIN = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * So many nodes on an ellipse, from the top, none too near another: the topmost stands beside its neighbours, all others below
 * theirs. Neighbours are `2 r sin(step / 2)` apart, times cosine (across) or sine (down) of the angle midway between them.
 */
export function ring(count: number): { width: number; height: number; places: Point[] } {
  const step = (2 * Math.PI) / count;
  const across = Math.max(105, ROOM.width / Math.sin(step));
  const down = Math.max(66, ROOM.height / (2 * Math.sin(step / 2) * Math.sin(1.5 * step)));
  const width = 2 * (across + HALF.width + MARGIN);
  const height = 2 * (down + HALF.height + MARGIN);
  const places = Array.from({ length: count }, (_, i) => ({
    x: width / 2 + Math.sin(i * step) * across,
    y: height / 2 - Math.cos(i * step) * down,
  }));
  return { width, height, places };
}

/** A cycle as a ring: a thread, what it asks for, the thread that has it, or in a possible one could have it... */
export function ringGraph(recording: Recording, { threads, objects, certainty }: Finding): TemplateResult {
  const { width, height, places } = ring(threads.length * 2);
  const nodes = threads.flatMap((thread, i) => [
    { ...places[i * 2]!, name: recording.threadName(thread), thread },
    { ...places[i * 2 + 1]!, name: recording.objectName(objects[i] ?? 0), thread: 0 },
  ]);
  const possible = certainty === 'possible';
  const t = words.finding;
  const label = (possible ? t.graphPossible : t.graph)(
    words.list.parts(
      ...threads.map(
        (id, i) =>
          `${recording.threadName(id)} ${(possible ? t.asksFor : t.waitsFor)(recording.objectName(objects[i] ?? 0))}`,
      ),
    ),
  );
  return html`<svg class="graph" data-certainty=${certainty} viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="img" aria-label=${label}>
    <defs><marker id="graph-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z"></path></marker></defs>
    ${nodes.map((node, i) => edge(node, nodes[(i + 1) % nodes.length]!, node.thread === 0))}
    ${nodes.map(
      ({
        x,
        y,
        name,
        thread,
      }) => svg`<g transform="translate(${x} ${y})" style=${thread ? `--own: var(${threadColour(thread)})` : ''}>
      <rect class=${thread ? 'graph-thread' : 'graph-object'} x=${-HALF.width} y=${-HALF.height} width=${2 * HALF.width} height=${2 * HALF.height} rx=${thread ? 12 : 3}></rect>
      <text y="0.5">${name.length > 13 ? `${name.slice(0, 12)}…` : name}</text></g>`,
    )}
  </svg>`;
}

/** Dashed from the object to its holder, solid from the thread to what it asks for. */
function edge(a: Point, b: Point, held: boolean) {
  // Stops at the border of the target's box.
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const near = Math.min(HALF.width / Math.abs(dx), HALF.height / Math.abs(dy));
  return svg`<line class=${held ? 'graph-held' : 'graph-asks'} x1=${a.x} y1=${a.y} x2=${b.x - dx * near} y2=${b.y - dy * near} marker-end="url(#graph-arrow)"></line>`;
}
