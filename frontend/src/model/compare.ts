import { groupFindings } from './findings.ts';
import type { Finding } from './format.ts';
import type { Recording } from './recording.ts';
import { statistics } from './statistics.ts';
import type { Operation } from './use.ts';

/** The same figure of both runs. */
export interface Pair<T> {
  readonly a: T;
  readonly b: T;
}

export interface Waits {
  readonly count: number;
  readonly totalNs: number;
  readonly longestNs: number;
}

/** What threads waited for, known in both runs by its name. */
export interface WaitsFor extends Pair<Waits> {
  readonly name: string;
  readonly operation: Operation;
}

/** Findings of one type and certainty on objects of the same names, and how many each run has. */
export interface FindingsOn extends Pair<number> {
  readonly type: string;
  readonly certainty: Finding['certainty'];
  readonly objects: readonly string[];
}

/** In what two runs differ, in numbers. */
export interface Comparison {
  /** Both runs count the same: real time, or steps. */
  readonly sameClock: boolean;
  readonly durationNs: Pair<number>;
  readonly threads: Pair<number>;
  readonly events: Pair<number>;
  /** For all objects together. */
  readonly waits: Pair<Waits>;
  /** Most waited for first; nothing that neither run waited for. */
  readonly objects: readonly WaitsFor[];
  /** Gravest first. */
  readonly findings: readonly FindingsOn[];
}

const NO_WAITS: Waits = { count: 0, totalNs: 0, longestNs: 0 };

/** Of two runs that have ended. */
export function compare(a: Recording, b: Recording): Comparison {
  const waits = { a: waitsOf(a), b: waitsOf(b) };
  const both = <T>(figure: (recording: Recording) => T): Pair<T> => ({ a: figure(a), b: figure(b) });
  return {
    sameClock: (a.moves === null) === (b.moves === null),
    durationNs: both(({ endNs }) => endNs),
    threads: both(({ threads }) => threads.length),
    events: both(({ trace }) => trace.count),
    waits: { a: together([...waits.a.values()]), b: together([...waits.b.values()]) },
    objects: joined(waits.a, waits.b)
      .map(([, one, other]) => ({
        name: (one ?? other)!.name,
        operation: (one ?? other)!.operation,
        a: one ?? NO_WAITS,
        b: other ?? NO_WAITS,
      }))
      .sort((x, y) => y.a.totalNs + y.b.totalNs - x.a.totalNs - x.b.totalNs),
    findings: findingsOf(a, b),
  };
}

/** The most serious findings that only one run has, and which. */
export const onlyIn = (side: keyof Pair<unknown>, { findings }: Comparison): FindingsOn[] =>
  findings.filter((found) => found[side] > 0 && found[side === 'a' ? 'b' : 'a'] === 0);

interface Named extends Waits {
  readonly name: string;
  readonly operation: Operation;
}

/** By object and operation; objects of the same name count together. */
function waitsOf(recording: Recording): Map<string, Named> {
  const { endNs } = recording;
  const found = new Map<string, Named>();
  for (const {
    object: { name },
    operation,
    wait,
  } of statistics(recording, 0, Infinity, endNs).objects) {
    if (wait.count === 0) continue;
    const key = `${operation} ${name}`;
    const own: Waits = { count: wait.count, totalNs: wait.total, longestNs: wait.max };
    found.set(key, { name, operation, ...together([own, found.get(key) ?? NO_WAITS]) });
  }
  return found;
}

const together = (all: readonly Waits[]): Waits =>
  all.reduce(
    (sum, one) => ({
      count: sum.count + one.count,
      totalNs: sum.totalNs + one.totalNs,
      longestNs: Math.max(sum.longestNs, one.longestNs),
    }),
    NO_WAITS,
  );

function findingsOf(a: Recording, b: Recording): FindingsOn[] {
  const found = { a: subjectsOf(a), b: subjectsOf(b) };
  const count = (recording: Recording, key: string) =>
    recording.findings.filter((finding) => subjectOf(recording, finding) === key).length;
  const order = groupFindings([...a.findings, ...b.findings]).map(({ type, certainty }) => `${type} ${certainty}`);
  return joined(found.a, found.b)
    .map(([key, one, other]) => {
      const { type, certainty, objects } = one ?? other!;
      return { type, certainty, objects, a: count(a, key), b: count(b, key) };
    })
    .sort((x, y) => order.indexOf(`${x.type} ${x.certainty}`) - order.indexOf(`${y.type} ${y.certainty}`));
}

const namesOf = (recording: Recording, { objects }: Finding): string[] =>
  [...new Set(objects.map((id) => recording.objectName(id)))].sort();

/** What a finding is of, by names: in another run, one of the same subject is the same. */
const subjectOf = (recording: Recording, finding: Finding): string =>
  JSON.stringify([finding.type, finding.certainty, ...namesOf(recording, finding)]);

/** The finding of another run that is the same: as many before it are of the same subject, or else the last that is. */
export function sameFinding(of: Recording, finding: Finding, other: Recording): Finding | null {
  const subject = subjectOf(of, finding);
  const alike = (recording: Recording) => recording.findings.filter((one) => subjectOf(recording, one) === subject);
  const there = alike(other);
  return there[alike(of).indexOf(finding)] ?? there.at(-1) ?? null;
}

function subjectsOf(recording: Recording): Map<string, Omit<FindingsOn, 'a' | 'b'>> {
  return new Map(
    recording.findings.map((finding) => [
      subjectOf(recording, finding),
      { type: finding.type, certainty: finding.certainty, objects: namesOf(recording, finding) },
    ]),
  );
}

/** What either of two maps holds, key by key. */
const joined = <T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
): [key: string, a: T | undefined, b: T | undefined][] =>
  [...new Set([...a.keys(), ...b.keys()])].map((key) => [key, a.get(key), b.get(key)]);
