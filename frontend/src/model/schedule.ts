import { type Step, step } from '../base/units.ts';

/** Who made a step, and which of its courses the step took: 0 is the ordinary one. */
export interface Choice {
  readonly thread: number;
  readonly alternative: number;
}

/** A choice for each step, from step 1 on. */
export type Schedule = readonly Choice[];

const PART = /^([1-9]\d{0,8})(?:\.(\d{1,9}))?(?:\*([1-9]\d{0,8}))?$/;
/** Ten times what a server runs: a text from a URL must not fill the memory. */
const MOST_STEPS = 100_000;

/** Reads `1*5,2,3.1*2`; null if it is no schedule. */
export function parseSchedule(text: string): Schedule | null {
  if (text.trim() === '') return [];
  const schedule: Choice[] = [];
  for (const part of text.split(',')) {
    const match = PART.exec(part.trim());
    if (!match) return null;
    const choice = { thread: Number(match[1]), alternative: Number(match[2] ?? 0) };
    const times = Number(match[3] ?? 1);
    if (schedule.length + times > MOST_STEPS) return null;
    for (let i = 0; i < times; i++) schedule.push(choice);
  }
  return schedule;
}

/** The shortest text: equal neighbours are counted. */
export function formatSchedule(schedule: Schedule): string {
  const parts: string[] = [];
  for (let from = 0, to = 0; from < schedule.length; from = to) {
    while (to < schedule.length && alike(schedule[from], schedule[to])) to++;
    const { thread, alternative } = schedule[from]!;
    parts.push(`${thread}${alternative === 0 ? '' : `.${alternative}`}${to - from === 1 ? '' : `*${to - from}`}`);
  }
  return parts.join(',');
}

/** Where two schedules part: at a step, where the shorter one ends, or nowhere. */
export type Parting =
  | { readonly kind: 'same' }
  | { readonly kind: 'shorter'; readonly steps: number }
  | { readonly kind: 'apart'; readonly step: Step; readonly one: Choice; readonly other: Choice };

export function partingOf(one: Schedule, other: Schedule): Parting {
  const shared = Math.min(one.length, other.length);
  for (let i = 0; i < shared; i++) {
    if (!alike(one[i], other[i])) return { kind: 'apart', step: step(i + 1), one: one[i]!, other: other[i]! };
  }
  return one.length === other.length ? { kind: 'same' } : { kind: 'shorter', steps: shared };
}

const alike = (a: Choice | undefined, b: Choice | undefined) =>
  a?.thread === b?.thread && a?.alternative === b?.alternative;
