import { chooseRange } from '../timeline/range.ts';
import { showFinding } from '../timeline/show-finding.ts';
import type { View } from '../timeline/view.ts';
import type { Address } from './address.ts';

type Place = Pick<Address, 'viewport' | 'playhead' | 'selection' | 'finding' | 'range' | 'critical'>;

/** The place that a person looks at, and what is marked there, for an address. */
export function placeOn({ recording, follow, viewport, playhead, selection, marks }: View): Place {
  return {
    viewport: recording && follow === 'off' ? viewport : null,
    playhead, selection,
    finding: recording && marks.finding ? recording.findings.indexOf(marks.finding) + 1 : null,
    range: marks.range,
    critical: marks.criticalPath,
  };
}

/** Goes to the place that an address tells of, as far as the run on screen has it. */
export function goToPlace(view: View, { viewport, playhead, selection, finding, range, critical }: Place): void {
  const { recording } = view;
  if (!recording) return;
  const { count } = recording.trace;
  const found = finding === null ? undefined : recording.findings[finding - 1];
  if (found) showFinding(view, found);
  if (range) chooseRange(view, range.fromNs, range.toNs);
  view.marks.criticalPath = critical;
  if (selection && selection.seq <= count) view.select(selection);
  if (playhead !== null && playhead <= count) view.standAt(playhead);
  if (viewport) view.look(viewport);
}
