import { diffArrays } from 'diff';
import type { Source } from '../model/scenario.ts';
import { highlight, type Token } from './highlight.ts';

/** A line of a listing, or one that only the listing that it is compared with has. */
export interface Line {
  readonly tokens: readonly Token[];
  /** In its file; 0 for a line that is not in it. */
  readonly number: number;
  readonly change: 'added' | 'removed' | null;
}

/** The lines of a listing; compared with another, with those that only the other has where they would stand. */
export function linesOf(source: Source, other: Source | null): Line[] {
  const own = highlight(source);
  const line = (i: number, change: Line['change']): Line => ({ tokens: own[i]!, number: source.firstLine + i, change });
  if (!other) return own.map((_, i) => line(i, null));
  const theirs = highlight(other);
  const lines: Line[] = [];
  let here = 0;
  let there = 0;
  for (const { added, removed, count } of diffArrays(theirs.map(textOf), own.map(textOf))) {
    for (let i = 0; i < count; i++) {
      lines.push(
        removed ? { tokens: theirs[there]!, number: 0, change: 'removed' } : line(here, added ? 'added' : null),
      );
      if (!removed) here++;
      if (!added) there++;
    }
  }
  return lines;
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('');
