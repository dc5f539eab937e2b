import { describe, expect, test } from 'vitest';
import { chainFrom } from '../src/model/explain.ts';
import { CODE } from '../src/model/kinds.ts';
import { Spans } from '../src/model/spans.ts';
import { LIVED_STATES, type Summary, statistics } from '../src/model/statistics.ts';
import { Use } from '../src/model/use.ts';
import { obtainedOf, usesOf, waitsOf } from './support/contention-oracle.ts';
import { statesOf } from './support/oracle.ts';
import { programs } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkSeeds } from './support/seeds.ts';
import { checkTraces } from './support/traces.ts';

/** The parts of stretches that lie in a range; one of no length counts where it lies. */
const clipped = (all: readonly { start: number; end: number }[], from: number, to: number) =>
  all
    .filter((s) => s.start < to && (s.end > from || s.start >= from))
    .map((s) => Math.min(s.end, to) - Math.max(s.start, from))
    .sort((a, b) => a - b);

function summed(lengths: readonly number[]): Summary {
  const rank = (p: number) => lengths[Math.ceil((lengths.length * p) / 100) - 1] ?? 0;
  return {
    count: lengths.length,
    total: lengths.reduce((a, b) => a + b, 0),
    max: lengths.at(-1) ?? 0,
    p50: rank(50),
    p95: rank(95),
    p99: rank(99),
  };
}

/** Some ranges of a run, the whole among them. */
const rangesOf = (seed: number, end: number): [number, number][] => {
  const r = random(seed);
  const some = Array.from({ length: 4 }, () => [r.below(end), r.below(end)].sort((a, b) => a - b) as [number, number]);
  return [[0, Infinity], ...some.filter(([from, to]) => to > from)];
};

describe('the figures of a range', () => {
  test('of every object are those that a look at all events finds', () => {
    let contended = 0;
    const tried = checkTraces('figures of objects', 300, 3, (sim, seed) => {
      const recording = record(sim, 13);
      const end = recording.endNs + 500;
      const waits = waitsOf(sim.events, end);
      for (const [from, to] of rangesOf(seed, end)) {
        const found = statistics(recording, from, to, end);
        const rows = new Map(found.objects.map((c) => [`${c.object.id} ${c.operation}`, c]));
        const total = new Map<string, number>();
        for (const { id, type } of sim.tables.objects) {
          for (const operation of type === 'queue'
            ? ['put', 'take']
            : /lock|semaphore/.test(type)
              ? ['acquire']
              : ['await']) {
            if (type === 'variable' || type === 'atomic') continue;
            const own = waits.filter((w) => w.object === id && w.operation === operation);
            const uses = operation === 'acquire' ? usesOf(sim.events, id, end) : [];
            const at = obtainedOf(sim.events, id, operation).filter((t) => t >= from && t < to).length;
            const wait = summed(clipped(own, from, to));
            const hold = summed(clipped(uses, from, to));
            const row = rows.get(`${id} ${operation}`);
            const where = `seed ${seed}, ${id} ${operation}, ${from} to ${to}`;
            expect(row !== undefined, where).toBe(at > 0 || wait.count > 0 || hold.count > 0);
            if (!row) continue;
            expect({ obtained: row.obtained, wait: row.wait, hold: row.hold }, where).toEqual({
              obtained: at,
              wait,
              hold,
            });
            expect(row.contended, where).toBe(
              own.filter((w) => w.granted !== null && w.granted >= from && w.granted < to).length,
            );
            contended += row.contended;
            const pairs = new Map<string, number>();
            for (const w of own) {
              for (const h of uses) {
                const ns = Math.min(w.enabled, h.end, to) - Math.max(w.start, h.start, from);
                if (h.thread === w.thread || ns <= 0) continue;
                for (const sums of [pairs, total])
                  sums.set(`${h.thread} ${w.thread}`, (sums.get(`${h.thread} ${w.thread}`) ?? 0) + ns);
              }
            }
            expect(new Map(row.blocking.map((b) => [`${b.holder} ${b.waiter}`, b.ns])), where).toEqual(pairs);
          }
        }
        expect(new Map(found.blocking.map((b) => [`${b.holder} ${b.waiter}`, b.ns]))).toEqual(total);
        expect(found.blocking).toEqual(found.blocking.toSorted((a, b) => b.ns - a.ns));
      }
    });
    expect(contended).toBeGreaterThan(2 * tried);
  });

  test('of every thread are its stretches, cut at the ends', () => {
    checkTraces('figures of threads', 200, 5, (sim, seed) => {
      const recording = record(sim, 29);
      const end = recording.endNs + 500;
      for (const [from, to] of rangesOf(seed, end)) {
        const { threads } = statistics(recording, from, to, end);
        for (const { id } of sim.tables.threads) {
          const expected = LIVED_STATES.map((state) =>
            clipped(
              statesOf(sim.events, id, end).filter((s) => s.state === state),
              from,
              to,
            ).reduce((a, b) => a + b, 0),
          );
          const row = threads.find((t) => t.thread === id);
          expect(row?.times ?? expected.map(() => 0), `seed ${seed}, thread ${id}, ${from} to ${to}`).toEqual(expected);
        }
      }
    });
  });

  test('name a longest chain: no moment of the range has a longer one', () => {
    let found = 0;
    const tried = checkTraces('longest chains', 150, 5, (sim, seed) => {
      const recording = record(sim);
      const { trace } = recording;
      const end = recording.endNs;
      // As it stands after each event, until the next moment.
      const moments = sim.events
        .map(({ seq }) => {
          const chains = recording.threads.map(({ id }) => chainFrom(recording, id, seq).chain);
          const depths = chains.map((chain) => chain.filter(({ request }) => request !== 0).length);
          return {
            start: trace.clock.at(seq),
            end: seq < trace.count ? trace.clock.at(seq + 1) : Infinity,
            depth: Math.max(...depths),
          };
        })
        .filter((m) => m.end > m.start);
      for (const [from, to] of rangesOf(seed, end)) {
        const deepest = Math.max(0, ...moments.filter((m) => m.start < to && m.end > from).map((m) => m.depth));
        const { chain } = statistics(recording, from, to, end);
        expect(chain.depth, `seed ${seed}, ${from} to ${to}`).toBe(deepest < 2 ? 0 : deepest);
        // The last thread of a chain that does not close waits for nobody.
        expect([chain.depth, chain.depth + 1]).toContain(chain.threads.length);
        if (chain.depth > 0) found++;
      }
    });
    expect(found).toBeGreaterThan(tried / 3);
  });

  test('cost little more than what lies in the range', () => {
    const recording = record(programs.busy!(random(3)), 4000);
    const { holds } = recording.objects[0]!.uses[0]!;
    expect(holds.length).toBeGreaterThan(3000);
    let visits = 0;
    let looked = 0;
    const { start } = holds;
    const at = start.at.bind(start);
    start.at = (index) => {
      looked++;
      return at(index);
    };
    const middle = at((holds.length / 2) | 0);
    holds.within(middle, middle + 200_000, () => {
      visits++;
    });
    expect(visits).toBeGreaterThan(0);
    expect(looked).toBeLessThan(visits * 2 + 40);
  });
});

describe('spans', () => {
  test('of a range are those that a loop finds, in whatever order they came', () => {
    checkSeeds('spans of a range', 300, 5, (seed) => {
      const r = random(seed);
      const spans = new Spans();
      const all: { start: number; end: number }[] = [];
      const made = Array.from({ length: r.below(120) }, () => r.below(1000)).map((start) => ({
        start,
        end: start + (r.chance(0.2) ? 0 : r.below(200)),
      }));
      // In some, none overlaps another: they come in the order of time.
      if (seed % 3 === 0)
        made
          .sort((a, b) => a.start - b.start)
          .forEach((s, i) => {
            s.end = Math.min(s.end, made[i + 1]?.start ?? s.end);
          });
      for (const { start, end } of made) {
        all.push({ start, end });
        spans.add(1, start, end);
      }
      for (let query = 0; query < 20; query++) {
        const from = r.below(1100);
        const to = from + 1 + r.below(200);
        const found: number[] = [];
        spans.within(from, to, (i) => found.push(i));
        expect(found).toEqual(all.flatMap((s, i) => (s.start < to && (s.end > from || s.start >= from) ? [i] : [])));
      }
    });
  });
});

describe('a pool', () => {
  test('has tasks that wait from their submission to their start, and then run', () => {
    const use = new Use('task', { id: 1, type: 'executor', name: 'pool' });
    use.on(CODE['task.submit'], 1, 10, 1);
    use.on(CODE['task.submit'], 1, 20, 2);
    use.on(CODE['task.start'], 2, 10, 1);
    use.on(CODE['task.end'], 2, 50, 1);
    use.on(CODE['task.start'], 2, 60, 2);
    use.on(CODE['task.submit'], 1, 70, 3);
    use.on(CODE['task.fail'], 2, 90, 2);
    use.on(CODE['task.submit'], 1, 95, 4);
    use.on(CODE['task.cancel'], 1, 99, 3);
    expect([use.obtained.within(0, 100), use.obtained.within(0, 60), use.contended.within(0, 100)]).toEqual([2, 1, 1]);
    expect([0, 1].map((i) => [use.waits.start.at(i), use.waits.end.at(i)])).toEqual([
      [20, 60],
      [70, 99],
    ]);
    expect([0, 1].map((i) => [use.holds.thread.at(i), use.holds.start.at(i), use.holds.end.at(i)])).toEqual([
      [2, 10, 50],
      [2, 60, 90],
    ]);
    expect([...use.pending]).toEqual([95]);
  });
});
