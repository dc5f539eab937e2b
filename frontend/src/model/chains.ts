import { doubles } from '../base/column.ts';
import { CODE, lockValue } from './kinds.ts';
import type { Recording } from './recording.ts';

/** More waiting threads than this at a time are not followed: the cost of an event grows with their number. */
const MOST_WAITING = 200;

const WAITS = new Set<number>([
  CODE['lock.request'], CODE['semaphore.request'], CODE['queue.put.request'], CODE['queue.take.request'], CODE['condition.wait'], CODE['event.wait'],
  CODE['latch.await'], CODE['barrier.await'], CODE['thread.join.request'], CODE['future.get.request'], CODE['thread.park'],
]);

/** Threads each of which waits for the next, and how many of them wait: the last one may not. */
export interface LongestChain {
  readonly depth: number;
  readonly threads: readonly number[];
}

const NONE: LongestChain = { depth: 0, threads: [] };

/** Who waits for whom after each event, and the longest chain of it over time. */
class Chains {
  /** When each chain began to be the longest, until the next one does. */
  private readonly since = doubles();
  private readonly chains: LongestChain[] = [];
  private read = 0;
  /** By thread, the event that its state follows from. */
  private readonly last = new Map<number, number>();
  private readonly waiting = new Set<number>();
  /** By object, who holds it and how often, the longest first. */
  private readonly held = new Map<number, Map<number, { read: number; write: number }>>();

  readTo({ trace }: Recording): void {
    while (this.read < trace.count) {
      this.read++;
      this.on(trace, this.read);
    }
  }

  /** The first of the longest in a range. */
  longest(fromNs: number, toNs: number): LongestChain {
    let longest = NONE;
    for (let i = Math.max(0, this.since.upperBound(fromNs) - 1); i < this.since.length && this.since.at(i) < toNs; i++) {
      if (this.chains[i]!.depth > longest.depth) longest = this.chains[i]!;
    }
    return longest;
  }

  private get current(): LongestChain {
    return this.chains.at(-1) ?? NONE;
  }

  private on(trace: Recording['trace'], seq: number): void {
    const thread = trace.thread.at(seq);
    const kind = trace.kind.at(seq);
    if (kind === CODE['thread.new'] || kind === CODE['thread.create']) this.last.set(trace.value.at(seq), seq);
    const before = this.last.get(thread) ?? 0;
    // Giving the lock back is part of waiting for its condition.
    if (kind !== CODE['lock.release'] || trace.kind.at(before) !== CODE['condition.wait']) this.last.set(thread, seq);
    if (kind === CODE['lock.acquire'] || kind === CODE['lock.release']) this.lock(trace, seq, thread, kind);
    else if (kind === CODE['semaphore.acquire']) this.permits(trace.object.at(seq), thread, trace.value.at(seq));
    else if (kind === CODE['semaphore.release']) this.permits(trace.object.at(seq), thread, -trace.value.at(seq));
    const waits = WAITS.has(trace.kind.at(this.last.get(thread)!));
    const changes = waits !== this.waiting.has(thread);
    if (waits) this.waiting.add(thread);
    else this.waiting.delete(thread);
    const releases = kind === CODE['lock.release'] || kind === CODE['semaphore.release'];
    if (!changes && !releases && this.current.depth === 0) return;
    this.set(trace.clock.at(seq), this.waiting.size > 1 && this.waiting.size <= MOST_WAITING ? this.deepest(trace) : NONE);
  }

  private lock(trace: Recording['trace'], seq: number, thread: number, kind: number): void {
    const object = trace.object.at(seq);
    const holders = this.holdersOf(object);
    if (kind === CODE['lock.release'] && trace.objects[object]?.type === 'lock') {
      holders.clear();
      return;
    }
    const { read, holds } = lockValue(trace.value.at(seq));
    const has = holders.get(thread) ?? { read: 0, write: 0 };
    if (read) has.read = holds;
    else has.write = holds;
    if (has.read + has.write === 0) holders.delete(thread);
    else holders.set(thread, has);
  }

  private permits(object: number, thread: number, more: number): void {
    const holders = this.holdersOf(object);
    const write = (holders.get(thread)?.write ?? 0) + more;
    if (write <= 0) holders.delete(thread);
    else holders.set(thread, { read: 0, write });
  }

  private holdersOf(object: number): Map<number, { read: number; write: number }> {
    const known = this.held.get(object);
    if (known) return known;
    const holders = new Map<number, { read: number; write: number }>();
    this.held.set(object, holders);
    return holders;
  }

  /** Of several as deep, that of the thread with the least id. */
  private deepest(trace: Recording['trace']): LongestChain {
    let first = 0;
    let depth = 0;
    for (const thread of this.waiting) {
      const own = this.depthOf(trace, thread);
      if (own < depth || (own === depth && thread > first)) continue;
      depth = own;
      first = thread;
    }
    return depth < 2 ? NONE : { depth, threads: this.chainFrom(trace, first) };
  }

  /** How many wait in the chain from a thread on. */
  private depthOf(trace: Recording['trace'], thread: number): number {
    let depth = 0;
    let at = thread;
    for (; this.waiting.has(at); at = this.waitsFor(trace, at)) {
      // Longer than there are threads: it closes on itself.
      if (++depth > this.waiting.size) return this.chainFrom(trace, thread).length;
    }
    return depth;
  }

  private chainFrom(trace: Recording['trace'], thread: number): number[] {
    const threads: number[] = [];
    for (let at = thread; at !== 0 && this.last.has(at) && !threads.includes(at); at = this.waitsFor(trace, at)) threads.push(at);
    return threads;
  }

  /** Of several holders the one that has it longest; 0 if the thread does not wait, or nobody is known. */
  private waitsFor(trace: Recording['trace'], thread: number): number {
    if (!this.waiting.has(thread)) return 0;
    const seq = this.last.get(thread)!;
    if (trace.kind.at(seq) === CODE['thread.join.request']) return trace.value.at(seq);
    for (const holder of this.held.get(trace.object.at(seq))?.keys() ?? []) if (holder !== thread) return holder;
    return 0;
  }

  private set(timeNs: number, chain: LongestChain): void {
    if (this.since.length > 0 && this.since.last() === timeNs) {
      // What lasted for no time never was.
      this.since.remove(this.since.length - 1);
      this.chains.pop();
    }
    if (chain.depth === this.current.depth) return;
    this.since.push(timeNs);
    this.chains.push(chain);
  }
}

const known = new WeakMap<Recording, Chains>();

/** The first of the longest chains "waits for" in a range, as docs/trace-format.md words it; of depth 0 if none had two that wait. */
export function longestChain(recording: Recording, fromNs: number, toNs: number): LongestChain {
  let chains = known.get(recording);
  if (!chains) known.set(recording, (chains = new Chains()));
  chains.readTo(recording);
  return chains.longest(fromNs, toNs);
}
