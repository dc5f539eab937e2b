import { describe, expect, test } from 'vitest';
import {
  causeOf,
  chainFrom,
  effectOf,
  explainWait,
  holdersAfter,
  isOwnerCycle,
  waitersAfter,
} from '../src/model/explain.ts';
import { CODE } from '../src/model/kinds.ts';
import { programs, randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';

describe('why a thread waits', () => {
  test('in a deadlock the chain closes on itself', () => {
    const sim = programs.deadlock!(random(1));
    const recording = record(sim);
    const [, alice, bob] = recording.threads;
    const [wait] = alice!.open(recording.endNs).slice(-1);
    const why = explainWait(recording, wait!, recording.trace.count, recording.endNs);
    expect(recording.objectName(why.object)).toBe('right account');
    expect(why.holders.map((h) => h.thread)).toEqual([bob!.id]);
    expect(recording.trace.sites[recording.trace.site.at(why.holders[0]!.acquire)]?.line).toBe(14);
    expect(why).toMatchObject({ place: 1, cause: 0, result: 0, cyclic: true });
    expect(why.chain.map((l) => l.thread)).toEqual([alice!.id, bob!.id]);
  });

  test('a deadlock is drawn as a ring only where it is one', () => {
    const recording = record(programs.deadlock!(random(1)));
    const finding = {
      type: 'deadlock',
      certainty: 'observed' as const,
      threads: [2, 3],
      objects: [2, 1],
      events: [19, 21],
      message: '',
    };
    expect(isOwnerCycle(recording, finding)).toBe(true);
    // Each waits for what it holds itself: whatever that is, the next one does not hold it.
    expect(isOwnerCycle(recording, { ...finding, objects: [1, 2] })).toBe(false);
    expect(isOwnerCycle(recording, { ...finding, objects: [] })).toBe(false);
    expect(isOwnerCycle(recording, { ...finding, type: 'lost-signal' })).toBe(false);
  });

  test('main joins a thread that is blocked: the chain goes through the join to the holder', () => {
    const recording = record(programs.deadlock!(random(1)));
    const { chain, cyclic } = chainFrom(recording, 1, recording.trace.count);
    expect(chain.map((l) => recording.threadName(l.thread))).toEqual(['main', 'alice', 'bob']);
    expect(cyclic).toBe(true);
  });

  test('of an ended wait: who held, the place in the queue, who ended it, how long it was ready', () => {
    const recording = record(programs['mutex-contention']!(random(2)));
    const { trace } = recording;
    let explained = 0;
    for (const thread of recording.threads) {
      for (let i = 0; i < thread.state.length; i++) {
        const wait = thread.interval(i);
        if (wait.state !== 'blocked') continue;
        explained++;
        const why = explainWait(recording, wait, wait.from, recording.endNs);
        // A lock just handed over may have no holder yet: its next owner is ready, and not there yet.
        expect(why.holders.length).toBeLessThanOrEqual(1);
        expect(why.place).toBe(waitersAfter(recording, wait.object, wait.from).length);
        expect(trace.kind.at(why.cause)).toBe(CODE['lock.release']);
        expect(why.waitedNs + why.readyNs).toBe(trace.t.at(wait.to) - trace.t.at(wait.from));
      }
    }
    expect(explained).toBeGreaterThan(20);
  });

  test('holders and waiters are those that a walk over all events finds', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const sim = randomProgram(seed);
      const recording = record(sim);
      const lock = sim.tables.objects.find((o) => o.name === 'b')!.id;
      const held = new Set<number>();
      const waiting = new Set<number>();
      for (const e of sim.events) {
        if (e.object === lock) {
          if (e.code === CODE['lock.request']) waiting.add(e.thread);
          else waiting.delete(e.thread);
          if (e.code === CODE['lock.acquire']) held.add(e.thread);
          if (e.code === CODE['lock.release']) held.delete(e.thread);
        }
        expect(new Set(holdersAfter(recording, lock, e.seq).map((h) => h.thread))).toEqual(held);
        expect(new Set(waitersAfter(recording, lock, e.seq).map((w) => w.thread))).toEqual(waiting);
      }
    }
  });

  test('walking causes back always ends, and every step crosses to another thread', () => {
    const recording = record(programs['producer-consumer']!(random(4)));
    const { trace } = recording;
    for (let seq = trace.count; seq > 0; ) {
      const cause = causeOf(recording, seq);
      expect(cause).toBeLessThan(seq);
      if (cause > 0) expect(trace.thread.at(cause)).not.toBe(trace.thread.at(seq));
      seq = cause;
    }
    for (let seq = 1; seq <= trace.count; seq++) {
      const thread = trace.thread.at(seq);
      // The next event of the thread that another thread could go on because of, and the first that could.
      let expected = 0;
      for (let own = seq; own <= trace.count && expected === 0; own++) {
        if (trace.thread.at(own) !== thread) continue;
        for (let later = trace.count; later > own; later--)
          if (trace.cause.at(later) === own && trace.thread.at(later) !== thread) expected = later;
      }
      expect(effectOf(recording, seq)).toBe(expected);
    }
    expect(effectOf(recording, 1)).toBeGreaterThan(0);
  });

  test('the current line of a thread is that of its last event with one', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const sim = randomProgram(seed);
      const recording = record(sim);
      for (const thread of recording.threads) {
        for (let seq = 1; seq <= sim.events.length; seq++) {
          const own = sim.events.filter((e) => e.thread === thread.id && e.seq <= seq);
          const ended = own.at(-1)?.code === CODE['thread.end'];
          expect(thread.lastSited(seq)).toBe(ended ? 0 : (own.findLast((e) => e.site !== 0)?.seq ?? 0));
        }
      }
    }
  });
});
