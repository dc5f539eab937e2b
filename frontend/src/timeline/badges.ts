import { groupFindings, type Marker, markersOf } from '../model/findings.ts';
import type { Finding } from '../model/format.ts';
import type { Recording } from '../model/recording.ts';
import { type Group, objectKey, threadKey } from './arrange.ts';
import type { Lane } from './lanes.ts';
import type { Scale } from './viewport.ts';

/** Nearer than this to the first of a badge, another marker joins it. */
export const BADGE_PX = 16;
const REACH_PX = 10;

/** The mark of one finding, or of several too near to each other to be told apart. */
export interface Badge {
  readonly x: number;
  /** Each once, gravest first. */
  readonly findings: readonly Finding[];
}

export interface PlacedBadge extends Badge {
  readonly y: number;
}

type ByLane = ReadonlyMap<string, readonly Marker[]>;

const known = new WeakMap<Recording, { count: number; byLane: ByLane }>();

/** The markers on a lane, in the order of time. */
export function markersOn(recording: Recording, lane: Lane): readonly Marker[] {
  const { length: count } = recording.findings;
  let entry = known.get(recording);
  if (entry?.count !== count) {
    entry = { count, byLane: byLane(markersOf(recording)) };
    known.set(recording, entry);
  }
  return lane.kind === 'group' ? inGroup(entry.byLane, lane.group) : (entry.byLane.get(lane.key) ?? []);
}

const grouped = new WeakMap<Group, { of: ByLane; markers: readonly Marker[] }>();

/** A closed group bears the marks of all that it holds. */
function inGroup(lanes: ByLane, group: Group): readonly Marker[] {
  let entry = grouped.get(group);
  if (entry?.of !== lanes) {
    const keys = [
      ...group.threads.map(({ id }) => threadKey(id)),
      ...group.objects.map(({ info }) => objectKey(info.id)),
    ];
    entry = { of: lanes, markers: keys.flatMap((key) => lanes.get(key) ?? []).sort((a, b) => a.timeNs - b.timeNs) };
    grouped.set(group, entry);
  }
  return entry.markers;
}

function byLane(markers: readonly Marker[]): ByLane {
  const lanes = new Map<string, Marker[]>();
  const add = (key: string, marker: Marker) => lanes.set(key, [...(lanes.get(key) ?? []), marker]);
  for (const marker of markers.toSorted((a, b) => a.timeNs - b.timeNs)) {
    add(threadKey(marker.thread), marker);
    if (marker.object !== 0) add(objectKey(marker.object), marker);
  }
  return lanes;
}

/** Markers of one lane in the order of time, as badges that do not cover each other; none is left out. */
export function badgesOf(markers: readonly Marker[], scale: Scale): Badge[] {
  const badges: { x: number; findings: Set<Finding> }[] = [];
  for (const { timeNs, finding } of markers) {
    const x = scale.px(timeNs);
    if (x < scale.left - REACH_PX || x > scale.right + REACH_PX) continue;
    const last = badges.at(-1);
    if (last && x - last.x < BADGE_PX) last.findings.add(finding);
    else badges.push({ x, findings: new Set([finding]) });
  }
  return badges.map(({ x, findings }) => ({
    x,
    findings: groupFindings([...findings]).flatMap((group) => group.findings),
  }));
}

/** The badge at a point, if there is one. */
export const badgeAt = (badges: readonly PlacedBadge[], at: { x: number; y: number }): PlacedBadge | undefined =>
  badges
    .filter(({ x, y }) => Math.abs(x - at.x) <= REACH_PX && Math.abs(y - at.y) <= REACH_PX)
    .sort((a, b) => Math.hypot(a.x - at.x, a.y - at.y) - Math.hypot(b.x - at.x, b.y - at.y))[0];

/** One click after the other goes through all findings of a badge. */
export function nextOf({ findings }: Badge, now: Finding | null): Finding {
  return findings[(now ? findings.indexOf(now) + 1 : 0) % findings.length]!;
}
