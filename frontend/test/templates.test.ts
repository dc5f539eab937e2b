import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMessages } from '../dev/thymeleaf.mjs';

const RESOURCES = join(import.meta.dirname, '../src/main/resources');
const english = readMessages(RESOURCES);
const chinese = readMessages(RESOURCES, 'zh');
const templates = readdirSync(`${RESOURCES}/templates`).map((file) => ({
  file,
  html: readFileSync(`${RESOURCES}/templates/${file}`, 'utf8'),
}));

/** Names, which are the same in every language. */
const NAMES = ['Interleave', 'Java', 'Python'];
/** Keys that are put together from a value: `mode.live`. */
const TOGETHER = ['mode.', 'status.'];
const HAN = /\p{Script=Han}/u;
const holes = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([hole]) => hole).sort();
const tags = (text: string) => [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag).sort();

describe.each(templates)('$file', ({ html }) => {
  const plain = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|pre|code|kbd)\b[\s\S]*?<\/\1>/g, '');

  test('has no text of its own', () => {
    const texts = [...plain.matchAll(/>([^<]*)</g)]
      .map(([, text]) => text!.trim())
      .filter((text) => /\p{L}/u.test(text));
    expect(texts.filter((text) => !NAMES.includes(text))).toEqual([]);
  });

  test('has no words in its attributes', () => {
    expect(
      [...plain.matchAll(/\s(?:aria-label|title|placeholder|alt|summary|label)="[^"]*\p{L}[^"]*"/gu)].map(
        ([found]) => found,
      ),
    ).toEqual([]);
    const literals = [...plain.matchAll(/th:[\w-]+="([^"]*)"/g)].flatMap(([, expression]) =>
      [...expression!.matchAll(/'([^']*)'/g)].map(([, literal]) => literal!),
    );
    expect(literals.filter((literal) => /[A-Z]|\p{L} \p{L}/u.test(literal) && literal !== ' · Interleave')).toEqual([]);
  });
});

describe('the messages', () => {
  test('are all there in both languages', () => {
    const own = readFileSync(`${RESOURCES}/messages_zh.properties`, 'utf8')
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map((line) => line.split('=')[0]!);
    expect(own.sort()).toEqual([...english.keys()].sort());
  });

  test.each([...english])('%s', (key, text) => {
    const other = chinese.get(key)!;
    expect(other).toMatch(HAN);
    expect(holes(other)).toEqual(holes(text));
    expect(tags(other)).toEqual(tags(text));
    // With a value in it, an apostrophe stands twice, or what follows is taken as it is.
    for (const each of [text, other]) if (holes(each).length > 0) expect(each.replaceAll("''", '')).not.toContain("'");
  });

  test('are those that the templates ask for', () => {
    const asked = new Set(templates.flatMap(({ html }) => [...html.matchAll(/#\{([\w.-]+)/g)].map(([, key]) => key!)));
    expect([...asked].filter((key) => !english.has(key))).toEqual([]);
    expect(
      [...english.keys()].filter((key) => !asked.has(key) && !TOGETHER.some((start) => key.startsWith(start))),
    ).toEqual([]);
  });
});
