import { describe, expect, test } from 'vitest';
import { Forest, type Leaves } from '../src/model/forest.ts';
import { random } from './support/random.ts';
import { checkSeeds } from './support/seeds.ts';

const counting: Leaves = {
  fold: (from, end, into) => {
    into[0] = end - from;
  },
};

describe('forest', () => {
  test('folds any range as a loop would, through growing, shrinking and growing again', () => {
    checkSeeds('folds of a forest', 400, 8, (seed) => {
      const r = random(seed);
      const leaves: number[] = [];
      const forest = new Forest(['sum', 'min', 'max'], {
        fold: (from, end, into) => {
          const some = leaves.slice(from, end);
          into.set([some.reduce((a, b) => a + b), Math.min(...some), Math.max(...some)]);
        },
      });
      for (let round = 0; round < 6; round++) {
        const keep = r.below(leaves.length + 1);
        forest.shrink(keep);
        leaves.length = keep;
        for (let n = r.below(90); n > 0; n--) leaves.push(r.between(-50, 50));
        forest.grow(leaves.length);
        for (let query = 0; query < 10; query++) {
          const from = r.below(leaves.length + 1);
          const to = from + r.below(leaves.length - from + 1);
          const slice = leaves.slice(from, to);
          expect(forest.fold(from, to, 0)).toBe(slice.reduce((a, b) => a + b, 0));
          expect(forest.fold(from, to, 1)).toBe(Math.min(Infinity, ...slice));
          expect(forest.fold(from, to, 2)).toBe(Math.max(-Infinity, ...slice));
        }
      }
    });
  });

  test('a cover is an exact partition in order, of blocks that fit', () => {
    const r = random(5);
    const forest = new Forest(['sum'], counting);
    forest.grow(1000);
    for (let query = 0; query < 500; query++) {
      const from = r.below(1000);
      const to = r.between(from, 1000);
      const most = r.between(1, 64);
      const blocks: { first: number; size: number; level: number; block: number; sum: number }[] = [];
      forest.cover(
        from,
        to,
        (first, last) => last - first < most,
        (level, block, first, last) => {
          blocks.push({ first, size: last - first + 1, level, block, sum: forest.get(level, block, 0) });
        },
      );
      let at = from;
      const expected = blocks.map(({ level }) => {
        const size = 2 ** level;
        at += size;
        return { first: at - size, size, level, block: (at - size) / size, sum: size };
      });
      expect(blocks).toEqual(expected);
      expect(at).toBe(to);
      expect(Math.max(0, ...blocks.map(({ size }) => size))).toBeLessThanOrEqual(most);
    }
  });

  test('covers a million leaves in logarithmic steps', () => {
    const forest = new Forest(['sum'], counting);
    forest.grow(1_000_000);
    let visits = 0;
    forest.cover(
      3,
      999_997,
      () => true,
      () => {
        visits++;
      },
    );
    expect(visits).toBeLessThan(40);
  });
});
