import { language } from '../base/language.ts';

/** What the server sends, as docs/trace-format.md words it. */

type RunStatus = 'queued' | 'running' | 'completed' | 'deadlocked' | 'cancelled' | 'timed-out' | 'failed';
export const STRATEGIES = ['random', 'pct', 'round-robin', 'sequential'] as const;
export type Strategy = (typeof STRATEGIES)[number];
export const MEMORIES = ['sc', 'java'] as const;
export type Memory = (typeof MEMORIES)[number];
export type ParameterValue = number | boolean | string;

/** What English says, in the other languages by their two letters. */
export type InOthers<T = string> = Readonly<Record<string, T>>;

/** What was said, in the language of the page if it was said in it. */
export const spoken = <T>(english: T, others: InOthers<NonNullable<T>> | undefined): T => others?.[language] ?? english;

/** A sentence in English, and the same in other languages. */
export interface Summed {
  readonly summary: string;
  readonly summaries?: InOthers;
}

export const summaryOf = ({ summary, summaries }: Summed): string => spoken(summary, summaries);

/** Why something ended as it did, if anything says so. */
export interface Reasoned {
  readonly reason?: string | null;
  readonly reasons?: InOthers;
}

export const reasonOf = ({ reason, reasons }: Reasoned): string | null => spoken(reason ?? null, reasons);

/** What a sample was recorded on. */
export interface Machine {
  readonly os: string;
  readonly arch: string;
  readonly java: string;
  readonly cores: number;
}

export interface Run extends Reasoned {
  readonly id: string;
  readonly scenario: string;
  readonly variant: string;
  readonly mode: string;
  readonly seed: number | string | null;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly status: RunStatus;
  readonly outcome: (Summed & { readonly value: unknown; readonly goalMet: boolean | null }) | null;
  readonly created?: string | null;
  readonly started?: string | null;
  readonly ended?: string | null;
  readonly durationNanos?: number | null;
  readonly events: number;
  readonly threads: number;
  readonly findings: number;
  /** Of controlled runs only. */
  readonly strategy?: Strategy | 'replay' | null;
  readonly depth?: number | null;
  readonly memory?: Memory | null;
  /** The whole of it, once the run has ended. */
  readonly schedule?: string | null;
  /** Of samples only: the runs that come with the catalogue. */
  readonly machine?: Machine;
}

export const isOver = (run: Run): boolean => run.status !== 'queued' && run.status !== 'running';

/** Whether a run that is over came to what its program was to achieve; null if nothing says so. */
export function goalMet(run: Run): boolean | null {
  if (!isOver(run)) return null;
  return (
    run.outcome?.goalMet ??
    (run.status === 'deadlocked' || run.status === 'timed-out' || run.status === 'failed' ? false : null)
  );
}

export interface ThreadInfo {
  readonly id: number;
  readonly name: string;
  readonly virtual?: boolean;
  readonly daemon?: boolean;
  readonly process?: number;
  readonly pool?: number;
}

export type ObjectType =
  | 'lock'
  | 'reentrant-lock'
  | 'read-write-lock'
  | 'stamped-lock'
  | 'condition'
  | 'semaphore'
  | 'event'
  | 'latch'
  | 'barrier'
  | 'queue'
  | 'variable'
  | 'volatile'
  | 'atomic'
  | 'adder'
  | 'executor'
  | 'future';

export interface ObjectInfo {
  readonly id: number;
  readonly type: ObjectType;
  readonly name: string;
  readonly initial?: number | string;
  readonly capacity?: number;
  readonly parent?: number;
  readonly fair?: boolean;
  readonly text?: boolean;
}

export interface Site {
  readonly id: number;
  readonly file: string;
  readonly line: number;
}

export interface Batch {
  readonly seq: number;
  readonly count: number;
  readonly threads?: readonly ThreadInfo[];
  readonly objects?: readonly ObjectInfo[];
  readonly sites?: readonly Site[];
  readonly strings?: readonly { readonly id: number; readonly text: string }[];
  readonly data: string;
}

export interface Finding {
  readonly type: string;
  readonly certainty: 'observed' | 'possible';
  readonly threads: readonly number[];
  readonly objects: readonly number[];
  readonly events: readonly number[];
  /** In English. */
  readonly message: string;
  /** The same in other languages, by their two letters. */
  readonly messages?: InOthers;
  /** Of a possible one: how far each thread goes in another order that shows it, 0 for a thread that does not begin. */
  readonly witness?: readonly { readonly thread: number; readonly seq: number }[];
}

/** The compact JSON form of a whole run. */
export interface CompactTrace {
  readonly formatVersion: number;
  readonly run: Run;
  readonly batches: readonly Batch[];
  readonly findings: readonly Finding[];
  readonly end: { readonly events: number };
}

export const FORMAT_VERSION = 1;
