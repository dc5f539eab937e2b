import { type Holder, waitersAfter } from './explain.ts';
import { CODE, holdsOf } from './kinds.ts';
import type { Recording } from './recording.ts';
import type { Interval } from './states.ts';

/** A stretch of a wait in which a thread had what was waited for. */
export interface Held extends Holder {
  readonly startNs: number;
  readonly endNs: number;
}

/** The place in the queue from an event on. */
export interface Place {
  readonly seq: number;
  readonly place: number;
}

/** A thread that asked later and got it first. */
export interface Overtaker {
  readonly thread: number;
  readonly request: number;
  readonly result: number;
}

/** What went on at an object while a thread waited for it. */
export interface Meanwhile {
  /** By start. Of shared holds and of permits several overlap. */
  readonly held: readonly Held[];
  /** The first is that at the request; each other one is better by one. */
  readonly places: readonly Place[];
  /** In the order in which they got it. */
  readonly overtakers: readonly Overtaker[];
}

/** What each result answers, where threads queue for something. */
const ASKED = new Map<number, number>([
  [CODE['lock.acquire'], CODE['lock.request']],
  [CODE['semaphore.acquire'], CODE['semaphore.request']],
  [CODE['queue.put'], CODE['queue.put.request']],
  [CODE['queue.take'], CODE['queue.take.request']],
]);

/** What went on during a wait, up to its result or, while it lasts, up to now. */
export function meanwhile(recording: Recording, { thread, object, from, to, startNs, endNs }: Interval): Meanwhile {
  const last = to === 0 ? recording.trace.count : to - 1;
  return {
    held: held(recording, object, startNs, endNs).filter((h) => h.thread !== thread),
    places: places(recording, thread, object, from, last),
    overtakers: overtakers(recording, thread, object, from, last),
  };
}

function held(recording: Recording, object: number, startNs: number, endNs: number): Held[] {
  const history = recording.object(object);
  if (!history) return [];
  const out =
    history.info.type === 'semaphore'
      ? permits(recording, object, endNs)
      : [history.holds, history.reads].flatMap((holds) => {
          const first = holds.end.upperBound(startNs);
          return [
            ...Array.from({ length: holds.thread.length - first }, (_, i) => holds.at(first + i)),
            ...holds.current(endNs),
          ];
        });
  return out
    .map((h) => ({
      thread: h.thread,
      acquire: h.acquire,
      startNs: Math.max(startNs, h.startNs),
      endNs: Math.min(endNs, h.endNs),
    }))
    .filter((h) => h.endNs > h.startNs)
    .sort((a, b) => a.startNs - b.startNs || a.acquire - b.acquire);
}

/** From a thread's first permit to when it has given as many as it took. */
function permits(recording: Recording, semaphore: number, nowNs: number): Held[] {
  const out: Held[] = [];
  const open = new Map<number, { amount: number; acquire: number; startNs: number }>();
  const { trace } = recording;
  const { events } = recording.object(semaphore)!;
  for (let i = 0; i < events.length; i++) {
    const seq = events.at(i);
    const thread = trace.thread.at(seq);
    const has = open.get(thread);
    if (trace.kind.at(seq) === CODE['semaphore.acquire']) {
      open.set(
        thread,
        has
          ? { ...has, amount: has.amount + trace.value.at(seq) }
          : { amount: trace.value.at(seq), acquire: seq, startNs: trace.t.at(seq) },
      );
    } else if (has && trace.kind.at(seq) === CODE['semaphore.release']) {
      const amount = has.amount - trace.value.at(seq);
      open.set(thread, { ...has, amount });
      if (amount > 0) continue;
      open.delete(thread);
      out.push({ thread, acquire: has.acquire, startNs: has.startNs, endNs: trace.t.at(seq) });
    }
  }
  return [...out, ...[...open].map(([thread, { acquire, startNs }]) => ({ thread, acquire, startNs, endNs: nowNs }))];
}

function places(recording: Recording, thread: number, object: number, request: number, last: number): Place[] {
  const ahead = waitersAfter(recording, object, request).filter((w) => w.request < request && w.thread !== thread);
  const left = ahead
    .map((w) => leaves(recording, w.thread, object, request, last))
    .filter((seq) => seq !== 0)
    .sort((a, b) => a - b);
  return [{ seq: request, place: ahead.length + 1 }, ...left.map((seq, i) => ({ seq, place: ahead.length - i }))];
}

/** The event by which a thread stops waiting for an object, after one event and up to another; 0 if it does not. */
function leaves(recording: Recording, thread: number, object: number, after: number, last: number): number {
  const history = recording.thread(thread)!;
  for (let i = history.events.upperBound(after); i < history.events.length && history.events.at(i) <= last; i++) {
    const seq = history.events.at(i);
    const now = history.stateAfter(seq)!;
    if (!(now.state === 'blocked' || now.state === 'waiting') || recording.trace.object.at(now.since) !== object)
      return seq;
  }
  return 0;
}

function overtakers(recording: Recording, thread: number, object: number, request: number, last: number): Overtaker[] {
  const out: Overtaker[] = [];
  const asked = new Map<number, number>();
  const { trace } = recording;
  const history = recording.object(object);
  for (
    let i = history?.events.upperBound(request) ?? 0;
    i < (history?.events.length ?? 0) && history!.events.at(i) <= last;
    i++
  ) {
    const seq = history!.events.at(i);
    const kind = trace.kind.at(seq);
    const other = trace.thread.at(seq);
    if (kind === trace.kind.at(request)) asked.set(other, seq);
    const mine = asked.get(other);
    if (other === thread || mine === undefined || ASKED.get(kind) !== trace.kind.at(request)) continue;
    // Taking once more what one has is no overtaking.
    if (kind !== CODE['lock.acquire'] || holdsOf(trace.value.at(seq)) === 1)
      out.push({ thread: other, request: mine, result: seq });
  }
  return out;
}
