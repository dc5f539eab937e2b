import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STATES, type State } from '../src/model/states.ts';
import { MARKS } from '../src/timeline/palette.ts';
import { type Colour, difference, over, parseColour, SIGHTS, type Sight } from './support/vision.ts';

/** Two fills that differ less are not told apart at a glance where one is beside the other: five times what is just seen. */
const TOLD_APART = 0.1;
/** A mark must stand out from its fill for the pattern to be seen. */
const SEEN = 0.12;

const css = readFileSync(join(import.meta.dirname, '../src/base/tokens.css'), 'utf8');
const blockOf = (start: string) => css.slice(css.indexOf(start), css.indexOf('\n}', css.indexOf(start)));
const plain = blockOf(':root {');
const strong = blockOf('@media (prefers-contrast: more)');

/** Reads a token as the browser would in a theme. */
function token(name: string, dark: boolean, more: boolean): Colour {
  const value = (more ? [strong, plain] : [plain])
    .map((block) => new RegExp(`--${name}: ([^;]*);`).exec(block)?.[1])
    .find(Boolean);
  if (!value) throw new Error(`there is no token ${name}`);
  const both = /^light-dark\((.+?\)?), (.+)\)$/.exec(value);
  return parseColour(both ? both[dark ? 2 : 1]! : value);
}

const drawn = STATES.filter((state) => state !== 'ended');
const pairs = drawn.flatMap((one, i) => drawn.slice(i + 1).map((other) => [one, other] as const));
const themes = [false, true].flatMap((more) =>
  [false, true].map((dark) => ({ theme: `${dark ? 'dark' : 'light'}${more ? ', more contrast' : ''}`, dark, more })),
);

describe.each(themes)('in $theme', ({ dark, more }) => {
  const fill = (state: State) => token(`state-${state}`, dark, more);
  const ground = token('ground', dark, more);

  test.each(Object.keys(SIGHTS) as Sight[])('every two states are told apart by colour or by pattern: %s', (sight) => {
    const alike = pairs.filter(
      ([one, other]) => MARKS[one] === MARKS[other] && difference(fill(one), fill(other), sight) < TOLD_APART,
    );
    expect(alike).toEqual([]);
  });

  test.each(Object.keys(SIGHTS) as Sight[])(
    'every pattern is seen on its fill, and every fill on the ground: %s',
    (sight) => {
      const mark = token('state-mark', dark, more);
      for (const state of drawn) {
        if (MARKS[state]) expect(difference(fill(state), over(mark, fill(state)), sight), state).toBeGreaterThan(SEEN);
        expect(difference(fill(state), ground, sight), state).toBeGreaterThan(TOLD_APART);
      }
    },
  );
});

const luminance = ({ rgb }: Colour) =>
  rgb
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i]!, 0);
const contrast = (a: Colour, b: Colour) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

describe.each([false, true])('with more contrast (dark: %s)', (dark) => {
  test('text stands out seven to one, what is drawn three to one', () => {
    const ground = token('ground', dark, true);
    for (const name of ['ink', 'accent', 'danger', 'good', 'warn', 'critical'])
      expect(contrast(token(name, dark, true), ground), name).toBeGreaterThan(7);
    for (const state of drawn) expect(contrast(token(`state-${state}`, dark, true), ground), state).toBeGreaterThan(3);
    expect(contrast(token('line', dark, true), ground)).toBeGreaterThan(3);
  });
});

test('without colour no two of the states that may not be plain have the same pattern', () => {
  const marks = drawn.map((state) => MARKS[state]).filter(Boolean);
  expect(new Set(marks).size).toBe(marks.length);
  expect(drawn.filter((state) => !MARKS[state])).toEqual(['running', 'sleeping']);
});

test('what one sees is as the papers say', () => {
  const [red, green, grey] = ['#ff0000', '#00aa00', '#808080'].map(parseColour) as [Colour, Colour, Colour];
  expect(difference(red, red, 'usual')).toBe(0);
  expect(difference(parseColour('#000000'), parseColour('#ffffff'), 'usual')).toBeCloseTo(1, 2);
  expect(difference(red, green, 'usual')).toBeGreaterThan(3 * difference(red, green, 'greyscale'));
  expect(difference(red, green, 'deuteranopia')).toBeLessThan(difference(red, green, 'usual') / 2);
  for (const sight of Object.keys(SIGHTS) as Sight[])
    expect(difference(grey, over({ ...grey, alpha: 0.5 }, grey), sight)).toBeCloseTo(0, 6);
});
