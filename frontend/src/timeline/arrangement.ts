import type { Family } from './families.ts';

/** `t3` a thread, `o4` an object, `g3` the group whose first thread is 3, `k…` the group of objects of a type. */
export type LaneKey = string;

/** `auto`: as tall as there is room for, within what can be read. */
export const DENSITIES = ['auto', 'comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];
/** `auto`: only where there are many. */
export const GROUPINGS = ['auto', 'all', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const SORTS = ['natural', 'name', 'first', 'waited'] as const;
export type Sort = (typeof SORTS)[number];
/** `contended`: lanes on which anybody had to wait; `chosen`: those of the selection and of the finding. */
export const ONLY = ['all', 'contended', 'chosen'] as const;
export type Only = (typeof ONLY)[number];

/** A lane, and the one that it was put before; none for the end. */
export type Move = readonly [lane: LaneKey, before: LaneKey | null];

/** How a person wants the lanes: all of it is in the page's address. */
export interface Arranged {
  readonly density: Density;
  readonly grouping: Grouping;
  readonly sort: Sort;
  readonly only: Only;
  /** A part of the names wanted; empty for all. */
  readonly text: string;
  readonly withoutFamilies: readonly Family[];
  readonly hidden: readonly LaneKey[];
  /** On top, in this order. */
  readonly pinned: readonly LaneKey[];
  /** Groups that are open though they would be closed, or closed though they would be open. */
  readonly turned: readonly LaneKey[];
  /** One after the other. */
  readonly moves: readonly Move[];
}

export const AS_IT_COMES: Arranged = {
  density: 'auto',
  grouping: 'auto',
  sort: 'natural',
  only: 'all',
  text: '',
  withoutFamilies: [],
  hidden: [],
  pinned: [],
  turned: [],
  moves: [],
};

/** The arrangement of the lanes, and the lane that the keyboard is at. */
export class Arrangement {
  /** Counts the changes. */
  version = 0;
  private arranged: Arranged = AS_IT_COMES;
  private at: LaneKey | null = null;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  get now(): Arranged {
    return this.arranged;
  }

  set(part: Partial<Arranged>): void {
    this.arranged = { ...this.arranged, ...part };
    this.version++;
    this.changed();
  }

  /** The lane that keys act on; null while the keyboard is elsewhere. */
  get current(): LaneKey | null {
    return this.at;
  }

  set current(lane: LaneKey | null) {
    if (lane === this.at) return;
    this.at = lane;
    this.changed();
  }

  isPinned(lane: LaneKey): boolean {
    return this.arranged.pinned.includes(lane);
  }

  togglePin(lane: LaneKey): void {
    this.set({ pinned: toggled(this.arranged.pinned, lane) });
  }

  turn(group: LaneKey): void {
    this.set({ turned: toggled(this.arranged.turned, group) });
  }

  hide(lane: LaneKey): void {
    const { hidden, pinned } = this.arranged;
    this.set({ hidden: [...hidden.filter((key) => key !== lane), lane], pinned: pinned.filter((key) => key !== lane) });
  }

  /** Puts a lane before another of its neighbours; among those on top the order is that of the pins. */
  move(lane: LaneKey, before: LaneKey | null): void {
    if (lane === before) return;
    const { pinned, moves } = this.arranged;
    if (pinned.includes(lane)) {
      this.set({ pinned: moved(pinned, lane, before, (key) => key) });
      return;
    }
    // A lane that goes on is where it was put last.
    const earlier = moves.at(-1)?.[0] === lane ? moves.slice(0, -1) : moves;
    this.set({ moves: [...earlier, [lane, before]] });
  }
}

const toggled = (keys: readonly LaneKey[], key: LaneKey) =>
  keys.includes(key) ? keys.filter((k) => k !== key) : [...keys, key];

/** A list with one of its items put before another, or at the end; as it was if either is not in it. */
export function moved<T>(
  items: readonly T[],
  lane: LaneKey,
  before: LaneKey | null,
  keyOf: (item: T) => LaneKey,
): readonly T[] {
  const item = items.find((each) => keyOf(each) === lane);
  const rest = items.filter((each) => each !== item);
  const at = before === null ? rest.length : rest.findIndex((each) => keyOf(each) === before);
  return item === undefined || at < 0 ? items : rest.toSpliced(at, 0, item);
}
