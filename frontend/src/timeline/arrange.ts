import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';
import { STATES, type State, type ThreadHistory } from '../model/states.ts';
import { type Arranged, type LaneKey, moved } from './arrangement.ts';
import { type Family, familyOf, rankOf } from './families.ts';

/** More than this of a kind are shown as one lane, unless a person opens it. */
export const MANY = 64;

export interface Group {
  readonly key: LaneKey;
  readonly name: string;
  readonly threads: readonly ThreadHistory[];
  readonly objects: readonly ObjectHistory[];
}

/** What a lane is of. */
export type Subject =
  | { readonly kind: 'thread'; readonly thread: ThreadHistory }
  | { readonly kind: 'object'; readonly object: ObjectHistory }
  | { readonly kind: 'group'; readonly group: Group; readonly open: boolean };

export type Row = Subject & {
  readonly key: LaneKey;
  readonly name: string;
  readonly pinned: boolean;
  /** The group that it stands in, opened. */
  readonly inside: Group | null;
};

/** What the selection and the finding are of, where only their lanes are wanted. */
export interface Chosen {
  readonly threads: ReadonlySet<number>;
  readonly objects: ReadonlySet<number>;
}

export const NOBODY: Chosen = { threads: new Set(), objects: new Set() };

export const threadKey = (id: number): LaneKey => `t${id}`;
export const objectKey = (id: number): LaneKey => `o${id}`;

/** The lanes in order: those on top; threads, then objects by family, children right below their parents; those of a kind together in groups. */
export function arrange(recording: Recording, wanted: Arranged, chosen: Chosen): Row[] {
  const threads = wanted.withoutFamilies.includes('threads')
    ? []
    : sorted(
        recording.threads.filter((thread) => wantsThread(recording, wanted, chosen, thread)),
        wanted,
        threadItem(recording),
      );
  const objects = sortedObjects(recording, wanted, chosen);
  const items = [
    ...grouped(
      wanted,
      threads.map((thread): Item => ({ row: threadRow(recording, thread), stem: stemOf(recording, thread), thread })),
      false,
    ),
    ...grouped(
      wanted,
      objects.map(
        (object): Item => ({
          row: objectRow(object),
          stem: { key: `k${object.info.type}`, name: object.info.type },
          object,
        }),
      ),
      true,
    ),
  ];
  const all = items.flatMap((item) => (item.inside.length > 0 && item.open ? [item.row, ...item.inside] : [item.row]));
  const byKey = new Map(items.flatMap((item) => [item.row, ...item.inside]).map((row) => [row.key, row]));
  const onTop = wanted.pinned.flatMap((key) => byKey.get(key) ?? []);
  const pinned = new Set(onTop);
  return [...onTop.map((row) => ({ ...row, pinned: true, inside: null })), ...all.filter((row) => !pinned.has(row))];
}

interface Item {
  readonly row: Row;
  readonly stem: { readonly key: string; readonly name: string };
  readonly thread?: ThreadHistory;
  readonly object?: ObjectHistory;
}

interface Placed {
  readonly row: Row;
  readonly inside: readonly Row[];
  readonly open: boolean;
}

const threadRow = (recording: Recording, thread: ThreadHistory): Row => ({
  kind: 'thread',
  thread,
  key: threadKey(thread.id),
  name: recording.threadName(thread.id),
  pinned: false,
  inside: null,
});

const objectRow = (object: ObjectHistory): Row => ({
  kind: 'object',
  object,
  key: objectKey(object.info.id),
  name: object.info.name,
  pinned: false,
  inside: null,
});

/** Gathers those of a stem, where there are many or a person wants it, at the place of the first. */
function grouped(wanted: Arranged, items: readonly Item[], byType: boolean): readonly Placed[] {
  const stems = new Map<string, Item[]>();
  for (const item of items) {
    const known = stems.get(item.stem.key);
    if (known) known.push(item);
    else stems.set(item.stem.key, [item]);
  }
  const least = wanted.grouping === 'none' ? Infinity : wanted.grouping === 'all' ? 2 : MANY + 1;
  const done = new Set<string>();
  const placed = items.flatMap(({ row, stem }): Placed[] => {
    const members = stems.get(stem.key)!;
    if (members.length < least) return [{ row, inside: [], open: false }];
    if (done.has(stem.key)) return [];
    done.add(stem.key);
    const threads = members.flatMap(({ thread }) => thread ?? []);
    const key = byType ? stem.key : `g${threads.reduce((first, { id }) => Math.min(first, id), Infinity)}`;
    const group: Group = { key, name: stem.name, threads, objects: members.flatMap(({ object }) => object ?? []) };
    const open = members.length <= MANY !== wanted.turned.includes(key);
    if (wanted.hidden.includes(key)) return [];
    const inside = withMoves(
      wanted,
      members.map((member): Row => ({ ...member.row, inside: group })),
      ({ key: own }) => own,
    );
    return [{ row: { kind: 'group', group, open, key, name: stem.name, pinned: false, inside: null }, inside, open }];
  });
  return withMoves(wanted, placed, ({ row }) => row.key);
}

function withMoves<T>(wanted: Arranged, items: readonly T[], keyOf: (item: T) => LaneKey): readonly T[] {
  if (wanted.moves.length === 0) return items;
  const keys = new Set(items.map(keyOf));
  return wanted.moves
    .filter(([lane]) => keys.has(lane))
    .reduce((list, [lane, before]) => moved(list, lane, before, keyOf), items);
}

/** The pool that a thread works in, or its name without the number. */
function stemOf({ trace }: Recording, { id }: ThreadHistory): { key: string; name: string } {
  const info = trace.threads[id];
  const pool = info?.pool ? trace.objects[info.pool] : undefined;
  if (pool) return { key: `pool ${pool.id}`, name: pool.name };
  const name = info?.name ?? '';
  const stem = name.replace(/[\s\-_#.[(]*\d+[\])]*$/, '') || name;
  return { key: `${info?.process ?? 1} ${stem}`, name: stem };
}

function wantsThread(recording: Recording, wanted: Arranged, chosen: Chosen, thread: ThreadHistory): boolean {
  return (
    wants(wanted, threadKey(thread.id), recording.threadName(thread.id)) &&
    (wanted.only === 'all' ||
      (wanted.only === 'chosen' ? chosen.threads.has(thread.id) : timeIn(recording, thread, 'blocked') > 0))
  );
}

function wantsObject(wanted: Arranged, chosen: Chosen, object: ObjectHistory): boolean {
  const { info, waiters } = object;
  return (
    !wanted.withoutFamilies.includes(familyOf(info.type)) &&
    wants(wanted, objectKey(info.id), info.name) &&
    (wanted.only === 'all' || (wanted.only === 'chosen' ? chosen.objects.has(info.id) : waiters.max > 0))
  );
}

const wants = ({ hidden, text }: Arranged, key: LaneKey, name: string): boolean =>
  !hidden.includes(key) && name.toLowerCase().includes(text.trim().toLowerCase());

interface Order {
  readonly name: string;
  readonly firstNs: number;
  readonly waitedNs: number;
}

/** By what a person wants, and where that is the same, as it was. */
function sorted<T>(items: readonly T[], { sort }: Arranged, orderOf: (item: T) => Order): readonly T[] {
  if (sort === 'natural') return items;
  return items
    .map((item) => ({ item, order: orderOf(item) }))
    .sort(({ order: a }, { order: b }) =>
      sort === 'name'
        ? BY_NAME.compare(a.name, b.name)
        : sort === 'first'
          ? a.firstNs - b.firstNs
          : b.waitedNs - a.waitedNs,
    )
    .map(({ item }) => item);
}

/** `worker-2` before `worker-10`. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

const threadItem =
  (recording: Recording) =>
  (thread: ThreadHistory): Order => ({
    name: recording.threadName(thread.id),
    firstNs: thread.events.length === 0 ? Infinity : recording.trace.t.at(thread.events.at(0)),
    waitedNs: timeIn(recording, thread, 'blocked') + timeIn(recording, thread, 'waiting'),
  });

function sortedObjects(recording: Recording, wanted: Arranged, chosen: Chosen): readonly ObjectHistory[] {
  const natural = recording.objects.toSorted(
    ({ info: a }, { info: b }) => rankOf(a.type) - rankOf(b.type) || a.id - b.id,
  );
  const children = new Map<number, ObjectHistory[]>();
  const roots: ObjectHistory[] = [];
  for (const object of natural) {
    const { parent } = object.info;
    if (parent === undefined || !recording.object(parent)) roots.push(object);
    else if (children.has(parent)) children.get(parent)!.push(object);
    else children.set(parent, [object]);
  }
  const below = (parent: ObjectHistory): ObjectHistory[] => [
    parent,
    ...(children.get(parent.info.id) ?? []).flatMap(below),
  ];
  const list = roots.flatMap(below).filter((object) => wantsObject(wanted, chosen, object));
  return sorted(list, wanted, (object) => ({
    name: object.info.name,
    firstNs: object.events.length === 0 ? Infinity : recording.trace.t.at(object.events.at(0)),
    waitedNs: waitedAt(recording, object),
  }));
}

/** Up to this moment: a wait that nobody ends is the longest of all. */
const timeIn = (recording: Recording, thread: ThreadHistory, state: State): number =>
  thread.forest.fold(0, thread.state.length, STATES.indexOf(state)) +
  thread
    .open(recording.endNs)
    .filter((open) => open.state === state)
    .reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0);

function waitedAt(recording: Recording, { waiters }: ObjectHistory): number {
  const { forest, current } = waiters;
  return (
    forest.fold(0, forest.length, 1) + (current > 0 ? current * Math.max(0, recording.endNs - waiters.t.last()) : 0)
  );
}

/** The families that a run has any lanes of. */
export const familiesOf = (recording: Recording): ReadonlySet<Family> =>
  new Set([
    ...(recording.threads.length > 0 ? (['threads'] as const) : []),
    ...recording.objects.map(({ info }) => familyOf(info.type)),
  ]);
