import type { Recording } from '../model/recording.ts';
import { Shares, TIMED } from '../model/shares.ts';
import type { ThreadHistory } from '../model/states.ts';
import type { Group } from './arrange.ts';

interface Known {
  readonly shares: Shares;
  /** The members that it has, and up to which event. */
  members: readonly ThreadHistory[];
  count: number;
  gathered: { readonly key: string; readonly columns: Float64Array };
}

const known = new WeakMap<Recording, Map<string, Known>>();

/** What a group's threads do, with all that is known by now. */
export const sharesOf = (recording: Recording, group: Group): Shares => entryOf(recording, group).shares;

/** Time in each state for equal parts of a stretch of time, as `Shares.gather` has it; worked out once for what is on screen. */
export function gatherGroup(
  recording: Recording,
  group: Group,
  fromNs: number,
  toNs: number,
  columns: number,
  nowNs: number,
): Float64Array {
  const entry = entryOf(recording, group);
  const key = `${entry.count} ${entry.members.length} ${fromNs} ${toNs} ${columns} ${nowNs}`;
  if (entry.gathered.key !== key) {
    const room = columns * TIMED;
    const into = entry.gathered.columns.length === room ? entry.gathered.columns : new Float64Array(room);
    entry.shares.gather(fromNs, toNs, columns, nowNs, into);
    entry.gathered = { key, columns: into };
  }
  return entry.gathered.columns;
}

function entryOf(recording: Recording, { key, threads }: Group): Known {
  let groups = known.get(recording);
  if (!groups) {
    groups = new Map<string, Known>();
    known.set(recording, groups);
  }
  let entry = groups.get(key);
  // The members change only when lanes are laid out anew; with others than before, what was summed up cannot be taken apart.
  if (!entry || (entry.members !== threads && !includesAll(threads, entry.members))) {
    entry = { shares: new Shares(), members: [], count: -1, gathered: { key: '', columns: new Float64Array(0) } };
    groups.set(key, entry);
  }
  const { count } = recording.trace;
  if (entry.members !== threads || entry.count !== count) {
    entry.shares.grow(threads);
    entry.members = threads;
    entry.count = count;
  }
  return entry;
}

function includesAll(threads: readonly ThreadHistory[], earlier: readonly ThreadHistory[]): boolean {
  if (earlier.length > threads.length) return false;
  const now = new Set(threads);
  return earlier.every((thread) => now.has(thread));
}
