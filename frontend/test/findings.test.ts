import { describe, expect, test } from 'vitest';
import { ring } from '../src/panels/ring.ts';

const BOX = { width: 88, height: 24 };

describe('the ring of a deadlock', () => {
  test.each([2, 3, 4, 5, 6, 7, 8, 10])('of %i threads keeps its nodes apart, with room for an arrow, and inside the picture', (threads) => {
    const { width, height, places } = ring(threads * 2);
    for (const [i, a] of places.entries()) {
      for (const b of places.slice(i + 1)) {
        const aside = Math.abs(a.x - b.x) - BOX.width;
        const below = Math.abs(a.y - b.y) - BOX.height;
        expect(Math.max(aside, below)).toBeGreaterThan(15);
      }
      expect(Math.min(a.x, width - a.x)).toBeGreaterThan(BOX.width / 2);
      expect(Math.min(a.y, height - a.y)).toBeGreaterThan(BOX.height / 2);
    }
  });

  test('of seven threads is hardly wider than a panel', () => {
    expect(ring(14).width).toBeLessThan(620);
  });
});
