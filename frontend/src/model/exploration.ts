import { formatCount, formatDuration } from '../base/format.ts';
import { words } from '../base/words.ts';
import {
  type InOthers,
  type Memory,
  type ParameterValue,
  type Reasoned,
  reasonOf,
  type Summed,
  spoken,
} from './format.ts';

export const METHODS = ['auto', 'classes', 'states', 'interleavings', 'search'] as const;
export type Method = (typeof METHODS)[number];

export type Grade = 'acceptable' | 'interesting' | 'forbidden';

export interface ExplorationOutcome extends Summed {
  readonly value: string;
  readonly grade: Grade;
  readonly classes: number;
  /** Its part of random schedules; null until some were tried. */
  readonly share: number | null;
  readonly schedule: string;
}

export interface Minimal {
  readonly schedule: string;
  readonly value: string;
  readonly preemptions: number;
  readonly steps: number;
  readonly proved: boolean;
  readonly words: readonly string[];
  readonly wordsIn?: InOthers<readonly string[]>;
}

/** As docs/controlled.md words it. */
export interface Exploration extends Reasoned {
  readonly id: string;
  readonly scenario: string;
  readonly variant: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly method: Method;
  readonly memory: Memory;
  readonly seed: number | string | null;
  readonly bounds: {
    readonly executions: number;
    readonly millis: number;
    readonly steps: number;
    readonly retries: number;
  };
  /** The method whose counts these are: `auto` is `classes`, or `search` where there are too many threads. */
  readonly by: Method;
  /** Why nothing is proved although everything was tried. */
  readonly caveat: string | null;
  readonly caveats?: InOthers;
  readonly status: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';
  readonly exhaustive: boolean;
  readonly executions: number;
  readonly classes: number;
  readonly redundant: number;
  readonly deadlocked: number;
  readonly cut: number;
  readonly states: number | null;
  readonly elapsedMillis: number;
  readonly outcomes: readonly ExplorationOutcome[];
  readonly minimal: Minimal | null;
}

export const isExploring = ({ status }: Exploration): boolean => status === 'queued' || status === 'running';

/** Whether it has stopped short of the end, and could go on. */
export const canResume = ({ status, exhaustive, caveat }: Exploration): boolean =>
  (status === 'completed' && !exhaustive && caveat === null) || status === 'cancelled';

const t = words.exploration;

/** What came of it, in one sentence. */
export function verdictOf(exploration: Exploration): string {
  const { status, exhaustive, by, caveat, caveats, executions, classes, states, cut } = exploration;
  if (status === 'queued') return t.queued;
  if (status === 'failed') return reasonOf(exploration) ?? t.failed;
  if (status === 'running') return t.running(formatCount(executions), formatCount(classes));
  const missed = missedOf(exploration);
  if (status === 'cancelled')
    return `${t.cancelled(formatCount(executions))} ${t.missedSoFar(missed, formatCount(missed))}`;
  if (caveat !== null) return spoken(caveat, caveats);
  if (!exhaustive) return `${stopOf(exploration)} ${t.missedSoFar(missed, formatCount(missed))}`;
  const all =
    by === 'interleavings'
      ? t.allSchedules(executions, formatCount(executions))
      : states !== null && by === 'states'
        ? t.allStates(states, formatCount(states))
        : t.allClasses(classes, formatCount(classes));
  return `${words.list.about(all, t.missed(missed, formatCount(missed)))}${cut === 0 ? '' : ` ${t.cutShort(cut, formatCount(cut))}`}`;
}

/** How many classes of schedules miss the goal. */
export const missedOf = ({ outcomes }: Exploration): number =>
  outcomes.reduce((sum, { grade, classes }) => sum + (grade === 'forbidden' ? classes : 0), 0);

function stopOf(exploration: Exploration): string {
  const { method, minimal, bounds, executions, elapsedMillis } = exploration;
  const reason = reasonOf(exploration);
  if (method === 'search' && minimal) return t.foundFirst(formatCount(executions));
  if (executions >= bounds.executions)
    return t.stoppedAt(t.executions(bounds.executions, formatCount(bounds.executions)));
  if (elapsedMillis >= bounds.millis) return t.stoppedAt(formatDuration(bounds.millis * 1e6));
  return reason ? `${t.notExhaustive} ${reason}` : t.notExhaustive;
}

/** The other numbers, each with what it means. */
export function countsOf(exploration: Exploration): { name: string; text: string; meaning: string }[] {
  const { executions, redundant, deadlocked, cut, states } = exploration;
  const counts = { executions, redundant, deadlocked, cut, states };
  return (Object.keys(counts) as (keyof typeof counts)[]).flatMap((name) => {
    const n = counts[name];
    return n === null ? [] : [{ name, text: t[name](n, formatCount(n)), meaning: t.meaning[name] }];
  });
}
