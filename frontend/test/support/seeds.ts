import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** How seeds are tried in one run of the tests, and where that is written down. */
export interface Trial {
  /** Any whole number from 0: which share of the seeds an ordinary run tries. */
  readonly rotation: number;
  /** Whether all seeds are tried. */
  readonly nightly: boolean;
  /** A line `name<TAB>seed` for each seed that ever failed; these are always tried. */
  readonly failedSeeds: string;
  /** Gets a line for each use: its name, how many seeds an ordinary run tries at the most, and all. */
  readonly report: string;
  /** A folder for the traces that failed. */
  readonly failures: string;
}

/** A check of one seed throws when it fails. `traceOf` is the text of the trace that a seed makes, for one that failed. */
export interface SeedCheck {
  readonly check: (seed: number) => void;
  readonly traceOf?: (seed: number) => string;
}

/**
 * Tries the seeds from 1 to `total`: in an ordinary run one of `shares` blocks of neighbours, whose turn it is by the rotation, at night
 * all of them; before these, each seed that failed once. The first to fail is remembered and named. Answers how many were tried.
 */
export function trySeeds(trial: Trial, name: string, total: number, shares: number, seedCheck: SeedCheck): number {
  const blocks = Math.min(shares, total);
  const startOf = (block: number) => Math.floor((total * block) / blocks) + 1;
  const block = trial.rotation % blocks;
  const [first, end] = trial.nightly ? [1, total + 1] : [startOf(block), startOf(block + 1)];
  write(trial.report, `${name}\t${Math.ceil(total / blocks)}\t${total}\n`);
  const failed = failedSeeds(trial.failedSeeds, name);
  for (const seed of failed) trySeed(trial, name, seed, seedCheck, true);
  let tried = failed.size;
  for (let seed = first; seed < end; seed++) {
    if (failed.has(seed)) continue;
    trySeed(trial, name, seed, seedCheck, false);
    tried++;
  }
  return tried;
}

function trySeed(trial: Trial, name: string, seed: number, { check, traceOf }: SeedCheck, known: boolean): void {
  try {
    check(seed);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (!known) write(trial.failedSeeds, `${name}\t${seed}\n`);
    const told = [`${name}: seed ${seed} fails`];
    if (traceOf) {
      const file = join(trial.failures, `${name}-${seed}.json`.replace(/[^\w.-]+/g, '-'));
      mkdirSync(trial.failures, { recursive: true });
      writeFileSync(file, traceOf(seed));
      told.push(`its trace, for the page Open, is ${file}`);
    }
    // The same error with a longer message, so that its stack and its difference are shown as always.
    error.message = `${told.join('; ')}\n${error.message}`;
    throw error;
  }
}

function write(file: string, line: string): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, line);
}

function failedSeeds(file: string, name: string): Set<number> {
  if (!existsSync(file)) return new Set();
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return new Set(lines.map((line) => line.split('\t')).flatMap(([of, seed]) => (of === name ? [Number(seed)] : [])));
}

/** {@link trySeeds} as this run of the tests does it. */
export function checkSeeds(
  name: string,
  total: number,
  shares: number,
  check: SeedCheck['check'],
  traceOf?: SeedCheck['traceOf'],
): number {
  const trial: Trial = {
    rotation: inject('rotation'),
    nightly: process.env.INTERLEAVE_NIGHTLY === 'true',
    failedSeeds: join(ROOT, 'test/failed-seeds.txt'),
    report: join(ROOT, 'target/seeds.tsv'),
    failures: join(ROOT, 'target/failures'),
  };
  return trySeeds(trial, name, total, shares, traceOf ? { check, traceOf } : { check });
}

declare module 'vitest' {
  interface ProvidedContext {
    rotation: number;
  }
}
