import type { Recording } from '../model/recording.ts';
import { laneAt, lanesHeightPx, layOut, type Lane } from './lanes.ts';

export const AXIS_PX = 24;

/** Where the lanes are on the canvas, which shows a part of them below its axis. */
export class Layout {
  lanes: readonly Lane[] = [];
  scrollTop = 0;
  /** Of the canvas. */
  height = 0;
  private of: Recording | null = null;
  private key = '';
  private readonly byThread = new Map<number, Lane>();
  private readonly byObject = new Map<number, Lane>();

  /** Lays the lanes out again if there are others or another height; true if so. */
  arrange(recording: Recording | null, height: number): boolean {
    this.height = height;
    const key = recording ? `${recording.threads.length}/${recording.objects.length}/${height}` : '';
    if (recording === this.of && key === this.key) return false;
    this.of = recording;
    this.key = key;
    this.adopt(recording ? layOut(recording, height - AXIS_PX) : []);
    return true;
  }

  private adopt(lanes: readonly Lane[]): void {
    this.lanes = lanes;
    this.byThread.clear();
    this.byObject.clear();
    for (const lane of lanes) {
      if (lane.kind === 'thread') this.byThread.set(lane.thread.id, lane);
      else this.byObject.set(lane.object.info.id, lane);
    }
  }

  /** Of everything: the axis and all lanes. */
  get wholePx(): number {
    return AXIS_PX + lanesHeightPx(this.lanes);
  }

  /** All lanes as they are, none out of sight but for those beyond `mostPx`. */
  whole(mostPx: number): Layout {
    const part = this.part(this.lanes.filter((lane) => AXIS_PX + lane.topPx + lane.heightPx <= mostPx));
    part.height = part.wholePx;
    return part;
  }

  /** What is in sight, and no room below the last lane. */
  inSight(): Layout {
    const part = this.part(this.lanes);
    part.scrollTop = this.scrollTop;
    part.height = Math.min(this.height, this.wholePx - this.scrollTop);
    return part;
  }

  private part(lanes: readonly Lane[]): Layout {
    const part = new Layout();
    part.of = this.of;
    part.key = this.key;
    part.adopt(lanes);
    return part;
  }

  topOf(lane: Lane): number {
    return AXIS_PX + lane.topPx - this.scrollTop;
  }

  thread(id: number): Lane | undefined {
    return this.byThread.get(id);
  }

  object(id: number): Lane | undefined {
    return this.byObject.get(id);
  }

  /** The middle of a thread's lane; undefined where it has none. */
  readonly middleOf = (thread: number): number | undefined => {
    const lane = this.byThread.get(thread);
    return lane && this.topOf(lane) + lane.heightPx / 2;
  };

  visible(): Lane[] {
    return this.lanes.filter((lane) => {
      const top = this.topOf(lane);
      return top + lane.heightPx > AXIS_PX && top < this.height;
    });
  }

  /** The lane at a height of the canvas. */
  at(y: number): Lane | undefined {
    return laneAt(this.lanes, y - AXIS_PX + this.scrollTop);
  }

  /** How far to scroll for a thread's lane to be seen. */
  scrollTo(thread: number): number {
    const lane = this.byThread.get(thread);
    if (!lane) return this.scrollTop;
    const room = this.height - AXIS_PX;
    if (lane.topPx >= this.scrollTop && lane.topPx + lane.heightPx <= this.scrollTop + room) return this.scrollTop;
    return Math.max(0, lane.topPx - room / 3);
  }
}
