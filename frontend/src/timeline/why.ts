import { type Explanation, explainWait } from '../model/explain.ts';
import { type Meanwhile, meanwhile } from '../model/meanwhile.ts';
import type { Interval } from '../model/states.ts';
import type { View } from './view.ts';

/** The wait that is selected, and what there is to say about it. */
export interface Why extends Explanation {
  readonly wait: Interval;
  /** The event that the chain is shown after. */
  readonly moment: number;
  readonly meanwhile: Meanwhile;
}

let last: { key: string; of: unknown; why: Why | null } = { key: '', of: null, why: null };

/** Why the thread waits in the selected stretch; null where none is selected, or where it waits for nothing known. Worked out once, for lanes and panels. */
export function whyOf(view: View): Why | null {
  const { selection, selected, recording } = view;
  if (!selection || !selected || !recording || selected.from !== selection.seq) return null;
  const key = `${selection.thread} ${selection.seq} ${view.playhead} ${recording.trace.count} ${selected.endNs}`;
  if (last.key !== key || last.of !== recording) last = { key, of: recording, why: explain(view, selected) };
  return last.why;
}

function explain(view: View, wait: Interval): Why | null {
  const recording = view.recording!;
  if (wait.state !== 'blocked' && wait.state !== 'waiting' && wait.state !== 'ready') return null;
  // An ended wait is told as it was when it began, or where the playhead stands in it; a lasting one as it is.
  const moment = wait.to === 0 ? view.moment : Math.max(wait.from, Math.min(view.playhead ?? wait.from, wait.to - 1));
  const why = explainWait(recording, wait, moment, view.nowNs);
  return why.object === 0 && why.joins === 0 ? null : { ...why, wait, moment, meanwhile: meanwhile(recording, wait) };
}
