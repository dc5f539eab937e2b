import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { parser as java } from '@lezer/java';
import { parser as python } from '@lezer/python';
import type { Source } from '../model/scenario.ts';

export interface Token {
  readonly text: string;
  /** A class for the stylesheet, or nothing for plain text. */
  readonly style: string;
}

const STYLES = tagHighlighter([
  { tag: tags.comment, class: 'tok-comment' },
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword, tags.self, tags.null, tags.bool],
    class: 'tok-keyword',
  },
  { tag: [tags.string, tags.character, tags.special(tags.string)], class: 'tok-string' },
  { tag: tags.number, class: 'tok-number' },
  { tag: [tags.typeName, tags.className, tags.annotation, tags.meta], class: 'tok-type' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    class: 'tok-call',
  },
]);

/** A listing as lines of tokens. */
export function highlight({ language, text }: Source): Token[][] {
  const code = text.replace(/\n$/, '');
  const lines: Token[][] = [[]];
  const put = (from: number, to: number, style: string) => {
    code
      .slice(from, to)
      .split('\n')
      .forEach((part, i) => {
        if (i > 0) lines.push([]);
        if (part !== '') lines.at(-1)!.push({ text: part, style });
      });
  };
  let at = 0;
  highlightTree((language === 'python' ? python : java).parse(code), STYLES, (from, to, style) => {
    put(at, from, '');
    put(from, to, style);
    at = to;
  });
  put(at, code.length, '');
  return lines;
}
