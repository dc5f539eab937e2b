import { html, nothing, svg, type TemplateResult } from 'lit';
import { words } from '../base/words.ts';
import { isRace } from '../model/findings.ts';
import type { Finding } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { describeDoing, placeOf } from '../timeline/describe.ts';
import { threadColour } from '../timeline/palette.ts';

const WIDTH = 256;
const LANE_PX = 48;
/** The uppermost lane has its words above it: what joins the events is below. */
const TOP_PX = 38;
const NAME_PX = 76;
const SHORT = 11;
const LETTER_PX = 5.6;

/** A race, or what one thread did in the middle of another's work: a lane for each thread, its events in the order of time. */
export function pairDiagram(recording: Recording, finding: Finding): TemplateResult {
  const threads = [...new Set(finding.events.map((seq) => recording.trace.thread.at(seq)))];
  const race = isRace(finding);
  const room = (WIDTH - NAME_PX) / finding.events.length;
  const points = finding.events.map((seq, i) => {
    const thread = recording.trace.thread.at(seq);
    return { seq, thread, x: NAME_PX + room * (i + 0.5), y: TOP_PX + threads.indexOf(thread) * LANE_PX };
  });
  const height = TOP_PX + (threads.length - 1) * LANE_PX + 38;
  const label = words.finding.lanes(
    words.list.parts(
      ...points.map(({ seq, thread }) =>
        words.finding.step(recording.threadName(thread), `${describeDoing(recording, seq)} ${placeOf(recording, seq)}`),
      ),
    ),
  );
  return html`<svg class="pair" data-certainty=${finding.certainty} viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} height=${height} role="img" aria-label=${label}>
    ${threads.map((id, i) => lane(recording.threadName(id), id, TOP_PX + i * LANE_PX))}
    <path class=${race ? 'pair-missing' : 'pair-joined'} d="M${points.map(({ x, y }) => `${x} ${y}`).join('L')}"></path>
    ${race ? cross(points[0]!, points[1]!) : nothing}
    ${points.map(
      ({ seq, thread, x, y }) => svg`<g transform="translate(${x} ${y})">
      <circle r="6" style="--own: var(${threadColour(thread)})"></circle>
      <text y=${y === TOP_PX ? -25 : 17}>${cut(describeDoing(recording, seq), Math.floor(room / LETTER_PX))}</text>
      <text class="pair-place" y=${y === TOP_PX ? -13 : 29}>${lineOf(recording, seq)}</text></g>`,
    )}
  </svg>`;
}

const lane = (name: string, id: number, y: number) => svg`
  <line class="pair-lane" x1=${NAME_PX} y1=${y} x2=${WIDTH} y2=${y}></line>
  <g style="--own: var(${threadColour(id)})"><rect x="0" y=${y - 10} width=${NAME_PX - 6} height="20" rx="10"></rect>
  <text class="pair-name" x=${(NAME_PX - 6) / 2} y=${y + 0.5}>${cut(name, SHORT)}</text></g>`;

/** Where the edge would have to be: crossed out. */
function cross(a: { x: number; y: number }, b: { x: number; y: number }) {
  const x = (a.x + b.x) / 2;
  const y = (a.y + b.y) / 2;
  return svg`<circle class="pair-gap" cx=${x} cy=${y} r="9"></circle><path class="pair-cross" d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"></path>`;
}

function lineOf({ trace }: Recording, seq: number): string {
  const site = trace.sites[trace.site.at(seq)];
  return site ? words.finding.line(site.line) : '';
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
