import { type CriticalPath, criticalPath } from '../model/critical.ts';
import type { Recording } from '../model/recording.ts';
import { type Statistics, statistics } from '../model/statistics.ts';
import type { View } from './view.ts';

interface Known {
  key: string;
  figures: Statistics;
}

const figures = new WeakMap<Recording, Known>();
const paths = new WeakMap<Recording, { count: number; path: CriticalPath }>();

/** The figures of the chosen range, or of the whole run; worked out once for what is there. Null while those of the whole are on their way, for much of it serves any range. */
export function figuresOf(view: View): Statistics | null {
  const { recording, nowNs } = view;
  if (!recording) return null;
  const { range } = view.marks;
  if (recording.working) return null;
  const ahead = recording.worked?.figures;
  if (!range && ahead?.toNs === nowNs) return ahead;
  const key = `${recording.trace.count} ${nowNs} ${range?.fromNs} ${range?.toNs}`;
  const known = figures.get(recording);
  if (known?.key === key) return known.figures;
  const fresh = { key, figures: statistics(recording, range?.fromNs ?? 0, range?.toNs ?? Infinity, nowNs) };
  figures.set(recording, fresh);
  return fresh.figures;
}

/** What determined the run's length, once it has one: null while it goes on. */
export function pathOf(view: View): CriticalPath | null {
  const { recording, live } = view;
  if (!recording || live) return null;
  if (recording.worked) return recording.worked.path;
  const { count } = recording.trace;
  const known = paths.get(recording);
  if (known?.count === count) return known.path;
  const path = criticalPath(recording);
  paths.set(recording, { count, path });
  return path;
}
