import type { ObjectHistory } from './objects.ts';

interface Summary {
  readonly count: number;
  readonly totalNs: number;
  readonly maxNs: number;
  readonly p50Ns: number;
  readonly p95Ns: number;
}

export interface ContentionRow {
  readonly object: ObjectHistory;
  readonly obtained: number;
  readonly contended: number;
  /** Of what was obtained, the part that had to be waited for. */
  readonly share: number;
  readonly wait: Summary;
  /** Locks only. */
  readonly hold: Summary | null;
  /** Longest first. */
  readonly blocking: readonly { readonly holder: number; readonly waiter: number; readonly ns: number }[];
}

/** A row for every object that threads can wait for, most waited for first. */
export function contention(objects: readonly ObjectHistory[]): ContentionRow[] {
  return objects
    .filter((object) => object.obtained > 0 || object.waits.length > 0)
    .map(row)
    .sort((a, b) => b.wait.totalNs - a.wait.totalNs || b.obtained - a.obtained);
}

/** Whether any thread had to wait for a lock that it then got. */
export const anyLockContended = (objects: readonly ObjectHistory[]): boolean =>
  objects.some(({ info, contended }) => contended > 0 && (info.type === 'lock' || info.type === 'reentrant-lock' || info.type === 'read-write-lock'));

function row(object: ObjectHistory): ContentionRow {
  const holds = Float64Array.from([object.holds, object.reads].flatMap((h) =>
    Array.from({ length: h.thread.length }, (_, i) => h.end.at(i) - h.start.at(i))));
  return {
    object,
    obtained: object.obtained,
    contended: object.contended,
    share: object.obtained === 0 ? 0 : object.contended / object.obtained,
    wait: summary(object.waits.sorted()),
    hold: holds.length === 0 ? null : summary(holds.sort()),
    blocking: [...object.blocking]
      .flatMap(([holder, waiters]) => [...waiters].map(([waiter, ns]) => ({ holder, waiter, ns })))
      .sort((a, b) => b.ns - a.ns),
  };
}

function summary(sorted: Float64Array): Summary {
  const count = sorted.length;
  // Nearest rank: the least value that at least that share does not exceed.
  const rank = (share: number) => (count === 0 ? 0 : sorted[Math.max(0, Math.ceil(share * count) - 1)]!);
  return { count, totalNs: sorted.reduce((a, b) => a + b, 0), maxNs: rank(1), p50Ns: rank(0.5), p95Ns: rank(0.95) };
}
