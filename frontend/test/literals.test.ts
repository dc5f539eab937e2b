import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('base/words'),
);

/** The end of a template literal whose text begins at `at`, and all texts in it, holes marked by `\0`; templates in holes are added too. */
function readTemplate(source: string, at: number, found: string[]): number {
  let text = '';
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      at = readHole(source, at + 2, found);
      text += '\0';
    } else {
      text += source[at] === '\\' ? source[++at] : source[at];
      at++;
    }
  }
  found.push(text);
  return at + 1;
}

function readHole(source: string, at: number, found: string[]): number {
  for (let depth = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '`') at = readTemplate(source, at + 1, found) - 1;
    else if (char === "'" || char === '"') at = source.indexOf(char, at + 1);
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return at + 1;
  }
  return at;
}

function markup(source: string): string[] {
  const found: string[] = [];
  for (const { index, 0: tag } of source.matchAll(/\bhtml`/g)) readTemplate(source, index + tag.length, found);
  return found.filter((text) => text.includes('<'));
}

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

describe.each(files)('%s', (file) => {
  const source = withoutComments(readFileSync(`${SRC}/${file}`, 'utf8'));

  test('says nothing between tags', () => {
    const texts = markup(source)
      .flatMap((text) => text.split(/<[^>]*>/))
      .map((text) => text.replaceAll('\0', '').trim());
    expect(texts.filter((text) => /\p{L}{2}/u.test(text))).toEqual([]);
  });

  test('says nothing in attributes', () => {
    expect(
      markup(source).flatMap((text) =>
        [...text.matchAll(/\s(?:aria-label|title|placeholder|alt)=["'][^"']*\p{L}[^"']*["']/gu)].map(
          ([found]) => found,
        ),
      ),
    ).toEqual([]);
  });

  test('has no sentence among its strings', () => {
    const thrown = source.replace(/throw new \w+\([^;]*;/g, '');
    expect([...thrown.matchAll(/'[A-Z][a-z]+ [^'\n]*'/g)].map(([found]) => found)).toEqual([]);
  });
});

test('what stands between tags is seen', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in a text is what is read
  expect(markup('x = html`<p class=${a ? html`<b>in</b>` : "{"}>Out ${b}</p>`;')).toEqual([
    '<b>in</b>',
    '<p class=\0>Out \0</p>',
    '<b>in</b>',
  ]);
});
