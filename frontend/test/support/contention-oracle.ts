import { CODE, holdsOf, isRead, kindOf } from '../../src/model/kinds.ts';
import type { RawEvent } from './encode.ts';

/** Slow and obvious: waits and holds by looking at all events, as docs/trace-format.md words them. */
export interface OracleWait {
  thread: number;
  object: number;
  operation: string;
  start: number;
  /** When it could have gone on. */
  enabled: number;
  end: number;
  /** When its result gave what was asked for, else null. */
  granted: number | null;
}

export interface OracleUse {
  thread: number;
  start: number;
  end: number;
}

const name = (e: RawEvent) => kindOf(e.code).kind;
const WAITS = new Set([
  'lock.request',
  'semaphore.request',
  'queue.put.request',
  'queue.take.request',
  'condition.wait',
  'event.wait',
  'latch.await',
  'barrier.await',
]);
const GRANTED =
  /^(lock\.acquire|semaphore\.acquire|queue\.put|queue\.take|condition\.wake|event\.wake|latch\.pass|barrier\.pass)$/;

export const operationOf = (kind: string): string =>
  /^(lock|semaphore)\./.test(kind)
    ? 'acquire'
    : kind.startsWith('queue.put')
      ? 'put'
      : kind.startsWith('queue.take')
        ? 'take'
        : 'await';

export function waitsOf(events: readonly RawEvent[], end: number): OracleWait[] {
  const out: OracleWait[] = [];
  for (const thread of new Set(events.map((e) => e.thread))) {
    const mine = events.filter((e) => e.thread === thread);
    mine.forEach((e, i) => {
      const kind = name(e);
      if (!WAITS.has(kind)) return;
      const split = (result: RawEvent, from: number) => {
        const cause = events[result.cause - 1];
        return cause && cause.thread !== thread ? Math.min(Math.max(cause.t, from), result.t) : result.t;
      };
      const add = (
        object: number,
        operation: string,
        start: number,
        enabled: number,
        until: number,
        granted: number | null,
      ) => {
        if (until > start) out.push({ thread, object, operation, start, enabled, end: until, granted });
      };
      if (kind === 'condition.wait') {
        const rest = mine.slice(i + 1);
        while (rest[0] && name(rest[0]) === 'lock.release') rest.shift();
        const [wake, , acquire] = rest;
        if (!wake || !acquire) return add(e.object, 'await', e.t, end, end, null);
        const signalled = split(wake, e.t);
        add(e.object, 'await', e.t, signalled, signalled, wake.t);
        return add(acquire.object, 'acquire', signalled, split(acquire, signalled), acquire.t, acquire.t);
      }
      // The request inside a wait for a condition is part of that wait.
      if (kind === 'lock.request' && mine[i - 1] && name(mine[i - 1]!) === 'condition.wake') return;
      const next = mine[i + 1];
      if (!next) return add(e.object, operationOf(kind), e.t, end, end, null);
      add(e.object, operationOf(kind), e.t, split(next, e.t), next.t, GRANTED.test(name(next)) ? next.t : null);
    });
  }
  return out;
}

/** From a thread's first hold of a lock or permits to its last; those that last end with the trace. */
export function usesOf(events: readonly RawEvent[], object: number, end: number): OracleUse[] {
  const out: OracleUse[] = [];
  const open = new Map<number, { start: number; exclusive: boolean; permits: number }>();
  let free = 0;
  for (const e of events.filter((x) => x.object === object)) {
    const has = open.get(e.thread);
    if (e.code === CODE['lock.acquire'] && !has) {
      const read = isRead(e.value);
      open.set(e.thread, { start: read ? e.t : Math.max(e.t, free), exclusive: !read, permits: 0 });
    } else if (e.code === CODE['lock.release'] && holdsOf(e.value) === 0 && has) {
      const until = has.exclusive ? Math.max(e.t, has.start) : e.t;
      if (has.exclusive) free = until;
      open.delete(e.thread);
      out.push({ thread: e.thread, start: has.start, end: until });
    } else if (e.code === CODE['semaphore.acquire']) {
      open.set(e.thread, { start: has?.start ?? e.t, exclusive: false, permits: (has?.permits ?? 0) + e.value });
    } else if (e.code === CODE['semaphore.release'] && has) {
      has.permits -= e.value;
      if (has.permits > 0) continue;
      open.delete(e.thread);
      out.push({ thread: e.thread, start: has.start, end: e.t });
    }
  }
  return [
    ...out,
    ...[...open].filter(([, h]) => h.start <= end).map(([thread, { start }]) => ({ thread, start, end })),
  ];
}

/** When something was obtained: of a lock only the outermost hold. */
export const obtainedOf = (events: readonly RawEvent[], object: number, operation: string): number[] =>
  events
    .filter(
      (e) =>
        e.object === object &&
        GRANTED.test(name(e)) &&
        operationOf(name(e)) === operation &&
        (e.code !== CODE['lock.acquire'] || holdsOf(e.value) === 1),
    )
    .map((e) => e.t);
