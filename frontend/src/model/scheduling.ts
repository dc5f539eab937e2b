import {
  type CompactTrace,
  type InOthers,
  type Memory,
  type ParameterValue,
  type Reasoned,
  type Run,
  spoken,
} from './format.ts';

/** A thread that can go, and what it would do. */
export interface Candidate {
  readonly thread: number;
  readonly name: string;
  readonly text: string;
  readonly texts?: InOthers;
  readonly kind: string;
  readonly object: number;
  readonly file: string | null;
  readonly line: number | null;
  /** One text for each course that the step can take, the ordinary one first. */
  readonly alternatives: readonly string[];
  readonly alternativesIn?: InOthers<readonly string[]>;
}

/** A thread that cannot go, and what it waits for. */
export type Waiter = Omit<Candidate, 'alternatives' | 'alternativesIn'>;

export interface Goal {
  readonly id: string;
  readonly title: string;
  readonly titles?: InOthers;
  readonly reached: boolean;
}

/** A session in which a person is the scheduler, as docs/controlled.md words it. */
export interface Scheduling {
  readonly id: string;
  readonly scenario: string;
  readonly variant: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly memory: Memory;
  readonly schedule: string;
  readonly step: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly end: (Reasoned & { readonly status: Run['status']; readonly outcome: Run['outcome'] }) | null;
  readonly choices: readonly Candidate[];
  readonly waiting: readonly Waiter[];
  readonly goals: readonly Goal[];
  readonly found: {
    readonly schedule: string | null;
    readonly value?: string | null;
    readonly words?: readonly string[] | null;
    readonly wordsIn?: InOthers<readonly string[]>;
  } | null;
  readonly trace: CompactTrace;
}

/** One thing that a person can choose: a thread, and a course where its step has several. */
export interface Offer {
  readonly thread: number;
  readonly alternative: number;
  readonly name: string;
  readonly text: string;
  readonly place: string;
}

/** In the order of the digits that choose them. */
export const offersOf = ({ choices }: Scheduling): Offer[] =>
  choices.flatMap(({ thread, name, text, texts, file, line, alternatives, alternativesIn }) =>
    (alternatives.length > 0 ? spoken(alternatives, alternativesIn) : [spoken(text, texts)]).map(
      (course, alternative) => ({ thread, alternative, name, text: course, place: placeIn(file, line) }),
    ),
  );

export const placeIn = (file: string | null, line: number | null): string =>
  file && line ? `${file.slice(file.lastIndexOf('/') + 1)}:${line}` : '';

/** The longest schedule known that leads through where a session stands: as far as redo can go. */
export interface Track {
  readonly schedule: string;
  readonly steps: number;
}

export const trackOf = ({ schedule, step, canRedo }: Scheduling, before: Track | null): Track =>
  canRedo && before && before.steps > step ? before : { schedule, steps: step };

/** The goals that this answer is the first to say are reached. */
export const newlyReached = (before: Scheduling | null, now: Scheduling): Goal[] =>
  now.goals.filter((goal) => goal.reached && !before?.goals.some(({ id, reached }) => reached && id === goal.id));
