import { describe, expect, test } from 'vitest';
import { CODE } from '../src/model/kinds.ts';
import { Recording } from '../src/model/recording.ts';
import type { ThreadHistory } from '../src/model/states.ts';
import { encodeBatches } from './support/encode.ts';
import { type Stretch, statesOf, tidy } from './support/oracle.ts';
import { randomProgram } from './support/programs.ts';
import { record, run } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const isWait = (state: string) => state === 'blocked' || state === 'waiting';

function derived(thread: ThreadHistory, now: number): Stretch[] {
  const intervals = [...Array.from({ length: thread.state.length }, (_, i) => thread.interval(i)), ...thread.open(now)];
  return tidy(
    intervals.map((i) => ({ state: i.state, start: i.startNs, end: i.endNs, object: isWait(i.state) ? i.object : 0 })),
  );
}

const plain = (stretches: Stretch[]) => stretches.map((s) => ({ ...s, object: isWait(s.state) ? s.object : 0 }));

describe('thread states', () => {
  test('agree with the oracle on 3000 random traces', () => {
    const seen = new Set<string>();
    checkTraces('states of threads', 3000, 15, (sim, seed) => {
      const recording = record(sim, 1 + (seed % 60));
      const now = recording.endNs + 1_000;
      for (const thread of recording.threads) {
        const expected = plain(statesOf(sim.events, thread.id, now));
        for (const { state } of expected) seen.add(state);
        expect(derived(thread, now), `seed ${seed}, thread ${thread.id}`).toEqual(expected);
      }
    });
    // The generator reaches everything that there is to get wrong.
    expect([...seen].sort()).toEqual(['blocked', 'io', 'new', 'ready', 'running', 'sleeping', 'waiting']);
  });

  test('agree with the oracle after every event of a growing trace', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const sim = randomProgram(seed);
      const recording = new Recording(run());
      encodeBatches(sim.events, sim.tables, 1).forEach((batch, i) => {
        recording.append(batch);
        // Between a wake-up and its lock.acquire, written in one step, the future of the wait is half known: not compared.
        const last = sim.events[i]!;
        if (
          last.code === CODE['condition.wake'] ||
          (last.code === CODE['lock.request'] && sim.events[i - 1]?.code === CODE['condition.wake'])
        )
          return;
        const now = recording.endNs + 1;
        for (const thread of recording.threads) {
          const expected = plain(statesOf(sim.events.slice(0, i + 1), thread.id, now));
          expect(derived(thread, now), `seed ${seed}, event ${i + 1}, thread ${thread.id}`).toEqual(expected);
        }
      });
    }
  });

  test('the aggregates of a thread add up to its stretches', () => {
    for (let seed = 1; seed <= 100; seed++) {
      for (const thread of record(randomProgram(seed)).threads) {
        const count = thread.state.length;
        const byState = new Float64Array(7);
        for (let i = 0; i < count; i++) byState[thread.state.at(i)]! += thread.end.at(i) - thread.start.at(i);
        byState.forEach((total, state) => expect(thread.forest.fold(0, count, state)).toBeCloseTo(total, -2));
      }
    }
  });

  test('the stretch of an event is the one that it began', () => {
    const recording = record(randomProgram(7));
    for (const thread of recording.threads) {
      for (let i = 0; i < thread.state.length; i++) {
        const { from } = thread.interval(i);
        expect(thread.of(from, recording.endNs)?.from).toBe(from);
      }
    }
  });
});
