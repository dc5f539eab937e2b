import { expect, test } from 'vitest';
import { generate } from '../bench/trace.ts';
import { Recording } from '../src/model/recording.ts';
import { Shares, TIMED } from '../src/model/shares.ts';
import { STATES, type ThreadHistory } from '../src/model/states.ts';
import { randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

/** The obvious way: of each stretch of each thread, what lies in each column. */
function slowly(
  threads: readonly ThreadHistory[],
  fromNs: number,
  toNs: number,
  columns: number,
  nowNs: number,
): Float64Array {
  const sums = new Float64Array(columns * TIMED);
  const width = (toNs - fromNs) / columns;
  for (const thread of threads) {
    const finished = Array.from({ length: thread.state.length }, (_, i) => thread.interval(i));
    for (const { state, startNs, endNs } of [...finished, ...thread.open(nowNs)]) {
      if (state === 'ended' || endNs < fromNs || startNs > toNs) continue;
      for (let column = 0; column < columns; column++) {
        const left = fromNs + column * width;
        sums[column * TIMED + STATES.indexOf(state)]! += Math.max(
          0,
          Math.min(left + width, endNs) - Math.max(left, startNs),
        );
      }
    }
  }
  return sums;
}

function compare(shares: Shares, threads: readonly ThreadHistory[], endNs: number, seed: number): void {
  const r = random(seed);
  for (let zoom = 0; zoom < 6; zoom++) {
    const fromNs = zoom === 0 ? 0 : r.below(Math.max(1, endNs)) - 10;
    const toNs = zoom === 0 ? endNs + 5 : fromNs + 1 + r.below(Math.max(1, Math.ceil(endNs / 4 ** zoom)));
    const columns = 1 + r.below(40);
    const into = new Float64Array(columns * TIMED);
    shares.gather(fromNs, toNs, columns, endNs, into);
    const expected = slowly(threads, fromNs, toNs, columns, endNs);
    const farthest = into.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
    expect(farthest).toBeLessThanOrEqual(1e-6 * (toNs - fromNs) * threads.length + 1e-3);
  }
}

test('shares are those of the stretches, for thousands of random stretches of time', () => {
  checkTraces('shares of stretches', 200, 5, (sim, seed) => {
    const recording = record(sim);
    const shares = new Shares();
    shares.grow(recording.threads);
    compare(shares, recording.threads, recording.endNs, seed);
  });
});

test('they stay so while a run grows, before and after what is new was sorted in', () => {
  const batches = generate(60_000, 40);
  let next = batches.next();
  let recording: Recording | null = null;
  const shares = new Shares();
  for (let i = 0; !next.done; i++, next = batches.next()) {
    recording ??= new Recording({
      id: 'r',
      scenario: 's',
      variant: 'v',
      mode: 'live',
      seed: null,
      parameters: {},
      status: 'running',
      outcome: null,
      events: 0,
      threads: 0,
      findings: 0,
    });
    recording.append(next.value);
    shares.grow(recording.threads);
    if (i % 5 === 0) compare(shares, recording.threads, recording.endNs, i + 1);
  }
});

test('the most at once is the most that any moment has', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { threads, endNs } = record(randomProgram(seed));
    const shares = new Shares();
    shares.grow(threads);
    const births = threads.flatMap((thread) => [
      ...(thread.state.length > 0 ? [thread.start.at(0)] : []),
      ...thread.open(endNs).map(({ startNs }) => startNs),
    ]);
    const aliveAt = (timeNs: number) =>
      threads.filter((thread) => {
        const start = thread.state.length > 0 ? thread.start.at(0) : thread.open(Infinity)[0]?.startNs;
        const end = thread.open(Infinity).length > 0 ? Infinity : thread.state.length > 0 ? thread.end.last() : -1;
        return start !== undefined && start <= timeNs && timeNs < end;
      }).length;
    expect(shares.most).toBe(Math.max(0, ...births.map(aliveAt)));
  }
});
