import { describe, expect, test } from 'vitest';
import { CODE } from '../src/model/kinds.ts';
import type { ObjectHistory } from '../src/model/objects.ts';
import { holdsIn, statesOf } from './support/oracle.ts';
import { randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const isLock = ({ info }: ObjectHistory) =>
  info.type === 'lock' || info.type === 'reentrant-lock' || info.type === 'read-write-lock';

/** Every stretch of any thread blocked on or waiting for any object. */
const waitsOf = (sim: ReturnType<typeof randomProgram>, now: number) =>
  sim.tables.threads.flatMap(({ id }) =>
    statesOf(sim.events, id, now)
      .filter((s) => s.object !== 0 && s.state !== 'ready')
      .map((s) => ({ ...s, thread: id })),
  );

describe('objects', () => {
  test('holds agree with the oracle', () => {
    checkTraces('holds of objects', 1200, 12, (sim, seed) => {
      for (const object of record(sim).objects.filter(isLock)) {
        for (const [holds, read] of [
          [object.holds, false],
          [object.reads, true],
        ] as const) {
          const closed = Array.from({ length: holds.thread.length }, (_, i) => holds.at(i));
          const all = [...closed, ...holds.current(Infinity)].map((h) => ({
            thread: h.thread,
            start: h.startNs,
            end: h.endNs,
            acquire: h.acquire,
            release: h.release,
          }));
          expect(all, `seed ${seed}, ${object.info.name}`).toEqual(holdsIn(sim.events, object.info.id, read));
        }
      }
    });
  });

  test('the owner after any event is the one whom the oracle names', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const sim = randomProgram(seed);
      for (const object of record(sim).objects.filter(isLock)) {
        const holds = holdsIn(sim.events, object.info.id, false);
        for (let seq = 1; seq <= sim.events.length; seq++) {
          const owner = holds.find((h) => h.acquire <= seq && (h.release === 0 || h.release > seq))?.thread ?? 0;
          expect(object.holds.ownerAfter(seq)).toBe(owner);
        }
      }
    }
  });

  test('counts of waiters agree with the oracle at any time', () => {
    checkTraces('waiters of objects', 1200, 12, (sim, seed) => {
      const r = random(seed);
      const recording = record(sim, 1 + (seed % 7));
      const now = recording.endNs;
      const all = waitsOf(sim, now + 1);
      for (const object of recording.objects) {
        const waits = all.filter((w) => w.object === object.info.id);
        const { waiters } = object;
        for (let probe = 0; probe < 12; probe++) {
          // Halves: never at the very moment of a change.
          const t = r.below(now) + 0.5;
          const index = waiters.t.upperBound(t) - 1;
          const count = waits.filter((w) => w.start <= t && t < w.end).length;
          expect(index < 0 ? 0 : waiters.countAt(index), `seed ${seed}, ${object.info.name} at ${t}`).toBe(count);
        }
        const from = r.below(waiters.forest.length + 1);
        let most = 0;
        for (let i = from; i < waiters.forest.length; i++)
          if (waiters.t.at(i + 1) > waiters.t.at(i)) most = Math.max(most, waiters.countAt(i));
        expect(Math.max(0, waiters.forest.fold(from, waiters.forest.length, 0))).toBe(most);
      }
    });
  });

  test('levels follow the values that events carry', () => {
    checkTraces('levels of objects', 300, 5, (sim, seed) => {
      const recording = record(sim);
      const lastOf = (name: string, codes: number[]) => {
        const object = recording.objects.find((o) => o.info.name === name)!;
        const event = sim.events.findLast((e) => e.object === object.info.id && codes.includes(e.code));
        return { level: object.level.current, value: event?.value };
      };
      for (const [name, codes, initial] of [
        ['queue', [CODE['queue.put'], CODE['queue.take']], 0],
        ['x', [CODE['var.write']], 0],
        ['n', [CODE['var.update']], 0],
        ['latch', [CODE['latch.countdown']], 2],
      ] as const) {
        const { level, value } = lastOf(name, [...codes]);
        expect(level, `seed ${seed}, ${name}`).toBe(value ?? initial);
      }
      const permits = recording.objects.find((o) => o.info.name === 'permits')!;
      const taken = sim.events.filter(
        (e) => e.object === permits.info.id && e.code === CODE['semaphore.acquire'],
      ).length;
      const given = sim.events.filter(
        (e) => e.object === permits.info.id && e.code === CODE['semaphore.release'],
      ).length;
      expect(permits.level.current).toBe(2 - taken + given);
    });
  });
});
