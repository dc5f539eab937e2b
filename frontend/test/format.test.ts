import { describe, expect, test } from 'vitest';
import { formatCount, formatDuration, formatOrdinal, formatShare, formatTick } from '../src/base/format.ts';

describe('numbers for people', () => {
  test.each([
    [0, '0 ns'],
    [1, '1 ns'],
    [842, '842 ns'],
    [999.7, '1 µs'],
    [1_000, '1 µs'],
    [1_250, '1.25 µs'],
    [12_345, '12.3 µs'],
    [999_700, '1 ms'],
    [1_234_567, '1.23 ms'],
    [123_456_789, '123 ms'],
    [1_500_000_000, '1.5 s'],
    [59_990_000_000, '60 s'],
    [200_000_000_000, '3 min 20 s'],
    [120_000_000_000, '2 min'],
    [-1_250, '−1.25 µs'],
  ])('%d ns is %s', (ns, text) => expect(formatDuration(ns)).toBe(text));

  test('no duration has more than three digits that mean something', () => {
    for (let ns = 1; ns < 9e10; ns = Math.ceil(ns * 1.37)) {
      expect(formatDuration(ns).replace(/^0\.|[^\d]/g, '').length, formatDuration(ns)).toBeLessThanOrEqual(3);
    }
  });

  test.each([
    [0, 1e6, '0'],
    [20e6, 10e6, '20 ms'],
    [20.5e6, 5e5, '20.5 ms'],
    [1.5e9, 5e8, '1.5 s'],
    [1_500, 500, '1.5 µs'],
    [40, 20, '40 ns'],
  ])('a tick at %d with steps of %d is %s', (ns, step, text) => expect(formatTick(ns, step)).toBe(text));

  test('counts, shares and places', () => {
    expect(formatCount(1_234_567)).toBe('1 234 567');
    expect([0, 0.001, 0.5, 0.999, 1].map(formatShare)).toEqual(['0 %', '< 1 %', '50 %', '> 99 %', '100 %']);
    expect([1, 2, 3, 4, 11, 12, 21, 113].map(formatOrdinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '21st',
      '113th',
    ]);
  });
});
