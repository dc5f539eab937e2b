import { describe, expect, test } from 'vitest';
import { contention } from '../src/model/contention.ts';
import { CODE, lockValue } from '../src/model/kinds.ts';
import type { ObjectHistory } from '../src/model/objects.ts';
import type { RawEvent } from './support/encode.ts';
import { holdsOf, statesOf } from './support/oracle.ts';
import { randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';

const SEEDS = 1200;
const isLock = ({ info }: ObjectHistory) => info.type === 'lock' || info.type === 'reentrant-lock' || info.type === 'read-write-lock';

/** Every stretch of any thread blocked on or waiting for any object. */
const waitsOf = (sim: ReturnType<typeof randomProgram>, now: number) =>
  sim.tables.threads.flatMap(({ id }) => statesOf(sim.events, id, now).filter((s) => s.object !== 0 && s.state !== 'ready').map((s) => ({ ...s, thread: id })));

/** From each request to the same thread's next event on the lock. */
const attempts = (events: readonly RawEvent[]) => events.flatMap((e) => {
  const result = e.code === CODE['lock.request'] && events.find((x) => x.seq > e.seq && x.thread === e.thread);
  return result ? [result.t - e.t] : [];
});

describe('objects', () => {
  test('holds agree with the oracle', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const sim = randomProgram(seed);
      for (const object of record(sim).objects.filter(isLock)) {
        for (const [holds, read] of [[object.holds, false], [object.reads, true]] as const) {
          const closed = Array.from({ length: holds.thread.length }, (_, i) => holds.at(i));
          const all = [...closed, ...holds.current(Infinity)].map((h) => ({ thread: h.thread, start: h.startNs, end: h.endNs, acquire: h.acquire, release: h.release }));
          expect(all, `seed ${seed}, ${object.info.name}`).toEqual(holdsOf(sim.events, object.info.id, read));
        }
      }
    }
  });

  test('the owner after any event is the one whom the oracle names', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const sim = randomProgram(seed);
      for (const object of record(sim).objects.filter(isLock)) {
        const holds = holdsOf(sim.events, object.info.id, false);
        for (let seq = 1; seq <= sim.events.length; seq++) {
          const owner = holds.find((h) => h.acquire <= seq && (h.release === 0 || h.release > seq))?.thread ?? 0;
          expect(object.holds.ownerAfter(seq)).toBe(owner);
        }
      }
    }
  });

  test('counts of waiters agree with the oracle at any time', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const sim = randomProgram(seed);
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
        for (let i = from; i < waiters.forest.length; i++) if (waiters.t.at(i + 1) > waiters.t.at(i)) most = Math.max(most, waiters.countAt(i));
        expect(Math.max(0, waiters.forest.fold(from, waiters.forest.length, 0))).toBe(most);
      }
    }
  });

  test('levels follow the values that events carry', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const sim = randomProgram(seed);
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
      const taken = sim.events.filter((e) => e.object === permits.info.id && e.code === CODE['semaphore.acquire']).length;
      const given = sim.events.filter((e) => e.object === permits.info.id && e.code === CODE['semaphore.release']).length;
      expect(permits.level.current).toBe(2 - taken + given);
    }
  });
});

describe('contention', () => {
  test('waits, holds and blame agree with the oracle', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const sim = randomProgram(seed);
      const recording = record(sim, 13);
      for (const row of contention(recording.objects.filter(isLock))) {
        const object = row.object.info.id;
        const events = sim.events.filter((e) => e.object === object);
        const outermost = events.filter((e) => e.code === CODE['lock.acquire'] && lockValue(e.value).holds === 1).length;
        expect(row.obtained).toBe(outermost);
        const waits = attempts(events).filter((ns) => ns > 0).sort((a, b) => a - b);
        // With a condition, waits for the lock also begin at signals: the total there is the waiter count's concern.
        if (sim.tables.objects.every((o) => o.parent !== object)) expect([...row.object.waits.sorted()], `seed ${seed}`).toEqual(waits);
        expect(row.wait.totalNs).toBe([...row.object.waits.sorted()].reduce((a, b) => a + b, 0));
        const lengths = [...holdsOf(sim.events, object, false), ...holdsOf(sim.events, object, true)].filter((h) => h.release !== 0).map((h) => h.end - h.start).sort((a, b) => a - b);
        expect(row.hold?.count ?? 0).toBe(lengths.length);
        expect(row.hold?.maxNs ?? 0).toBe(lengths.at(-1) ?? 0);
        expect(row.hold?.p50Ns ?? 0).toBe(lengths[Math.ceil(lengths.length / 2) - 1] ?? 0);
        expect(row.contended).toBeLessThanOrEqual(row.obtained);
      }
    }
  });

  test('who held up whom is the overlap of holds with waits', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const sim = randomProgram(seed);
      // Where clocks disagree, a hold that was open when a wait ended may claim to have ended before it.
      if (sim.skewNs > 0) continue;
      const recording = record(sim, 17);
      const all = waitsOf(sim, Infinity);
      for (const object of recording.objects.filter(isLock)) {
        const holds = [...holdsOf(sim.events, object.info.id, false), ...holdsOf(sim.events, object.info.id, true)];
        const expected = new Map<string, number>();
        for (const wait of all) {
          if (wait.object !== object.info.id || wait.end === Infinity) continue;
          for (const hold of holds) {
            const ns = Math.min(hold.end, wait.end) - Math.max(hold.start, wait.start);
            if (hold.thread !== wait.thread && ns > 0) expected.set(`${hold.thread}>${wait.thread}`, (expected.get(`${hold.thread}>${wait.thread}`) ?? 0) + ns);
          }
        }
        const found = new Map([...object.blocking].flatMap(([holder, waiters]) => [...waiters].map(([waiter, ns]) => [`${holder}>${waiter}`, ns] as const)));
        expect(new Map([...found].sort()), `seed ${seed}, ${object.info.name}`).toEqual(new Map([...expected].sort()));
      }
    }
  });
});
