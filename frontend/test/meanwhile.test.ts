import { describe, expect, test } from 'vitest';
import { CODE, holdsOf } from '../src/model/kinds.ts';
import { meanwhile } from '../src/model/meanwhile.ts';
import { usesOf } from './support/contention-oracle.ts';
import { programs, randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';

const REQUESTS = new Set<number>([
  CODE['lock.request'],
  CODE['semaphore.request'],
  CODE['queue.put.request'],
  CODE['queue.take.request'],
]);

/** Every wait of a random run for something with a queue, with what a look at all events says about it. */
function* waits(seeds: number) {
  for (let seed = 1; seed <= seeds; seed++) {
    const sim = randomProgram(seed);
    if (sim.skewNs > 0) continue;
    const recording = record(sim);
    for (const thread of recording.threads) {
      const all = [
        ...Array.from({ length: thread.state.length }, (_, i) => thread.interval(i)),
        ...thread.open(recording.endNs),
      ];
      for (const wait of all)
        if (wait.state === 'blocked' && sim.events[wait.from - 1]!.object === wait.object)
          yield { seed, sim, recording, wait };
    }
  }
}

describe('while a thread waits', () => {
  test('who has it, from when to when, is what a walk over all events finds', () => {
    let found = 0;
    for (const { seed, sim, recording, wait } of waits(500)) {
      const type = recording.object(wait.object)!.info.type;
      if (type === 'queue') continue;
      const expected = usesOf(sim.events, wait.object, recording.endNs)
        .map((h) => ({ thread: h.thread, start: Math.max(h.start, wait.startNs), end: Math.min(h.end, wait.endNs) }))
        .filter((h) => h.end > h.start && h.thread !== wait.thread);
      const held = meanwhile(recording, wait).held.map((h) => ({ thread: h.thread, start: h.startNs, end: h.endNs }));
      const order = (a: { start: number; thread: number }, b: { start: number; thread: number }) =>
        a.start - b.start || a.thread - b.thread;
      expect(held.sort(order), `seed ${seed}, event ${wait.from}`).toEqual(expected.sort(order));
      found += held.length;
    }
    expect(found).toBeGreaterThan(200);
  });

  test('the place in the queue moves up with each of those before it that leaves', () => {
    let moved = 0;
    for (const { seed, sim, recording, wait } of waits(500)) {
      const { places } = meanwhile(recording, wait);
      // A plain request waits until its thread's next event; one after a signal has its queue elsewhere.
      const queue = sim.events.filter((e) => e.seq < wait.from && e.object === wait.object && REQUESTS.has(e.code));
      const last = wait.to === 0 ? sim.events.length : wait.to - 1;
      const leaves = queue
        .flatMap((e) => {
          const next = sim.events.find((x) => x.thread === e.thread && x.seq > e.seq);
          return !next || next.seq > wait.from ? [next?.seq ?? Infinity] : [];
        })
        .sort((a, b) => a - b);
      expect(
        places.map((p) => p.place),
        `seed ${seed}, event ${wait.from}`,
      ).toEqual([leaves.length + 1, ...leaves.filter((seq) => seq <= last).map((_, i) => leaves.length - i)]);
      moved += places.length - 1;
    }
    expect(moved).toBeGreaterThan(20);
  });

  test('who asked later and got it first is who is named', () => {
    let overtaken = 0;
    for (const { seed, sim, recording, wait } of waits(800)) {
      const request = sim.events[wait.from - 1]!.code;
      const result = (
        {
          [CODE['lock.request']]: CODE['lock.acquire'],
          [CODE['semaphore.request']]: CODE['semaphore.acquire'],
          [CODE['queue.put.request']]: CODE['queue.put'],
          [CODE['queue.take.request']]: CODE['queue.take'],
        } as Record<number, number>
      )[request];
      const last = wait.to === 0 ? sim.events.length : wait.to - 1;
      const expected = sim.events
        .filter(
          (e) =>
            e.seq > wait.from &&
            e.seq <= last &&
            e.object === wait.object &&
            e.code === result &&
            e.thread !== wait.thread,
        )
        .filter((e) => e.code !== CODE['lock.acquire'] || holdsOf(e.value) === 1)
        .filter(
          (e) =>
            sim.events.findLast(
              (x) => x.seq < e.seq && x.thread === e.thread && x.object === wait.object && x.code === request,
            )!.seq > wait.from,
        )
        .map((e) => e.seq);
      expect(
        meanwhile(recording, wait).overtakers.map((o) => o.result),
        `seed ${seed}, event ${wait.from}`,
      ).toEqual(expected);
      overtaken += expected.length;
    }
    expect(overtaken).toBeGreaterThan(5);
  });

  test('the strip of a contended lock is full but for the moments of handing over', () => {
    const recording = record(programs['mutex-contention']!(random(2)));
    let waited = 0;
    let heldNs = 0;
    for (const thread of recording.threads) {
      for (let i = 0; i < thread.state.length; i++) {
        const wait = thread.interval(i);
        if (wait.state !== 'blocked') continue;
        waited += wait.endNs - wait.startNs;
        heldNs += meanwhile(recording, wait).held.reduce((sum, h) => sum + h.endNs - h.startNs, 0);
      }
    }
    expect(heldNs / waited).toBeGreaterThan(0.98);
    expect(heldNs).toBeLessThanOrEqual(waited);
  });
});
