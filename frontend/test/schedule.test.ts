import { describe, expect, test } from 'vitest';
import { type Choice, formatSchedule, parseSchedule, partingOf } from '../src/model/schedule.ts';
import { random } from './support/random.ts';
import { checkSeeds } from './support/seeds.ts';

function randomSchedule(seed: number): Choice[] {
  const r = random(seed);
  return Array.from({ length: r.below(40) }, () => ({
    thread: 1 + r.below(3),
    alternative: r.chance(0.15) ? 1 + r.below(3) : 0,
  }));
}

describe('a schedule as text', () => {
  test('is read as docs/controlled.md says', () => {
    expect(parseSchedule('1*5,2,3*2')?.map((c) => c.thread)).toEqual([1, 1, 1, 1, 1, 2, 3, 3]);
    expect(parseSchedule('3.1,3')).toEqual([
      { thread: 3, alternative: 1 },
      { thread: 3, alternative: 0 },
    ]);
    expect(parseSchedule('3.1*2')).toEqual([
      { thread: 3, alternative: 1 },
      { thread: 3, alternative: 1 },
    ]);
    expect(parseSchedule('')).toEqual([]);
    expect(parseSchedule(' 1 , 2 ')?.length).toBe(2);
  });

  test.each(['x', '0', '1,', ',1', '1*0', '1**2', '1.', '-1', '1*5;2', '1*2.1', '1e3', '1*100001', '1*99999,1*2'])(
    '%s is none',
    (text) => {
      expect(parseSchedule(text)).toBeNull();
    },
  );

  test('comes back as it was, in its shortest form', () => {
    checkSeeds('schedules as text', 2000, 5, (seed) => {
      const schedule = randomSchedule(seed);
      const text = formatSchedule(schedule);
      expect(parseSchedule(text)).toEqual(schedule);
      const parts = text === '' ? [] : text.split(',').map((part) => part.replace(/\*.*/, ''));
      parts.slice(1).forEach((part, i) => expect(part).not.toBe(parts[i]));
    });
    expect(formatSchedule(parseSchedule('1,1,1,1,1,2,3.1,3')!)).toBe('1*5,2,3.1,3');
  });
});

describe('where two schedules part', () => {
  const parting = (one: string, other: string) => partingOf(parseSchedule(one)!, parseSchedule(other)!);

  test('is the first step that differs', () => {
    expect(parting('1*3,2*2', '1*3,3,2')).toEqual({
      kind: 'apart',
      step: 4,
      one: { thread: 2, alternative: 0 },
      other: { thread: 3, alternative: 0 },
    });
    expect(parting('1,2', '1,2.1')).toMatchObject({ kind: 'apart', step: 2, other: { alternative: 1 } });
    expect(parting('1*3', '1*5')).toEqual({ kind: 'shorter', steps: 3 });
    expect(parting('1*3', '1*3')).toEqual({ kind: 'same' });
    expect(parting('', '')).toEqual({ kind: 'same' });
  });

  test('does not depend on which is which, and everything before it is shared', () => {
    checkSeeds('where schedules part', 1000, 5, (seed) => {
      const one = randomSchedule(seed);
      const r = random(seed + 7);
      const other = [...one.slice(0, r.below(one.length + 1)), ...randomSchedule(seed + 5000)];
      const there = partingOf(one, other);
      const back = partingOf(other, one);
      expect(back.kind).toBe(there.kind);
      const shared = there.kind === 'apart' ? there.step - 1 : Math.min(one.length, other.length);
      expect(one.slice(0, shared)).toEqual(other.slice(0, shared));
      if (there.kind === 'apart') expect(one[shared]).not.toEqual(other[shared]);
    });
  });
});
