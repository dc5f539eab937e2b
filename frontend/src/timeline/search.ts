import type { Finding } from '../model/format.ts';
import { kindOf } from '../model/kinds.ts';
import type { Recording } from '../model/recording.ts';
import { objectKey, threadKey } from './arrange.ts';
import type { LaneKey } from './arrangement.ts';
import { titleOf } from './describe.ts';
import { matcher } from './find.ts';

/** Something that has the text, and which of how many lanes or findings it is. */
export type Found =
  | {
      readonly kind: 'lane';
      readonly lane: LaneKey;
      readonly name: string;
      readonly place: number;
      readonly of: number;
    }
  | {
      readonly kind: 'finding';
      readonly finding: Finding;
      readonly name: string;
      readonly place: number;
      readonly of: number;
    }
  | { readonly kind: 'event'; readonly seq: number; readonly name: string };

/** Goes round through all that has a text: lanes by their names, findings by what they say, then the events of these lanes and of kinds with the text. */
export class Search {
  private text = '';
  private of: Recording | null = null;
  /** The place among lanes and findings, from 0; -1 before them. */
  private at = -1;
  /** The event found last; 0 where a lane or finding was. */
  private seq = 0;

  /** The next one, or the one before; null where nothing has the text. */
  go(recording: Recording, text: string, by: 1 | -1): Found | null {
    const needle = text.trim().toLowerCase();
    if (needle === '') return null;
    if (needle !== this.text || recording !== this.of) {
      this.text = needle;
      this.of = recording;
      this.at = -1;
      this.seq = 0;
    }
    const named = [...lanesWith(recording, needle), ...findingsWith(recording, needle)];
    const inside = this.seq === 0 ? this.at + by : -1;
    if (inside >= 0 && inside < named.length) return this.stand(named, inside);
    return this.event(recording, by) ?? this.stand(named, by > 0 ? 0 : named.length - 1) ?? this.event(recording, by);
  }

  private stand(named: readonly Found[], at: number): Found | null {
    this.at = at;
    this.seq = 0;
    return named[at] ?? null;
  }

  /** Before the first lane stands the last event, and after the last lane the first event. */
  private event(recording: Recording, by: 1 | -1): Found | null {
    const matches = matcher(recording, this.text);
    const { count, kind } = recording.trace;
    for (let seq = this.seq === 0 && by < 0 ? count : this.seq + by; seq >= 1 && seq <= count; seq += by) {
      if (!matches(seq)) continue;
      this.seq = seq;
      return { kind: 'event', seq, name: kindOf(kind.at(seq)).kind };
    }
    return null;
  }
}

function lanesWith(recording: Recording, needle: string): Found[] {
  const lanes = [
    ...recording.threads.map(({ id }) => ({ lane: threadKey(id), name: recording.threadName(id) })),
    ...recording.objects.map(({ info }) => ({ lane: objectKey(info.id), name: info.name })),
  ].filter(({ name }) => name.toLowerCase().includes(needle));
  return lanes.map((lane, i) => ({ kind: 'lane', ...lane, place: i + 1, of: lanes.length }));
}

function findingsWith({ findings }: Recording, needle: string): Found[] {
  const found = findings.filter(({ type, message }) => `${titleOf(type)} ${message}`.toLowerCase().includes(needle));
  return found.map((finding, i) => ({
    kind: 'finding',
    finding,
    name: titleOf(finding.type),
    place: i + 1,
    of: found.length,
  }));
}
