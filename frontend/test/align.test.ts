import { describe, expect, test } from 'vitest';
import { Alignment } from '../src/model/align.ts';
import { eventView } from '../src/model/events.ts';
import type { Recording } from '../src/model/recording.ts';
import { programs, randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

/** Whether two events, each of its run, are of one kind, by threads and on objects of one name and place among that name. */
function alike(a: Recording, x: number, b: Recording, y: number): boolean {
  const one = eventView(a.trace, x);
  const other = eventView(b.trace, y);
  const nth = (infos: readonly ({ name: string } | undefined)[], id: number) =>
    infos.filter((info, i) => i <= id && info?.name === infos[id]?.name).length;
  if (one.kind !== other.kind || a.threadName(one.thread) !== b.threadName(other.thread)) return false;
  if (nth(a.trace.threads, one.thread) !== nth(b.trace.threads, other.thread)) return false;
  if (one.object === null || other.object === null) return one.object === other.object;
  return (
    a.objectName(one.object) === b.objectName(other.object) &&
    nth(a.trace.objects, one.object) === nth(b.trace.objects, other.object)
  );
}

/** Counts how many like it came before, and looks for the one of the other run before which as many came. */
function matchOf(a: Recording, x: number, b: Recording): number {
  let before = 0;
  for (let seq = 1; seq < x; seq++) if (alike(a, seq, a, x)) before++;
  for (let seq = 1; seq <= b.trace.count; seq++) {
    if (!alike(a, x, b, seq)) continue;
    if (before === 0) return seq;
    before--;
  }
  return 0;
}

describe('events of two runs', () => {
  test('match as one finds by counting', () => {
    let matched = 0;
    let unmatched = 0;
    const tried = checkTraces('events of two runs', 60, 5, (sim, seed) => {
      const a = record(sim);
      const b = record(randomProgram(seed + 1));
      const found = new Alignment(a, b);
      let latest = 0;
      for (let seq = 1; seq <= Math.min(a.trace.count, 80); seq++) {
        const expected = matchOf(a, seq, b);
        expect(found.match(seq, 'a'), `seed ${seed}, event ${seq}`).toBe(expected);
        if (expected === 0) unmatched++;
        else {
          matched++;
          latest = expected;
          expect(found.match(expected, 'b')).toBe(seq);
        }
        expect(found.place(seq, 'a')).toBe(latest);
      }
    });
    expect(Math.min(matched, unmatched)).toBeGreaterThan((200 / 60) * tried);
  });

  test('of one run match each itself', () => {
    const a = record(programs['mutex-contention']!(random(1)));
    const found = new Alignment(a, a);
    expect(found.count).toBe(a.trace.count);
    for (let seq = 1; seq <= a.trace.count; seq++) expect(found.match(seq, 'b')).toBe(seq);
    expect(found.place(0, 'a')).toBe(0);
    expect(found.place(a.trace.count + 9, 'a')).toBe(a.trace.count);
  });
});
