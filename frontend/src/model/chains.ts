import { Column } from '../base/column.ts';
import { CODE, holdsOf, isRead } from './kinds.ts';
import type { Trace } from './trace.ts';

/** More waiting threads than this at a time are not followed: the cost of an event grows with their number. */
const MOST_WAITING = 200;

/** By kind, whether a thread waits after such an event of its own. */
const WAITS = new Uint8Array(128);
for (const kind of [
  CODE['lock.request'],
  CODE['semaphore.request'],
  CODE['queue.put.request'],
  CODE['queue.take.request'],
  CODE['condition.wait'],
  CODE['event.wait'],
  CODE['latch.await'],
  CODE['barrier.await'],
  CODE['thread.join.request'],
  CODE['future.get.request'],
  CODE['thread.park'],
])
  WAITS[kind] = 1;

/** Threads each of which waits for the next, and how many of them wait: the last one may not. */
export interface LongestChain {
  readonly depth: number;
  readonly threads: readonly number[];
}

const NONE: LongestChain = { depth: 0, threads: [] };

/**
 * Who waits for whom after each event, and the longest chain of it over time.
 *
 * Whoever waits for the same thing waits in chains of the same length, so that an event costs a look at each queue and not at
 * each thread that stands in one; who they are is asked only where the length changes.
 */
export class Chains {
  /** When each chain began to be the longest, until the next one does; how deep it is, and where its threads end. */
  private readonly since = new Column();
  private readonly depths = new Column();
  private readonly ends = new Column();
  private readonly threads = new Column();
  private read = 0;
  private nowNs = 0;
  /** By thread, the kind of the event that its state follows from. */
  private readonly last: (number | undefined)[] = [];
  private readonly waiting = new Set<number>();
  /** The same by what they wait for: an object, or minus the thread whose end they wait for. */
  private readonly queues = new Map<number, Set<number>>();
  private readonly queueOf: (number | undefined)[] = [];
  /** By object, the holder who has it longest, or 0. */
  private readonly owners: (number | undefined)[] = [];
  /** By object, who holds it and how often, the longest first. */
  private readonly held = new Map<number, Map<number, { read: number; write: number }>>();

  /** Reads on, so many events at most, and says whether there is more. */
  readOn(trace: Trace, most: number): boolean {
    const end = Math.min(trace.count, this.read + most);
    while (this.read < end) {
      this.read++;
      this.nowNs = Math.max(this.nowNs, trace.t.at(this.read));
      this.on(trace, this.read);
    }
    return end < trace.count;
  }

  /** The first of the longest in a range, as docs/trace-format.md words it; of depth 0 if none had two that wait. */
  longest(trace: Trace, fromNs: number, toNs: number): LongestChain {
    this.readOn(trace, Infinity);
    let index = -1;
    let depth = 0;
    for (
      let i = Math.max(0, this.since.upperBound(fromNs) - 1);
      i < this.since.length && this.since.at(i) < toNs;
      i++
    ) {
      if (this.depths.at(i) <= depth) continue;
      index = i;
      depth = this.depths.at(i);
    }
    if (index < 0) return NONE;
    const first = index === 0 ? 0 : this.ends.at(index - 1);
    return {
      depth,
      threads: Array.from({ length: this.ends.at(index) - first }, (_, i) => this.threads.at(first + i)),
    };
  }

  trim(): void {
    for (const column of [this.since, this.depths, this.ends, this.threads]) column.trim();
  }

  private on(trace: Trace, seq: number): void {
    const thread = trace.thread.at(seq);
    const kind = trace.kind.at(seq);
    if (kind === CODE['thread.new'] || kind === CODE['thread.create']) this.last[trace.value.at(seq)] = kind;
    const waited = this.queueOf[thread] !== undefined;
    // Giving the lock back is part of waiting for its condition.
    if (kind !== CODE['lock.release'] || this.last[thread] !== CODE['condition.wait']) {
      this.last[thread] = kind;
      if (waited) this.leave(thread);
      if (WAITS[kind] === 1)
        this.join(thread, kind === CODE['thread.join.request'] ? -trace.value.at(seq) : trace.object.at(seq));
    }
    const holds = this.hold(trace, seq, thread, kind);
    // Who has what nobody waits for is in no chain.
    if (!waited && this.queueOf[thread] === undefined && !(holds && this.queues.has(trace.object.at(seq)))) return;
    this.set(this.nowNs, this.waiting.size > 1 && this.waiting.size <= MOST_WAITING ? this.depth() : 0);
  }

  /** Whether the event may change who holds what. */
  private hold(trace: Trace, seq: number, thread: number, kind: number): boolean {
    const object = trace.object.at(seq);
    switch (kind) {
      case CODE['lock.acquire']:
      case CODE['lock.release']:
        this.lock(trace, seq, thread, kind);
        break;
      case CODE['semaphore.acquire']:
        this.permits(object, thread, trace.value.at(seq));
        break;
      case CODE['semaphore.release']:
        this.permits(object, thread, -trace.value.at(seq));
        break;
      default:
        return false;
    }
    this.owners[object] = 0;
    for (const holder of this.holdersOf(object).keys()) {
      this.owners[object] = holder;
      break;
    }
    return true;
  }

  private leave(thread: number): void {
    const key = this.queueOf[thread]!;
    const queue = this.queues.get(key)!;
    queue.delete(thread);
    if (queue.size === 0) this.queues.delete(key);
    this.queueOf[thread] = undefined;
    this.waiting.delete(thread);
  }

  private join(thread: number, key: number): void {
    const queue = this.queues.get(key);
    if (queue) queue.add(thread);
    else this.queues.set(key, new Set([thread]));
    this.queueOf[thread] = key;
    this.waiting.add(thread);
  }

  private lock(trace: Trace, seq: number, thread: number, kind: number): void {
    const object = trace.object.at(seq);
    const holders = this.holdersOf(object);
    if (kind === CODE['lock.release'] && trace.objects[object]?.type === 'lock') {
      holders.clear();
      return;
    }
    const read = isRead(trace.value.at(seq));
    const holds = holdsOf(trace.value.at(seq));
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

  /** Of the longest chain; 0 if there is none of two. */
  private depth(): number {
    let depth = 0;
    for (const [key, queue] of this.queues) {
      const owner = key > 0 ? (this.owners[key] ?? 0) : 0;
      // All of a queue wait for its owner, but the owner itself, which waits for the next one.
      for (const thread of queue) {
        if (thread === owner) continue;
        depth = Math.max(depth, this.depthOf(thread));
        break;
      }
      if (queue.has(owner)) depth = Math.max(depth, this.depthOf(owner));
    }
    // A chain that closes on itself is not as long for all of a queue.
    if (depth > this.waiting.size) {
      depth = 0;
      for (const thread of this.waiting) depth = Math.max(depth, this.lengthOf(thread));
    }
    return depth < 2 ? 0 : depth;
  }

  /** Of several as deep, that of the thread with the least id. */
  private deepest(depth: number): number[] {
    let first = Infinity;
    for (const thread of this.waiting) if (thread < first && this.lengthOf(thread) === depth) first = thread;
    return this.chainFrom(first);
  }

  /** How many wait in the chain from a thread on. */
  private lengthOf(thread: number): number {
    const depth = this.depthOf(thread);
    return depth > this.waiting.size ? this.chainFrom(thread).length : depth;
  }

  /** The same, or more than wait at all if the chain closes on itself. */
  private depthOf(thread: number): number {
    let depth = 0;
    for (let at = thread; this.queueOf[at] !== undefined; at = this.waitsFor(at))
      if (++depth > this.waiting.size) break;
    return depth;
  }

  private chainFrom(thread: number): number[] {
    const threads: number[] = [];
    for (let at = thread; at !== 0 && this.last[at] !== undefined && !threads.includes(at); at = this.waitsFor(at))
      threads.push(at);
    return threads;
  }

  /** Of several holders the one that has it longest; 0 if the thread does not wait, or nobody is known. */
  private waitsFor(thread: number): number {
    const key = this.queueOf[thread];
    if (key === undefined) return 0;
    if (key < 0) return -key;
    const owner = this.owners[key] ?? 0;
    if (owner !== thread) return owner;
    for (const holder of this.held.get(key)!.keys()) if (holder !== thread) return holder;
    return 0;
  }

  private set(timeNs: number, depth: number): void {
    const { since, depths, ends, threads } = this;
    if (since.length > 0 && since.last() === timeNs) {
      // What lasted for no time never was.
      const last = since.length - 1;
      for (const column of [since, depths, ends]) column.truncate(last);
      threads.truncate(ends.length === 0 ? 0 : ends.last());
    }
    if (depth === (depths.length === 0 ? 0 : depths.last())) return;
    since.push(timeNs);
    depths.push(depth);
    if (depth > 0) for (const thread of this.deepest(depth)) threads.push(thread);
    ends.push(threads.length);
  }
}
