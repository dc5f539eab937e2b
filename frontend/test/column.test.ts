import { describe, expect, test } from 'vitest';
import { Column } from '../src/base/column.ts';
import { Ends } from '../src/model/ends.ts';
import { Latest } from '../src/model/latest.ts';
import { type Random, random } from './support/random.ts';
import { checkSeeds } from './support/seeds.ts';

/** Numbers as traces have them, and some as they have them never: each a way to go on from the last one. */
const KINDS: readonly ((r: Random, last: number) => number)[] = [
  () => 0,
  (r) => r.below(3),
  (r, last) => last + r.below(900),
  (r) => (r.chance(0.03) ? r.between(0, 2 ** 40) : r.below(200)),
  (r) => r.between(-70_000, 70_000),
  (r) => r.between(0, 2 ** 24),
  (r) => r.between(0, 2 ** 32 + 10),
  (r) => r.between(-(2 ** 53), 2 ** 53),
  (r) =>
    r.pick([
      0xfe,
      0xff,
      0x100,
      0xfffe,
      0xffff,
      0x1_0000,
      0xff_fffe,
      0xff_ffff,
      0xffff_fffe,
      0xffff_ffff,
      2 ** 32,
      2 ** 53,
      2 ** 63,
      -(2 ** 63),
    ]),
  (r) => r.next() * 1e9,
  (r) => r.pick([Infinity, -Infinity, 1, 2]),
];

const entries = (column: Column) => Array.from({ length: column.length }, (_, i) => column.at(i));

describe('a column', () => {
  test('is the array that the same operations make', () => {
    checkSeeds('a column', 300, 6, (seed) => {
      const r = random(seed);
      const column = new Column();
      const plain: number[] = [];
      for (let round = r.between(3, 12); round > 0; round--) {
        const next = r.pick(KINDS);
        for (let n = r.chance(0.5) ? r.below(40) : r.below(3_000); n > 0; n--) {
          const value = next(r, plain.at(-1) ?? 0);
          plain.push(value);
          column.push(value);
        }
        for (let n = r.below(6); n > 0 && plain.length > 0; n--) {
          // Mostly near the end, where changes are.
          const index = Math.max(0, plain.length - 1 - (r.chance(0.8) ? r.below(20) : r.below(2_000)));
          const value = next(r, 0);
          switch (r.below(5)) {
            case 0:
              plain[index] = value;
              column.set(index, value);
              break;
            case 1:
              plain.splice(index, 0, value);
              column.insert(index, value);
              break;
            case 2:
              plain.splice(index, 1);
              column.remove(index);
              break;
            case 3:
              plain.length = index;
              column.truncate(index);
              break;
            case 4:
              column.trim();
              break;
          }
        }
        expect(column.length).toBe(plain.length);
      }
      expect(entries(column), `seed ${seed}`).toEqual(plain);
      const from = r.below(plain.length + 1);
      const to = r.between(from, plain.length);
      const copied = new Float64Array(to - from);
      column.copy(from, to, copied);
      expect([...copied], `seed ${seed}, ${from} to ${to}`).toEqual(plain.slice(from, to));
      if (plain.length > 0) expect(column.last()).toBe(plain.at(-1));
      column.trim();
      expect(entries(column), `seed ${seed}, trimmed`).toEqual(plain);
    });
  });

  test('finds a place in what is sorted', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const r = random(seed);
      const plain = Array.from({ length: r.below(4_000) }, () => r.below(10_000)).sort((a, b) => a - b);
      const column = new Column();
      plain.forEach((value) => column.push(value));
      for (let query = 0; query < 30; query++) {
        const value = r.between(-5, 10_005);
        const end = r.chance(0.5) ? plain.length : r.below(plain.length + 1);
        expect(column.upperBound(value, end)).toBe(plain.slice(0, end).filter((each) => each <= value).length);
      }
    }
  });
});

test('running maxima are those of a loop, and so are places among them', () => {
  checkSeeds('running maxima', 100, 4, (seed) => {
    const r = random(seed);
    const column = new Column();
    const latest = new Latest(column);
    const maxima: number[] = [];
    for (let n = r.below(2_500), t = 0; n > 0; n--) {
      t += r.between(-30, 60);
      column.push(t);
      latest.push(t);
      maxima.push(Math.max(t, maxima.at(-1) ?? -Infinity));
    }
    expect(maxima.map((_, i) => latest.at(i))).toEqual(maxima);
    for (let query = 0; query < 30; query++) {
      const value = r.between(-100, (maxima.at(-1) ?? 0) + 100);
      expect(latest.upperBound(value)).toBe(maxima.filter((each) => each <= value).length);
    }
  });
});

test('ends are where stretches ended, whether the next one starts there or not', () => {
  checkSeeds('ends of stretches', 200, 4, (seed) => {
    const r = random(seed);
    const starts = new Column();
    const ends = new Ends(starts);
    const plain: number[] = [];
    for (let n = r.between(1, 200), t = 0; n > 0; n--) {
      if (r.chance(0.1)) t += r.between(1, 50);
      const start = t;
      t += r.between(1, 100);
      ends.push(start, t);
      plain.push(t);
    }
    expect(plain.map((_, i) => ends.at(i))).toEqual(plain);
    expect(ends.last()).toBe(plain.at(-1));
    const from = r.below(plain.length);
    const to = r.between(from, plain.length);
    const copied = new Float64Array(to - from);
    ends.copy(from, to, copied);
    expect([...copied]).toEqual(plain.slice(from, to));
    for (let query = 0; query < 20; query++) {
      const value = r.below(plain.at(-1)! + 10);
      expect(ends.upperBound(value)).toBe(plain.filter((end) => end <= value).length);
    }
  });
});
