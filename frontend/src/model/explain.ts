import type { Finding } from './format.ts';
import { CODE, holdsOf } from './kinds.ts';
import type { Recording } from './recording.ts';
import type { Interval, State } from './states.ts';

/** Who had a lock or permits at a moment, and the event by which they got it. */
export interface Holder {
  readonly thread: number;
  readonly acquire: number;
}

/** One step of "who waits for whom": a thread, what it was doing, and what it asked for if it waited. */
export interface Link {
  readonly thread: number;
  readonly state: State;
  readonly request: number;
  readonly object: number;
}

export interface Explanation {
  readonly request: number;
  readonly thread: number;
  readonly object: number;
  /** The thread that it waits for the end of, or 0. */
  readonly joins: number;
  readonly holders: readonly Holder[];
  /** 1 for the first in the queue. */
  readonly place: number;
  /** The event that ended the wait (a release, a signal, a put...), 0 if none is known. */
  readonly cause: number;
  readonly result: number;
  readonly startNs: number;
  readonly waitedNs: number;
  readonly readyNs: number;
  /** From this thread to the one at the root of it all; `cyclic` when the last one waits for an earlier one. */
  readonly chain: readonly Link[];
  readonly cyclic: boolean;
  /** The thread of the chain that the last one waits for, 0 where it waits for none of them. */
  readonly closesAt: number;
}

/** Why a thread waits, or waited, in the stretch given: as things stood at event `moment`. */
export function explainWait(recording: Recording, wait: Interval, moment: number, nowNs: number): Explanation {
  const { trace } = recording;
  const request = wait.from;
  const object = wait.object;
  const ended = wait.to !== 0;
  const startNs = ended || wait.state !== 'ready' ? trace.t.at(request) : wait.startNs;
  const cause = ended ? trace.cause.at(wait.to) : 0;
  const endNs = ended ? trace.t.at(wait.to) : nowNs;
  const splitNs = cause !== 0 ? Math.min(Math.max(trace.t.at(cause), startNs), endNs) : endNs;
  const queue = waitersAfter(recording, object, moment);
  return {
    request,
    thread: wait.thread,
    object,
    joins: trace.kind.at(request) === CODE['thread.join.request'] ? trace.value.at(request) : 0,
    holders: holdersAfter(recording, object, moment).filter((h) => h.thread !== wait.thread),
    place: queue.findIndex((w) => w.thread === wait.thread) + 1,
    cause,
    result: wait.to,
    startNs,
    waitedNs: splitNs - startNs,
    readyNs: endNs - splitNs,
    ...chainFrom(recording, wait.thread, moment),
  };
}

/** The event of another thread that ended a wait; 0 if none is known, or if it was none. */
export function enderOf(recording: Recording, wait: Interval): number {
  const { trace } = recording;
  const cause =
    wait.to === 0 || wait.state === 'running' || wasPassedOver(recording, wait) ? 0 : trace.cause.at(wait.to);
  return cause !== 0 && trace.thread.at(cause) !== wait.thread ? cause : 0;
}

/** Whether the thread waited for nothing in this stretch: the scheduler chose others, whose step began it. */
export function wasPassedOver({ trace }: Recording, { state, thread, from }: Interval): boolean {
  const kind = trace.kind.at(from);
  const born = (kind === CODE['thread.create'] || kind === CODE['thread.new']) && trace.value.at(from) === thread;
  return state === 'ready' && trace.thread.at(from) !== thread && !born;
}

/** Threads that hold a lock, or permits of a semaphore, just after event `seq`, longest first. */
export function holdersAfter(recording: Recording, object: number, seq: number): Holder[] {
  const { trace } = recording;
  const history = recording.object(object);
  const held = new Map<number, { amount: number; acquire: number }>();
  const end = history?.events.upperBound(seq) ?? 0;
  for (let i = 0; i < end; i++) {
    const event = history!.events.at(i);
    const thread = trace.thread.at(event);
    const value = trace.value.at(event);
    const before = held.get(thread);
    let amount = before?.amount ?? 0;
    switch (trace.kind.at(event)) {
      case CODE['lock.acquire']:
      case CODE['lock.release']:
        amount = holdsOf(value);
        break;
      case CODE['semaphore.acquire']:
        amount += value;
        break;
      case CODE['semaphore.release']:
        amount -= value;
        break;
      default:
        continue;
    }
    if (amount <= 0) held.delete(thread);
    else held.set(thread, { amount, acquire: before?.acquire ?? event });
  }
  return [...held].map(([thread, { acquire }]) => ({ thread, acquire })).sort((a, b) => a.acquire - b.acquire);
}

/** Threads waiting for an object just after event `seq`, in the order in which they asked. */
export function waitersAfter(recording: Recording, object: number, seq: number): { thread: number; request: number }[] {
  if (object === 0) return [];
  return recording.threads
    .flatMap((thread) => {
      const now = thread.stateAfter(seq);
      const waits =
        now && (now.state === 'blocked' || now.state === 'waiting') && recording.trace.object.at(now.since) === object;
      return waits ? [{ thread: thread.id, request: now.since }] : [];
    })
    .sort((a, b) => a.request - b.request);
}

/** Follows "waits for" from a thread to the one that waits for nobody, or round to where it has been. */
export function chainFrom(
  recording: Recording,
  thread: number,
  seq: number,
): { chain: Link[]; cyclic: boolean; closesAt: number } {
  const chain: Link[] = [];
  for (let at = thread; at !== 0; ) {
    if (chain.some((link) => link.thread === at)) return { chain, cyclic: true, closesAt: at };
    const now = recording.thread(at)?.stateAfter(seq);
    if (!now) break;
    const waits = now.state === 'blocked' || now.state === 'waiting';
    const object = waits ? recording.trace.object.at(now.since) : 0;
    chain.push({ thread: at, state: now.state, request: waits ? now.since : 0, object });
    if (!waits) break;
    const self = at;
    at =
      recording.trace.kind.at(now.since) === CODE['thread.join.request']
        ? recording.trace.value.at(now.since)
        : (holdersAfter(recording, object, seq).find((h) => h.thread !== self)?.thread ?? 0);
  }
  return { chain, cyclic: false, closesAt: 0 };
}

/** One step back along the causes: the other thread's event that let this event's thread get here. 0 at the very start. */
export function causeOf(recording: Recording, seq: number): number {
  const { trace } = recording;
  const events = recording.thread(trace.thread.at(seq))?.events;
  for (let i = (events?.upperBound(seq) ?? 0) - 1; i >= 0; i--) {
    const cause = trace.cause.at(events!.at(i));
    if (cause !== 0 && trace.thread.at(cause) !== trace.thread.at(seq)) return cause;
  }
  return 0;
}

/**
 * One step forward: what another thread could do because of this event or of a later one of its thread. 0 at the very end.
 * Causes lead back only, so that all later events are looked at.
 */
export function effectOf({ trace }: Recording, seq: number): number {
  const thread = trace.thread.at(seq);
  let nearest = Infinity;
  let effect = 0;
  for (let later = seq + 1; later <= trace.count; later++) {
    const cause = trace.cause.at(later);
    if (cause < seq || cause >= nearest || trace.thread.at(cause) !== thread || trace.thread.at(later) === thread)
      continue;
    nearest = cause;
    effect = later;
  }
  return effect;
}

const cycles = new WeakMap<Finding, boolean>();

/** Whether a deadlock is a ring of owners: each thread asks for what the next one holds. Others only list who waits for what. */
export function isOwnerCycle(recording: Recording, finding: Finding): boolean {
  const known = cycles.get(finding);
  if (known !== undefined) return known;
  const { type, threads, objects, events } = finding;
  const moment = Math.max(0, ...events);
  const cyclic =
    type === 'deadlock' &&
    threads.length > 1 &&
    objects.length === threads.length &&
    threads.every((_, i) =>
      holdersAfter(recording, objects[i]!, moment).some((h) => h.thread === threads[(i + 1) % threads.length]),
    );
  cycles.set(finding, cyclic);
  return cyclic;
}
