import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');
const tokens = readFileSync(join(SRC, 'base/tokens.css'), 'utf8');
const sheets = readdirSync(join(SRC, 'pages'))
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, css: readFileSync(join(SRC, 'pages', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }));

interface Declaration {
  property: string;
  value: string;
}

const declarations = (css: string): Declaration[] =>
  [...css.matchAll(/(?<=[{;]\s*)([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map(([, property, value]) => ({
    property: property!,
    value: value!,
  }));
/** A colour that somebody wrote down: not one that the system, or whatever is around, gives. */
const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|\b(?:white|black|red|green|blue|grey|gray|orange|yellow)\b/i;
const SPACED = /^(?:padding|margin|(?:row-|column-)?gap)(?:-|$)/;
const faults = ({ property, value }: Declaration): string[] => [
  ...(COLOUR.test(value.replace(/url\([^)]*\)|var\([^)]*\)/g, '')) ? ['colour'] : []),
  ...(/^font(-size)?$/.test(property) && /(?<![\w/.-])(?<!\/ )\d*\.?\d+(px|rem|pt)/.test(value) ? ['type'] : []),
  ...(SPACED.test(property) && /(?<![\w.-])(?!1px)\d+px/.test(value) ? ['space'] : []),
  ...(property === 'border-radius' && /\dpx/.test(value) ? ['round'] : []),
  ...(property === 'box-shadow' && /(?:\d(?:px)?\s+){2}\d+px/.test(value) ? ['shadow'] : []),
  ...(/^(transition|animation)/.test(property) &&
  /\d(ms|s)\b|\bease|cubic-bezier/.test(value.replace(/var\([^)]*\)/g, ''))
    ? ['motion']
    : []),
];

describe.each(sheets)('$file', ({ css }) => {
  test('speaks in tokens', () => {
    expect(
      declarations(css).flatMap((each) => faults(each).map((fault) => `${fault}: ${each.property}: ${each.value}`)),
    ).toEqual([]);
  });

  test('knows every token that it names', () => {
    const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const own = new Set([...css.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    /** Set by scripts, element by element. */
    const given = ['--own', '--share', '--heat'];
    expect(
      [...css.matchAll(/var\((--[\w-]+)\)/g)]
        .map(([, name]) => name!)
        .filter((name) => !known.has(name) && !own.has(name) && !given.includes(name)),
    ).toEqual([]);
  });
});

test.each([
  ['.a { color: #fff; }', 'colour'],
  ['.a { box-shadow: 0 4px 14px var(--veil); }', 'shadow'],
  ['.a { background: linear-gradient(white, var(--ground)); }', 'colour'],
  ['.a { border: 1px solid rgb(0 0 0 / 0.1) }', 'colour'],
  ['.a { font: 600 11px var(--font); }', 'type'],
  ['.a { padding: 0 7px; }', 'space'],
  ['.a { margin-left: 4px; }', 'space'],
  ['.a { border-radius: 3px; }', 'round'],
  ['.a { transition: color 90ms; }', 'motion'],
])('%s is found', (css, fault) => {
  expect(declarations(css).flatMap(faults)).toEqual([fault]);
});
