import { describe, expect, test } from 'vitest';

type Leaf = string | ((...values: unknown[]) => string);
type Tree = Leaf | { readonly [key: string]: Tree };

const subjects = Object.entries(
  import.meta.glob<Record<string, { en: Tree; zh: Tree }>>('../src/base/words/*.ts', { eager: true }),
).flatMap(([file, module]) => Object.values(module).map((pair) => ({ file: file.replace(/.*\//, ''), pair })));

/** What is the same in every language: names, units, signs, and figures without a word. */
const SAME = new Set([
  'Java',
  'Python',
  'PCT',
  'A',
  'B',
  'ms',
  'Future',
  'Interleave',
  'p50',
  'p95',
  'p99',
  '✓',
  '◆',
  '✗',
  '',
  'W S',
  'A D',
  '↑ ↓',
  'N',
  'P',
  'Alt ↑ ↓',
  'Del',
  '< >',
  'F',
  'L',
  ', .',
  '[ ]',
  'Shift ← →',
  'C',
  'Space',
  '1 – 9',
  'U R',
  '/',
  'Esc',
  '?',
]);

const HAN = /\p{Script=Han}/u;
/** Each is a text of its own, a list of one, and no number: it goes through whatever a function does, and is found again. */
const MARKS = ['⟦a⟧', '⟦b⟧', '⟦c⟧', '⟦d⟧', '⟦e⟧'].map((mark) => [mark]);
const NUMBERS = [0, 1, 2, 3, 11];

function leaves(tree: Tree, path = ''): [string, Leaf][] {
  if (typeof tree === 'string' || typeof tree === 'function') return [[path, tree]];
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}

const said = (text: string, mark: unknown) => text.includes(String(mark));
const wordless = (text: string) =>
  !/\p{L}{2}/u.test(MARKS.reduce((rest, mark) => rest.replaceAll(String(mark), ''), text).replaceAll(' of ', ''));

describe.each(subjects)('$file', ({ pair: { en, zh } }) => {
  const english = leaves(en);
  const chinese = new Map(leaves(zh));

  test('has the same places in both languages', () => {
    expect([...chinese.keys()]).toEqual(english.map(([path]) => path));
  });

  test.each(english.map(([path, one]) => ({ path, one })))('$path', ({ path, one }) => {
    const other = chinese.get(path)!;
    expect(typeof other).toBe(typeof one);
    if (typeof one === 'string') {
      if (!SAME.has(one)) expect(String(other)).toMatch(HAN);
      else expect(other === one || HAN.test(String(other))).toBe(true);
      return;
    }
    const [a, b] = [one(...MARKS), (other as typeof one)(...MARKS)];
    if (a !== undefined) {
      for (const mark of MARKS) expect(said(b, mark), String(mark)).toBe(said(a, mark));
      if (!wordless(a)) expect(b === a || HAN.test(b), b).toBe(true);
    }
    for (const n of NUMBERS) {
      const [few, same] = [one(n, String(n), String(n)), (other as typeof one)(n, String(n), String(n))];
      expect(typeof same).toBe('string');
      expect(same === '').toBe(few === '');
    }
  });
});

test('the words are in more than a few files', () => {
  expect(subjects.length).toBeGreaterThan(10);
  expect(subjects.flatMap(({ pair }) => leaves(pair.en)).length).toBeGreaterThan(300);
});
