import { expect, test } from 'vitest';
import type { Source } from '../src/model/scenario.ts';
import { type Line, linesOf } from '../src/panels/changes.ts';
import { checkSeeds } from './support/seeds.ts';

const source = (text: string, firstLine = 1): Source =>
  ({ file: 'lostupdate/PlainCounter.java', language: 'java', text, firstLine, sites: {} }) as unknown as Source;
const told = ({ tokens, number, change }: Line) =>
  `${{ added: '+', removed: '-' }[change!] ?? ' '}${number} ${tokens.map(({ text }) => text).join('')}`;

test('a listing by itself is its lines', () => {
  expect(linesOf(source('int a;\n\nint b;\n', 7), null).map(told)).toEqual([' 7 int a;', ' 8 ', ' 9 int b;']);
});

test('what only the other listing has stands where it would, and has no number', () => {
  const other = source('int a;\nint b = a.get();\na.set(b + 1);\n}');
  const own = source('int a;\nlock.lock();\nint b = a.get();\na.add(1);\n}', 20);
  expect(linesOf(own, other).map(told)).toEqual([
    ' 20 int a;',
    '+21 lock.lock();',
    ' 22 int b = a.get();',
    '-0 a.set(b + 1);',
    '+23 a.add(1);',
    ' 24 }',
  ]);
});

test('put together, own lines are the one listing and the rest the other, whatever they are', () => {
  checkSeeds('listings put together', 2_000, 10, (seed) => {
    let state = seed;
    const random = (n: number) => {
      state = (state * 48271) % 2147483647;
      return state % n;
    };
    const listing = () =>
      Array.from({ length: 1 + random(12) }, () => ['{', '}', 'x.get();', '', 'x.set(1);'][random(5)]!);
    const [own, other] = [listing(), listing()];
    const lines = linesOf(source(`${own.join('\n')}\n`, 5), source(`${other.join('\n')}\n`));
    const texts = (kind: Line['change']) =>
      lines.filter(({ change }) => change !== kind).map(({ tokens }) => tokens.map(({ text }) => text).join(''));
    expect(texts('removed')).toEqual(own);
    expect(texts('added')).toEqual(other);
    expect(lines.flatMap(({ number }) => (number === 0 ? [] : [number]))).toEqual(own.map((_, i) => i + 5));
    expect(lines.filter(({ change }) => change === null).length).toBe(longestCommon(own, other));
  });
});

/** The slow and obvious way to count what two listings have in common, in order. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      best[i]![j] = a[i] === b[j] ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
  }
  return best[0]![0]!;
}
