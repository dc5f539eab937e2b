import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Recording } from '../src/model/recording.ts';
import { readTraceFile } from '../src/model/trace-file.ts';
import { randomProgram } from './support/programs.ts';
import { record } from './support/record.ts';
import { type Trial, trySeeds } from './support/seeds.ts';
import { traceFile } from './support/traces.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interleave-seeds-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const trial = (rotation: number, nightly = false): Trial => ({
  rotation,
  nightly,
  failedSeeds: join(folder, 'failed-seeds.txt'),
  report: join(folder, 'target/seeds.tsv'),
  failures: join(folder, 'target/failures'),
});
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

function triedBy(trial: Trial, total: number, shares: number): number[] {
  const seeds: number[] = [];
  expect(trySeeds(trial, 'a check', total, shares, { check: (seed) => seeds.push(seed) })).toBe(seeds.length);
  return seeds;
}

const failsAt =
  (...failing: number[]) =>
  (seed: number) => {
    if (failing.includes(seed)) throw new Error('not as expected');
  };

describe('random seeds', () => {
  test.each([
    [10, 1],
    [10, 3],
    [3, 10],
    [2000, 7],
  ])('of %i in %i shares, the rotations try each once', (total, shares) => {
    const all = Array.from({ length: shares }, (_, rotation) => triedBy(trial(rotation), total, shares));
    const different = new Set(all.map((seeds) => seeds.join())).size;
    expect(different).toBe(Math.min(total, shares));
    expect([...new Set(all.flat())].sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    for (const seeds of all) expect(seeds.length).toBeLessThanOrEqual(Math.ceil(total / Math.min(total, shares)));
  });

  test('are tried all at night, whatever the rotation', () => {
    expect(triedBy(trial(1, true), 5, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  test('have a turn for the largest number that eight digits of a commit make', () => {
    expect(triedBy(trial(0xffff_ffff), 10, 5)).toEqual([1, 2]);
  });

  test('that failed are named, kept with their trace, and tried first ever after', () => {
    const check = { check: failsAt(7), traceOf: (seed: number) => `trace of ${seed}` };
    const file = join(folder, 'target/failures/a-check-7.json');
    expect(() => trySeeds(trial(3), 'a check', 10, 5, check)).toThrow(
      `a check: seed 7 fails; its trace, for the page Open, is ${file}\nnot as expected`,
    );
    expect(read('target/failures/a-check-7.json')).toBe('trace of 7');
    expect(read('failed-seeds.txt')).toBe('a check\t7\n');
    expect(triedBy(trial(0), 10, 5)).toEqual([7, 1, 2]);
    expect(triedBy(trial(3), 10, 5)).toEqual([7, 8]);
    // Failing again, in whatever rotation, adds no second line.
    expect(() => trySeeds(trial(0), 'a check', 10, 5, check)).toThrow('seed 7');
    expect(read('failed-seeds.txt')).toBe('a check\t7\n');
  });

  test('that failed in another check are none of this one', () => {
    writeFileSync(join(folder, 'failed-seeds.txt'), 'another check\t9\r\na check\t4\r\n');
    expect(triedBy(trial(0), 10, 5)).toEqual([4, 1, 2]);
  });

  test('leave no trace behind where none is made, and none where nothing failed', () => {
    expect(() => trySeeds(trial(0), 'a check', 10, 5, { check: failsAt(1) })).toThrow('a check: seed 1 fails\n');
    triedBy(trial(1), 10, 5);
    expect(existsSync(join(folder, 'target/failures'))).toBe(false);
  });

  test('are told in the report: what an ordinary run tries, and all', () => {
    triedBy(trial(0), 10, 3);
    triedBy(trial(2, true), 10, 3);
    expect(read('target/seeds.tsv')).toBe('a check\t4\t10\na check\t4\t10\n');
  });
});

test('the trace of a failure opens as the run that it was', () => {
  const sim = randomProgram(8);
  const opened = Recording.fromCompact(readTraceFile(traceFile(sim)));
  const made = record(sim);
  expect(opened.trace.count).toBe(sim.events.length);
  expect(opened.threads.map(({ state }) => state.length)).toEqual(made.threads.map(({ state }) => state.length));
});
