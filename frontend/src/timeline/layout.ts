import { isOver } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { arrange, type Chosen, objectKey, type Row, threadKey } from './arrange.ts';
import type { Arrangement, Density, LaneKey } from './arrangement.ts';
import { isOfThreads, type Lane, laneAt, lanesBetween, lanesHeightPx, layOut } from './lanes.ts';

export const AXIS_PX = 24;
/** What stays on top leaves at least this part of the room to what scrolls. */
const PINNED_SHARE = 0.6;
/** While lanes come in, all are laid out again no sooner than after this for each lane: many cost no more time than few. */
const MS_A_LANE = 0.05;
/** Where the lanes wanted depend on what happens, they are looked for again this often. */
const LIVE_MS = 1_000;

/** Where the lanes are on the canvas: those on top below the axis, and below them a part of the others. */
export class Layout {
  lanes: readonly Lane[] = [];
  pinned: readonly Lane[] = [];
  scrolling: readonly Lane[] = [];
  scrollTop = 0;
  /** Of the canvas. */
  height = 0;
  /** Of the lanes on top. */
  pinnedPx = 0;
  private of: Recording | null = null;
  private key = '';
  private count = '';
  private arrangedMs = 0;
  private readonly byKey = new Map<LaneKey, Lane>();
  /** The group that the lane of a thread or object would be in, while it is closed. */
  private readonly groups = new Map<LaneKey, Lane>();

  /** Lays the lanes out again if there are others, in another order or of another height; true if so. */
  arrange(recording: Recording | null, { now, version }: Arrangement, chosen: Chosen, height: number): boolean {
    this.height = height;
    const over = recording !== null && isOver(recording.run);
    const depends = now.only === 'contended' || now.sort === 'first' || now.sort === 'waited';
    const choice = now.only === 'chosen' ? `${[...chosen.threads].join()}/${[...chosen.objects].join()}` : '';
    const key = `${version}/${height}/${over}/${choice}`;
    const count = recording
      ? `${recording.threads.length}/${recording.objects.length}${depends ? `/${recording.trace.count}` : ''}`
      : '';
    const same = recording === this.of && key === this.key;
    if (same && count === this.count) return false;
    const nowMs = performance.now();
    // What only grows can wait.
    if (same && !over && nowMs - this.arrangedMs < (depends ? LIVE_MS : this.lanes.length * MS_A_LANE)) return false;
    this.of = recording;
    this.key = key;
    this.count = count;
    this.arrangedMs = nowMs;
    this.place(recording ? arrange(recording, now, chosen) : [], now.density);
    return true;
  }

  private place(rows: readonly Row[], density: Density): void {
    const room = this.height - AXIS_PX;
    let lanes = layOut(rows, room, density);
    const fitting = lanes.filter((lane) => lane.pinned && lane.topPx + lane.heightPx <= room * PINNED_SHARE).length;
    // What has no place on top any more is the first of what scrolls.
    if (lanes[fitting]?.pinned)
      lanes = layOut(
        rows.map((row, i) => (i < fitting ? row : { ...row, pinned: false })),
        room,
        density,
      );
    this.adopt(lanes);
  }

  private adopt(lanes: readonly Lane[]): void {
    this.lanes = lanes;
    this.pinned = lanes.filter((lane) => lane.pinned);
    this.scrolling = lanes.filter((lane) => !lane.pinned);
    this.pinnedPx = lanesHeightPx(this.pinned);
    this.byKey.clear();
    this.groups.clear();
    for (const lane of lanes) {
      this.byKey.set(lane.key, lane);
      if (lane.kind !== 'group' || lane.open) continue;
      for (const { id } of lane.group.threads) this.groups.set(threadKey(id), lane);
      for (const { info } of lane.group.objects) this.groups.set(objectKey(info.id), lane);
    }
  }

  /** Where what scrolls begins to be seen. */
  get fold(): number {
    return AXIS_PX + this.pinnedPx;
  }

  /** Of everything: the axis and all lanes. */
  get wholePx(): number {
    return this.fold + lanesHeightPx(this.scrolling);
  }

  /** All lanes as they are, none out of sight but for those beyond `mostPx`. */
  whole(mostPx: number): Layout {
    const part = new Layout();
    part.adopt(this.lanes.filter((lane) => (lane.pinned ? AXIS_PX : this.fold) + lane.topPx + lane.heightPx <= mostPx));
    part.height = part.wholePx;
    return part;
  }

  /** What is in sight, and no room below the last lane. */
  inSight(): Layout {
    const part = new Layout();
    part.adopt(this.lanes);
    part.scrollTop = this.scrollTop;
    part.height = Math.min(this.height, this.wholePx - this.scrollTop);
    return part;
  }

  topOf(lane: Lane): number {
    return lane.pinned ? AXIS_PX + lane.topPx : this.fold + lane.topPx - this.scrollTop;
  }

  /** How many threads and objects there are in the lanes. */
  get members(): number {
    return this.lanes.length - this.lanes.filter(({ kind }) => kind === 'group').length + this.groups.size;
  }

  lane(key: LaneKey): Lane | undefined {
    return this.byKey.get(key);
  }

  /** The closed group that a lane is in. */
  groupOf(key: LaneKey): Lane | undefined {
    return this.groups.get(key);
  }

  /** The lane of a thread, or of the closed group that it is in. */
  thread(id: number): Lane | undefined {
    return this.byKey.get(threadKey(id)) ?? this.groups.get(threadKey(id));
  }

  object(id: number): Lane | undefined {
    return this.byKey.get(objectKey(id)) ?? this.groups.get(objectKey(id));
  }

  /** The middle of a thread's lane, or the edge behind which it is; undefined where it has none. */
  readonly middleOf = (thread: number): number | undefined => {
    const lane = this.thread(thread);
    if (!lane) return undefined;
    const middle = this.topOf(lane) + lane.heightPx / 2;
    return lane.pinned ? middle : Math.max(this.fold - 2, middle);
  };

  /** Those in sight of the lanes that scroll, and those on top. */
  visible(): readonly Lane[] {
    return [...this.visibleScrolling(), ...this.visiblePinned()];
  }

  visibleScrolling(): readonly Lane[] {
    return lanesBetween(this.scrolling, this.scrollTop, this.scrollTop + this.height - this.fold);
  }

  visiblePinned(): readonly Lane[] {
    return lanesBetween(this.pinned, 0, this.pinnedPx);
  }

  /** The lane at a height of the canvas. */
  at(y: number): Lane | undefined {
    return y < this.fold ? laneAt(this.pinned, y - AXIS_PX) : laneAt(this.scrolling, y - this.fold + this.scrollTop);
  }

  /** Those that a lane can change places with, itself among them. */
  siblings(lane: Lane): readonly Lane[] {
    return lane.pinned
      ? this.pinned
      : this.scrolling.filter(
          (other) => other.inside?.key === lane.inside?.key && isOfThreads(other) === isOfThreads(lane),
        );
  }

  /** How far to scroll for a lane to be seen. */
  scrollTo(lane: Lane): number {
    const room = this.height - this.fold;
    if (lane.pinned || (lane.topPx >= this.scrollTop && lane.topPx + lane.heightPx <= this.scrollTop + room))
      return this.scrollTop;
    return Math.max(0, lane.topPx - room / 3);
  }
}
