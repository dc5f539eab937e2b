import type { Memory, ParameterValue, Run } from './format.ts';

/** A scenario as `GET /api/scenarios` tells it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly summary: string;
  readonly story: string;
  readonly goal: string;
  readonly lookFor: readonly string[];
  readonly python: boolean;
  readonly modes: readonly string[];
  /** What plain variables are read by in controlled runs, if nothing else is asked for; of an older server absent. */
  readonly memory?: Memory;
  readonly parameters: readonly Parameter[];
  /** Parameter values with which an exploration comes to an end; absent where none are named. */
  readonly small?: Readonly<Record<string, ParameterValue>> | null;
  readonly variants: readonly Variant[];
  /** What can be predicted before a run, in the order of asking. */
  readonly questions: readonly Question[];
}

export interface Question {
  readonly id: string;
  readonly title: string;
  /** What is said with the answer. */
  readonly text: string;
  /** The keys of the answers; absent where it is a whole number. */
  readonly choices?: readonly string[] | null;
  readonly choiceTitles?: Readonly<Record<string, string>> | null;
}

/** What happened in a finished run, as `GET /api/runs/{id}/account` tells it. */
export interface Account {
  readonly happened: readonly {
    readonly text: string;
    readonly texts: Readonly<Record<string, string>>;
    readonly event: number;
  }[];
  /** By the id of the question, without those that the run did not come to. */
  readonly answers: Readonly<Record<string, { readonly value: string; readonly event: number }>>;
}

export interface Parameter {
  readonly name: string;
  readonly title: string;
  readonly type: 'integer' | 'boolean' | 'choice';
  readonly default: ParameterValue;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly step?: number | null;
  readonly unit?: string | null;
  readonly choices?: readonly string[] | null;
  /** What the choices are called, by value. */
  readonly choiceTitles?: Readonly<Record<string, string>> | null;
  readonly text: string;
}

export interface Variant {
  readonly id: string;
  readonly title: string;
  readonly correct: boolean | null;
  readonly text: string;
  readonly sources: readonly Source[];
}

export interface Source {
  readonly language: 'java' | 'python';
  readonly file: string;
  readonly firstLine: number;
  readonly text: string;
}

/** What the server puts into a page that shows runs. */
export interface RunPageData {
  readonly page: 'lab' | 'run' | 'embed';
  readonly scenario: Scenario;
  readonly variant: string | Variant;
  readonly run: Run | null;
  /** Of an embed: what lets it ask from a frame that has no origin. */
  readonly ticket?: string;
}
