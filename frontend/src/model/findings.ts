import { type Finding, spoken } from './format.ts';
import type { Recording } from './recording.ts';

/** Gravest first. What is not here comes last. */
const GRAVITY: readonly string[] = [
  'deadlock',
  'data-race',
  'lost-update',
  'check-then-act',
  'lost-signal',
  'unreleased-lock',
  'stuck-join',
  'pool-starvation',
  'livelock',
  'starvation',
  'over-release',
  'uncaught-exception',
  'lost-exception',
  'convoy',
  'lock-order-inversion',
];

/** What a finding says, in the language of the page if it is known in it. */
export const messageOf = ({ message, messages }: Finding): string => spoken(message, messages);

export type Shape = 'octagon' | 'diamond' | 'triangle' | 'square' | 'circle';

const SHAPES: Readonly<Record<string, Shape>> = {
  deadlock: 'octagon',
  'lock-order-inversion': 'octagon',
  'data-race': 'diamond',
  'lost-update': 'triangle',
  'check-then-act': 'triangle',
  'over-release': 'circle',
  'uncaught-exception': 'circle',
  'lost-exception': 'circle',
};

/** A kind of trouble has a shape, so that colour need not tell it: what spoils values, what spoils waiting, what stops for good. */
export const shapeOf = (type: string): Shape => SHAPES[type] ?? (GRAVITY.includes(type) ? 'square' : 'circle');

export interface FindingGroup {
  readonly type: string;
  readonly certainty: Finding['certainty'];
  readonly findings: readonly Finding[];
}

const rank = ({ type, certainty }: Finding): number => {
  const at = GRAVITY.indexOf(type);
  return (at < 0 ? GRAVITY.length : at) + (certainty === 'observed' ? 0 : GRAVITY.length + 1);
};

/** Findings of one type and certainty together; observed before possible, graver before lighter, then in the order found. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, { type: string; certainty: Finding['certainty']; findings: Finding[] }>();
  for (const finding of findings.toSorted((a, b) => rank(a) - rank(b))) {
    const key = `${finding.certainty} ${finding.type}`;
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { type: finding.type, certainty: finding.certainty, findings: [finding] });
  }
  return [...groups.values()];
}

/** Two accesses that nothing orders. */
export const isRace = ({ type, events }: Finding): boolean => type === 'data-race' && events.length === 2;

/** What one thread read or checked, what another did in between, and what the first made of it. */
export const isTriple = ({ type, events }: Finding): boolean =>
  (type === 'lost-update' || type === 'check-then-act') && events.length === 3;

/** Each thread asks for what the next one holds, or could hold. */
export const isInversion = ({ type, threads, objects, events }: Finding): boolean =>
  type === 'lock-order-inversion' &&
  threads.length > 1 &&
  objects.length === threads.length &&
  events.length === threads.length;

/** An event of a finding, on the lane of its thread and on that of its object where the finding is about that. */
export interface Marker {
  readonly finding: Finding;
  readonly seq: number;
  readonly timeNs: number;
  readonly thread: number;
  readonly object: number;
}

/** A marker for each event of each finding; a finding without events has one at the end of each of its threads. */
export function markersOf(recording: Recording, findings: readonly Finding[] = recording.findings): Marker[] {
  const { trace } = recording;
  return findings.flatMap((finding) => {
    const events =
      finding.events.length > 0
        ? finding.events
        : finding.threads.map((id) => recording.thread(id)?.events.last() ?? 0);
    return events
      .filter((seq) => seq >= 1 && seq <= trace.count)
      .map((seq) => {
        const object = trace.object.at(seq);
        return {
          finding,
          seq,
          timeNs: trace.t.at(seq),
          thread: trace.thread.at(seq),
          object: finding.objects.includes(object) ? object : 0,
        };
      });
  });
}
