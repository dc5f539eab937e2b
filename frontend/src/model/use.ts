import { Column } from '../base/column.ts';
import type { ObjectInfo } from './format.ts';
import { CODE, holdsOf, isRead } from './kinds.ts';
import { Moments, Spans } from './spans.ts';

/** What threads do with an object that can make them wait, in the words of docs/trace-format.md. */
export type Operation = 'acquire' | 'put' | 'take' | 'await' | 'task';

export function operationsOf({ type }: ObjectInfo): readonly Operation[] {
  switch (type) {
    case 'lock':
    case 'reentrant-lock':
    case 'read-write-lock':
    case 'stamped-lock':
    case 'semaphore':
      return ['acquire'];
    case 'queue':
      return ['put', 'take', 'await'];
    case 'condition':
    case 'event':
    case 'latch':
    case 'barrier':
    case 'future':
      return ['await'];
    case 'executor':
      return ['task'];
    case 'variable':
    case 'volatile':
    case 'atomic':
    case 'adder':
      return [];
  }
}

/** Results by which a thread has what it asked for, and what for; a lock's counts only when it is the first hold. */
const OBTAINS = new Map<number, Operation>([
  [CODE['queue.put'], 'put'],
  [CODE['queue.take'], 'take'],
  [CODE['condition.wake'], 'await'],
  [CODE['event.wake'], 'await'],
  [CODE['latch.pass'], 'await'],
  [CODE['barrier.pass'], 'await'],
  [CODE['future.get'], 'await'],
  [CODE['queue.join'], 'await'],
]);

/** Results that end a wait, whether with success or without. */
const OPERATION_OF_FAIL = new Map<number, Operation>([
  [CODE['queue.put.fail'], 'put'],
  [CODE['queue.take.fail'], 'take'],
  [CODE['queue.join.fail'], 'await'],
]);
/** Requests that one object has several of. */
export const OPERATION_OF_REQUEST = new Map<number, Operation>([
  [CODE['queue.put.request'], 'put'],
  [CODE['queue.take.request'], 'take'],
  [CODE['queue.join.request'], 'await'],
]);
const GRANTS = new Set<number>([CODE['lock.acquire'], CODE['semaphore.acquire'], ...OBTAINS.keys()]);

interface Share {
  /** When the hold began that lasts, or null. */
  holdFrom: number | null;
  exclusive: boolean;
  reads: number;
  writes: number;
  permits: number;
}

/**
 * One operation on one object over time: how often it succeeded, how long threads waited for it and kept what they got.
 *
 * A thread waits from its request to the result; others are to blame until `enabled`, when the event behind the result let
 * it go on. It holds a lock from its first acquire to its last release, and a semaphore while it took more permits than it gave.
 * Of exclusive holds none begins before the one before it ended, whatever the clocks say.
 */
export class Use {
  readonly operation: Operation;
  readonly obtained = new Moments();
  /** Of those, the ones that were waited for. */
  readonly contended = new Moments();
  readonly waits = new Spans();
  /** By the index of the wait. */
  readonly enabled = new Column();
  /** Of locks and permits; of a pool, its tasks at work. */
  readonly holds = new Spans();

  private readonly shares = new Map<number, Share>();
  private readonly plain: boolean;
  private owner = 0;
  private exclusiveUntil = 0;
  /** Of a pool, by task: since when it waits; since when it runs, and by whom. */
  private readonly queued = new Map<number, number>();
  private readonly running = new Map<number, { worker: number; since: number }>();

  constructor(operation: Operation, { type }: ObjectInfo) {
    this.operation = operation;
    this.plain = type === 'lock';
  }

  on(kind: number, thread: number, t: number, value: number): void {
    switch (kind) {
      case CODE['lock.acquire']:
        this.acquired(thread, t, value);
        break;
      case CODE['lock.release']:
        this.released(thread, t, value);
        break;
      case CODE['semaphore.acquire']:
        this.obtained.add(t);
        this.permits(thread, t, value);
        break;
      case CODE['semaphore.release']:
        this.permits(thread, t, -value);
        break;
      case CODE['task.submit']:
        this.queued.set(value, t);
        break;
      case CODE['task.start']:
        this.started(thread, value, t);
        break;
      case CODE['task.end']:
      case CODE['task.fail']:
        this.finished(value, t);
        break;
      case CODE['task.cancel']:
      case CODE['task.reject']:
        this.leaveQueue(thread, value, t);
        break;
      default:
        if (OBTAINS.get(kind) === this.operation) this.obtained.add(t);
    }
  }

  trim(): void {
    for (const column of [this.obtained, this.contended, this.waits, this.enabled, this.holds]) column.trim();
  }

  /** Whether a wait with that result was for this operation. */
  answers(result: number): boolean {
    const operation = OBTAINS.get(result) ?? OPERATION_OF_FAIL.get(result);
    return (
      operation === undefined || this.operation === operation || (this.operation !== 'put' && this.operation !== 'take')
    );
  }

  /** A wait is over, with an event of kind `result` at `resultNs`. */
  waited(thread: number, startNs: number, enabledNs: number, endNs: number, result: number, resultNs: number): void {
    this.waits.add(thread, startNs, endNs);
    this.enabled.push(enabledNs);
    if (GRANTS.has(result)) this.contended.add(resultNs);
  }

  /** Visits what is held, or at work, since when. */
  lasting(visit: (thread: number, since: number) => void): void {
    for (const [thread, { holdFrom }] of this.shares) if (holdFrom !== null) visit(thread, holdFrom);
    for (const { worker, since } of this.running.values()) visit(worker, since);
  }

  /** Since when tasks wait that nobody has begun. */
  get pending(): Iterable<number> {
    return this.queued.values();
  }

  private share(thread: number): Share {
    const known = this.shares.get(thread);
    if (known) return known;
    const share = { holdFrom: null, exclusive: false, reads: 0, writes: 0, permits: 0 };
    this.shares.set(thread, share);
    return share;
  }

  private acquired(thread: number, t: number, value: number): void {
    const share = this.share(thread);
    const read = isRead(value);
    const holds = holdsOf(value);
    if (read) share.reads = holds;
    else {
      share.writes = holds;
      this.owner = thread;
    }
    if (share.holdFrom !== null) return;
    this.obtained.add(t);
    share.exclusive = !read;
    share.holdFrom = read ? t : Math.max(t, this.exclusiveUntil);
  }

  private released(by: number, t: number, value: number): void {
    // Anybody may give back a plain lock.
    const thread = this.plain ? this.owner : by;
    const share = this.share(thread);
    const read = isRead(value);
    const holds = holdsOf(value);
    if (read) share.reads = holds;
    else share.writes = holds;
    if (share.holdFrom === null) return;
    if (share.exclusive && share.writes === 0) {
      this.exclusiveUntil = Math.max(t, share.holdFrom);
      this.endHold(thread, share, this.exclusiveUntil);
      // Who has a read lock inside its own write lock goes on with that.
      if (share.reads === 0) return;
      share.exclusive = false;
      share.holdFrom = this.exclusiveUntil;
    } else if (!share.exclusive && share.reads === 0) this.endHold(thread, share, t);
  }

  private permits(thread: number, t: number, more: number): void {
    const share = this.share(thread);
    share.permits = Math.max(0, share.permits + more);
    if (share.permits > 0 && share.holdFrom === null) share.holdFrom = t;
    if (share.permits === 0 && share.holdFrom !== null) this.endHold(thread, share, t);
  }

  private endHold(thread: number, share: Share, t: number): void {
    this.holds.add(thread, share.holdFrom!, t);
    share.holdFrom = null;
  }

  private started(worker: number, task: number, t: number): void {
    this.obtained.add(t);
    if (this.leaveQueue(worker, task, t)) this.contended.add(t);
    this.running.set(task, { worker, since: t });
  }

  private leaveQueue(thread: number, task: number, t: number): boolean {
    const since = this.queued.get(task);
    this.queued.delete(task);
    if (since === undefined || t <= since) return false;
    this.waits.add(thread, since, t);
    this.enabled.push(t);
    return true;
  }

  private finished(task: number, t: number): void {
    const run = this.running.get(task);
    this.running.delete(task);
    if (run) this.holds.add(run.worker, run.since, t);
  }
}
