import { describe, expect, test } from 'vitest';
import { Alignment } from '../src/model/align.ts';
import { compare, onlyIn } from '../src/model/compare.ts';
import type { Finding, Run } from '../src/model/format.ts';
import { Recording } from '../src/model/recording.ts';
import { readCompareAddress, writeCompareAddress } from '../src/pages/compare-address.ts';
import { Linked } from '../src/pages/linked.ts';
import { verdict } from '../src/panels/verdict.ts';
import { View } from '../src/timeline/view.ts';
import { viewport } from '../src/timeline/viewport.ts';
import { waitsOf } from './support/contention-oracle.ts';
import { encodeBatches } from './support/encode.ts';
import { programs, randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record, run } from './support/record.ts';
import type { Simulator } from './support/simulator.ts';
import { checkTraces } from './support/traces.ts';

const finding = (type: string, objects: number[]): Finding => ({
  type,
  certainty: 'observed',
  threads: [1],
  objects,
  events: [],
  message: '',
});

function ended(sim: Simulator, more: Partial<Run> = {}, findings: readonly Finding[] = []): Recording {
  const recording = new Recording(run({ status: 'completed', ...more }));
  for (const batch of encodeBatches(sim.events, sim.tables, 50)) recording.append(batch);
  recording.findings.push(...findings);
  return recording;
}

const contended = (seed: number, more: Partial<Run> = {}, findings: readonly Finding[] = []) =>
  ended(programs['mutex-contention']!(random(seed)), more, findings);

describe('the differences of two runs', () => {
  test('count the waits that a look at all events finds', () => {
    let waited = 0;
    const tried = checkTraces('waits of two runs', 100, 5, (sim, seed) => {
      const sims = { a: sim, b: randomProgram(seed + 1000) };
      const runs = { a: record(sims.a), b: record(sims.b) };
      const { waits, objects, events, threads } = compare(runs.a, runs.b);
      expect(events).toEqual({ a: sims.a.events.length, b: sims.b.events.length });
      expect(threads).toEqual({ a: sims.a.tables.threads.length, b: sims.b.tables.threads.length });
      for (const side of ['a', 'b'] as const) {
        const all = waitsOf(sims[side].events, runs[side].endNs);
        const figures = (some: typeof all) => {
          const lengths = some.map(({ start, end }) => end - start);
          return {
            count: lengths.length,
            totalNs: lengths.reduce((x, y) => x + y, 0),
            longestNs: Math.max(0, ...lengths),
          };
        };
        expect(waits[side], `seed ${seed}, ${side}`).toEqual(figures(all));
        for (const row of objects) {
          const of = all.filter(
            ({ object, operation }) => operation === row.operation && runs[side].objectName(object) === row.name,
          );
          expect(row[side]).toMatchObject(figures(of));
        }
        waited += all.length;
      }
    });
    expect(waited).toBeGreaterThan(3 * tried);
  });

  test('tell findings of both from those of one', () => {
    const a = contended(1, {}, [finding('convoy', [1]), finding('convoy', [1]), finding('lost-update', [1])]);
    const b = contended(2, {}, [finding('convoy', [1])]);
    const comparison = compare(a, b);
    expect(comparison.findings.map(({ type, a: one, b: other }) => [type, one, other])).toEqual([
      ['lost-update', 1, 0],
      ['convoy', 2, 1],
    ]);
    expect(onlyIn('a', comparison).map(({ type }) => type)).toEqual(['lost-update']);
    expect(onlyIn('b', comparison)).toEqual([]);
  });

  test('are said with the gravest first', () => {
    const outcome = (goalMet: boolean) => ({ value: 1, goalMet, summary: '' });
    const a = contended(1, { outcome: outcome(false) }, [finding('lost-update', [1]), finding('convoy', [1])]);
    const b = contended(1, { outcome: outcome(true), durationNanos: a.endNs * 3 });
    expect(verdict(a, b, compare(a, b))).toEqual([
      'B met its goal, and A missed it.',
      `Only A has “Lost update: ${a.objectName(1)}”, and one more finding that the other has not.`,
      'B took 3 times as long.',
    ]);
    const same = contended(1);
    expect(verdict(same, same, compare(same, same))).toEqual(['No figure tells the two apart.']);
  });

  test('do not compare time with steps', () => {
    const live = contended(1);
    const controlled = contended(1, { mode: 'controlled' });
    const comparison = compare(controlled, live);
    expect(comparison.sameClock).toBe(false);
    expect(verdict(controlled, live, comparison)).toEqual([
      expect.stringContaining('B ran live, in real time; A ran controlled'),
    ]);
  });
});

describe('two views of two runs', () => {
  function linked(a: Recording, b: Recording) {
    const views = { a: new View(), b: new View() };
    const both = new Linked(views);
    views.a.load(a);
    views.b.load(b);
    both.align(new Alignment(a, b));
    return { ...views, both };
  }

  test('on one clock show the same time', () => {
    const short = contended(1);
    const { a, b } = linked(short, contended(2, { durationNanos: short.endNs * 4 }));
    expect(a.viewport).toEqual(b.viewport);
    expect(a.viewport.toNs).toBeGreaterThan(short.endNs * 4);
    a.zoom(0.1, short.endNs / 2);
    expect(b.viewport).toEqual(a.viewport);
    a.standAtTime(short.endNs / 2);
    expect(b.playheadNs).toBe(short.endNs / 2);
    a.clear();
    a.fit();
    expect([b.playhead, b.follow]).toEqual([null, 'fit']);
  });

  test('only the one that a person moves is followed', () => {
    const { a, b, both } = linked(contended(1), contended(2));
    both.lead = 'b';
    b.look(viewport(1000, 5000));
    expect(a.viewport).toEqual(viewport(1000, 5000));
    a.look(viewport(0, 300));
    expect(a.viewport).toEqual(b.viewport);
  });

  test('aligned, stand at the same event at the same place', () => {
    const one = contended(1);
    const other = contended(2);
    const alignment = new Alignment(one, other);
    const { a, b, both } = linked(one, other);
    both.by = 'event';
    a.zoom(0.05, one.endNs / 2);
    const middle = one.trace.seqAt(one.endNs / 2);
    const seq = Array.from({ length: middle }, (_, i) => middle - i).find((at) => alignment.match(at, 'a') !== 0)!;
    a.standAt(seq);
    expect(b.playhead).toBe(alignment.match(seq, 'a'));
    expect(b.playheadNs! - b.viewport.fromNs).toBeCloseTo(a.playheadNs! - a.viewport.fromNs, 3);
  });

  test('what is selected in the one is selected in the other, or nothing is', () => {
    const { a, b } = linked(contended(1), contended(2));
    const alignment = new Alignment(a.recording!, b.recording!);
    let missed = 0;
    for (let seq = 1; seq <= a.recording!.trace.count; seq++) {
      a.select({ thread: a.recording!.trace.thread.at(seq), seq });
      const match = alignment.match(seq, 'a');
      expect(b.selection?.seq ?? 0).toBe(match);
      if (match === 0) missed++;
      else expect(b.selection!.thread).toBe(b.recording!.trace.thread.at(match));
    }
    expect(missed).toBeLessThan(a.recording!.trace.count);
    a.select(null);
    expect(b.selection).toBeNull();
  });

  test('time and steps go by event only', () => {
    const { both } = linked(contended(1), contended(1, { mode: 'controlled' }));
    expect(both.by).toBe('event');
  });
});

test('an address of two runs says what it was made of', () => {
  const address = {
    lang: 'zh',
    by: 'event',
    lead: 'b',
    viewport: viewport(5, 900),
    playhead: 12,
    selection: { thread: 2, seq: 12 },
    finding: 3,
    tab: 'events',
    critical: true,
  } as const;
  const query = writeCompareAddress({ a: 'x', b: 'y' }, address);
  expect(String(query)).toBe(
    'lang=zh&a=x&b=y&by=event&lead=b&view=5-900&at=12&sel=2-12&finding=3&panel=events&critical=1',
  );
  expect(readCompareAddress(query)).toEqual(address);
  expect(readCompareAddress(new URLSearchParams('view=9-1&at=x&sel=1&finding=-2&panel=none&lead=c&by=z'))).toEqual({
    lang: null,
    by: 'clock',
    lead: 'a',
    viewport: null,
    playhead: null,
    selection: null,
    finding: null,
    tab: null,
    critical: false,
  });
});
