import { formatCount } from '../base/format.ts';
import { words } from '../base/words.ts';
import { type Comparison, onlyIn, type Pair } from '../model/compare.ts';
import { goalMet } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { partingOf } from '../model/schedule.ts';
import { titleOf } from '../timeline/describe.ts';
import { describeParting } from '../timeline/describe-step.ts';

const t = words.compare;
const SIDES = ['a', 'b'] as const;
/** A smaller difference is noise. */
const LEAST_RATIO = 1.1;

/** In what two runs that are over differ, in sentences: the gravest first, and what cannot be compared last. */
export function verdict(a: Recording, b: Recording, comparison: Comparison): string[] {
  const both = [
    ...endings(a, b),
    ...goals(a, b),
    ...SIDES.flatMap((side) => findings(side, comparison)),
    ...(comparison.sameClock ? [...durations(a, b, comparison), ...waiting(a, comparison)] : []),
  ];
  if (both.length === 0 && comparison.sameClock) both.push(t.alike);
  if (a.moves && b.moves && a.run.scenario === b.run.scenario && a.run.variant === b.run.variant) {
    both.push(describeParting(partingOf(a.moves.schedule, b.moves.schedule), (thread) => a.threadName(thread)));
  }
  return comparison.sameClock
    ? both
    : [...both, a.moves ? t.apartClocks(t.name.b, t.name.a) : t.apartClocks(t.name.a, t.name.b)];
}

const endings = (a: Recording, b: Recording): string[] =>
  a.run.status === b.run.status ? [] : [t.unlike(t.ended[a.run.status], t.ended[b.run.status])];

function goals(a: Recording, b: Recording): string[] {
  const [one, other] = [goalMet(a.run), goalMet(b.run)];
  return one === null || other === null || one === other ? [] : [t.goal[one ? 'a' : 'b']];
}

function findings(side: 'a' | 'b', comparison: Comparison): string[] {
  const [gravest, ...more] = onlyIn(side, comparison);
  return gravest
    ? [t.only(t.name[side], t.on(titleOf(gravest.type), words.list.names(...gravest.objects)), more.length)]
    : [];
}

/** Of runs that came to their end: what was cut off took as long as it was given. */
function durations(a: Recording, b: Recording, { durationNs }: Comparison): string[] {
  if (a.run.status !== 'completed' || b.run.status !== 'completed') return [];
  return ratio(durationNs, t.took);
}

function waiting({ clock }: Recording, { waits }: Comparison): string[] {
  const total = { a: waits.a.totalNs, b: waits.b.totalNs };
  const alone = SIDES.find((side) => total[side] > 0 && total[side === 'a' ? 'b' : 'a'] === 0);
  return alone ? [t.waitedAlone(t.name[alone], clock.duration(total[alone]))] : ratio(total, t.waited);
}

function ratio({ a, b }: Pair<number>, sentence: (name: string, ratio: string) => string): string[] {
  const times = Math.max(a, b) / Math.min(a, b);
  if (!Number.isFinite(times) || times < LEAST_RATIO) return [];
  return [
    sentence(
      t.name[a > b ? 'a' : 'b'],
      times < 1.95 ? t.longer(String(Math.round((times - 1) * 100))) : t.timesAsLong(formatRatio(times)),
    ),
  ];
}

/** `0.25`, `3`, `3.4`, `120`: no more digits than a measurement deserves. */
export const formatRatio = (times: number): string =>
  times >= 9.95 ? formatCount(times) : String(Number(times.toPrecision(2)));
