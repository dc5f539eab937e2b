import { describe, expect, test } from 'vitest';
import { STEP_NS, stepAt } from '../src/base/clock.ts';
import { step } from '../src/base/units.ts';
import { criticalPath, pathShares } from '../src/model/critical.ts';
import { kindOf } from '../src/model/kinds.ts';
import { Recording } from '../src/model/recording.ts';
import { encodeBatches, type RawEvent } from './support/encode.ts';
import { lostUpdate, Machine } from './support/machine.ts';
import { programs } from './support/programs.ts';
import { random } from './support/random.ts';
import { record, run } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const WAITS = /request$|^(condition|event)\.wait$|\.await$|^thread\.park$/;
const name = (e: RawEvent) => kindOf(e.code).kind;

/** Slow and obvious, moment by moment: the thread that the path is on before each event, back from the latest. */
function pathOf(events: readonly RawEvent[]): { thread: number; start: number; end: number }[] {
  const out: { thread: number; start: number; end: number }[] = [];
  const end = Math.max(...events.map((e) => e.t));
  let at = events.findLast((e) => e.t === end)!;
  let until = at.t;
  const add = (thread: number, from: number) => {
    const start = Math.max(from, events[0]!.t);
    if (start >= until) return;
    const last = out.at(-1);
    if (last && last.thread === thread && last.start === until) last.start = start;
    else out.push({ thread, start, end: until });
    until = start;
  };
  for (;;) {
    const before = events.findLast((e) => e.thread === at.thread && e.seq < at.seq);
    const cause = events[at.cause - 1];
    const ended =
      cause &&
      cause.thread !== at.thread &&
      (before === undefined || (WAITS.test(name(before)) && cause.seq > before.seq));
    const next = ended ? cause : before;
    if (!next) {
      add(at.thread, 0);
      return out.reverse();
    }
    // Times of the path never go up, though clocks may differ.
    add(at.thread, next.t);
    at = next;
  }
}

describe('the critical path', () => {
  test('is the one that a walk over the events finds', () => {
    let jumps = 0;
    const tried = checkTraces('critical paths walked', 400, 5, (sim, seed) => {
      // A wait for a condition is three events at one moment: the walk over events would need to know.
      if (sim.events.some((e) => name(e) === 'condition.wake')) return;
      const path = [...criticalPath(record(sim))];
      const joined: { thread: number; start: number; end: number }[] = [];
      for (const { thread, startNs, endNs } of path) {
        const last = joined.at(-1);
        if (last && last.thread === thread) last.end = endNs;
        else joined.push({ thread, start: startNs, end: endNs });
      }
      expect(joined, `seed ${seed}`).toEqual(pathOf(sim.events));
      jumps += joined.length - 1;
    });
    expect(jumps).toBeGreaterThan(tried / 2);
  });

  test('has no gap and covers the run, whatever happened in it', () => {
    checkTraces('critical paths without a gap', 200, 5, (sim) => {
      const recording = record(sim);
      const path = [...criticalPath(recording)];
      for (const [i, segment] of path.entries()) {
        expect(segment.endNs).toBeGreaterThan(segment.startNs);
        if (i > 0) expect(segment.startNs).toBe(path[i - 1]!.endNs);
      }
      if (path.length > 0) {
        expect(path.at(-1)!.endNs).toBe(Math.max(...sim.events.map((e) => e.t)));
        expect(path[0]!.startNs).toBe(sim.events[0]!.t);
      }
      const length = path.reduce((sum, s) => sum + s.endNs - s.startNs, 0);
      const shares = pathShares(path);
      expect(shares.reduce((sum, s) => sum + s.ns, 0)).toBe(length);
      for (const { ns, times } of shares) expect(times.reduce((a, b) => a + b, 0)).toBe(ns);
    });
  });

  test('of a controlled run is made of whole steps, those in which it runs by the thread that made them', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const r = random(seed);
      const machine = new Machine(lostUpdate(3, false), 'demo/Demo.java', false);
      while (!machine.over) machine.step(r.pick(machine.enabled()), 0);
      const recording = new Recording(run({ mode: 'controlled', status: 'completed' }));
      for (const batch of encodeBatches(machine.events, machine.tables, 7)) recording.append(batch);
      const path = [...criticalPath(recording)];
      expect(path.at(-1)!.endNs).toBe(recording.endNs);
      for (const { thread, state, startNs, endNs } of path) {
        expect([startNs % STEP_NS, endNs % STEP_NS]).toEqual([0, 0]);
        if (state !== 'running') continue;
        for (let at = stepAt(startNs); at < stepAt(endNs); at = step(at + 1))
          expect(recording.moves!.at(at).thread).toBe(thread);
      }
    }
  });

  test('goes through the holders of the one lock that everybody wants', () => {
    const recording = record(programs['mutex-contention']!(random(2)));
    const path = [...criticalPath(recording)];
    // Nobody on the path waits for another: whoever waits is not what the run waits for.
    expect(path.some(({ state }) => state === 'blocked')).toBe(false);
    expect(pathShares(path).length).toBeGreaterThan(4);
  });
});
