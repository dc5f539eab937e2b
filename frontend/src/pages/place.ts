import { chooseRange } from '../timeline/range.ts';
import { showFinding } from '../timeline/show-finding.ts';
import type { View } from '../timeline/view.ts';
import type { Address } from './address.ts';
import type { Bench } from './bench.ts';

/** Where in a run a person is, and what is marked there. */
export type Spot = Pick<
  Address,
  'viewport' | 'follow' | 'playhead' | 'time' | 'selection' | 'finding' | 'range' | 'critical'
>;
export type Place = Spot & Pick<Address, 'tab' | 'filter' | 'speed' | 'lanes' | 'top'>;

/** The place that a person looks at, what is marked there, and how the lanes and panels stand, for an address. */
export function placeOn({ view, panels, player, timeline }: Bench): Place {
  const { recording, follow, viewport, playhead, selection, marks } = view;
  const finding = recording && marks.finding ? recording.findings.indexOf(marks.finding) + 1 : null;
  return {
    viewport: recording && follow !== 'fit' ? viewport : null,
    // What is marked is brought into sight, unless the address says that the whole run was.
    follow:
      recording && follow === 'fit' && (finding !== null || playhead !== null)
        ? 'fit'
        : follow === 'tail'
          ? 'tail'
          : null,
    playhead,
    time: between(view),
    selection,
    finding,
    range: marks.range,
    critical: marks.criticalPath,
    tab: recording ? panels.front() : null,
    filter: panels.filter,
    speed: player.speed,
    lanes: view.lanes.now,
    top: timeline.top,
  };
}

/** The time of a playhead that stands between events; steps are whole. */
function between({ recording, playhead, playheadNs }: View): number | null {
  return recording &&
    !recording.moves &&
    playhead !== null &&
    playheadNs !== null &&
    playheadNs !== recording.trace.t.at(playhead)
    ? Math.round(playheadNs)
    : null;
}

/** Goes to the place that an address tells of, as far as the run on screen has it; what the address does not tell of is as it is at first. */
export function goToPlace({ view, panels, player, timeline }: Bench, place: Place): void {
  player.speed = place.speed;
  panels.filter = place.filter;
  view.lanes.set(place.lanes);
  goToSpot(view, place);
  // What was marked brings its own panel to the front, unless the address names another.
  if (place.tab) panels.open(place.tab);
  timeline.top = place.top;
}

export function goToSpot(view: View, spot: Spot): void {
  const { recording, marks } = view;
  if (!recording) return;
  const { count } = recording.trace;
  const { selection, playhead, range } = spot;
  view.fit();
  showFinding(view, (spot.finding === null ? undefined : recording.findings[spot.finding - 1]) ?? null);
  marks.range = null;
  if (range) chooseRange(view, range.fromNs, range.toNs);
  marks.criticalPath = spot.critical;
  view.select(selection && selection.seq >= 1 && selection.seq <= count ? selection : null);
  if (spot.time !== null && !recording.moves) view.standAtTime(Math.min(spot.time, recording.endNs));
  else if (playhead !== null && playhead >= 1 && playhead <= count) view.standAt(playhead);
  else view.standAtEnd();
  if (spot.viewport) view.look(spot.viewport);
  if (spot.follow === 'fit') view.fit();
  else if (spot.follow === 'tail') view.tail();
}
