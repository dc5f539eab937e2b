import { Column } from '../base/column.ts';
import { Forest, type Leaves } from './forest.ts';
import type { ObjectInfo } from './format.ts';
import { Holds } from './holds.ts';
import { CODE, holdsOf, isRead } from './kinds.ts';
import { Steps } from './steps.ts';
import type { Trace } from './trace.ts';
import { operationsOf, Use } from './use.ts';
import { WaiterCount } from './waiters.ts';
import { Waits } from './waits.ts';

const WRITES = new Set<number>([CODE['var.write'], CODE['var.update'], CODE['adder.add']]);

/** One object over time. What has no meaning for its type stays empty. */
export class ObjectHistory implements Leaves {
  readonly info: ObjectInfo;
  readonly events = new Column();
  /** Of variables: times of `events`, never going back. */
  readonly t = new Column();
  /** Exclusive holds of a lock. */
  readonly holds = new Holds(false);
  /** Shared holds of a read-write lock. */
  readonly reads = new Holds(true);
  /** Permits, depth, value, remaining count, parties arrived, set or not, done or not, readers, tasks queued. */
  readonly level = new Steps();
  /** Tasks that an executor's workers are at. */
  readonly active = new Steps();
  readonly waiters = new WaiterCount();
  /** Of variables. Columns: accesses that leave the value alone; accesses that set it. */
  readonly accesses = new Forest(['sum', 'sum'], this);

  /** Whether it is nothing that a thread can wait for. */
  readonly isVariable: boolean;

  /** What threads wait for here, by operation, as far as it was asked for. */
  private operations: readonly Use[];
  private usedUpTo = 0;
  private readonly waits = new Waits();
  private readonly trace: Trace;
  private readonly queued = new Set<number>();
  private readonly busy = new Set<number>();

  constructor(info: ObjectInfo, trace: Trace) {
    this.info = info;
    this.trace = trace;
    this.operations = operationsOf(info).map((operation) => new Use(operation, info));
    this.isVariable = this.operations.length === 0;
    const initial = initialLevel(info);
    if (initial !== undefined) this.level.push(0, initial, 0);
    if (info.type === 'executor') this.active.push(0, 0, 0);
  }

  fold(from: number, end: number, into: Float64Array): void {
    into.fill(0, 0, 2);
    for (let i = from; i < end; i++) into[this.isWrite(this.events.at(i)) ? 1 : 0]!++;
  }

  /** To be called when nothing more is expected. */
  trim(): void {
    for (const part of [
      this.events,
      this.t,
      this.holds,
      this.reads,
      this.level,
      this.active,
      this.waiters,
      this.accesses,
      this.waits,
      ...this.operations,
    ])
      part.trim();
  }

  isWrite(seq: number): boolean {
    return WRITES.has(this.trace.kind.at(seq));
  }

  on(seq: number): void {
    const { trace } = this;
    const t = trace.t.at(seq);
    this.events.push(seq);
    if (this.isVariable) {
      this.t.push(this.t.length === 0 ? t : Math.max(t, this.t.last()));
      this.accesses.grow(this.t.length);
    }
    const kind = trace.kind.at(seq);
    const thread = trace.thread.at(seq);
    const value = trace.value.at(seq);
    this.apply(kind, t, value, thread, seq);
  }

  waitEnded(thread: number, startNs: number, endNs: number, resumedNs: number, result: number): void {
    this.waiters.ended(startNs, endNs);
    if (resumedNs > startNs) this.waits.add(thread, startNs, endNs, resumedNs, result);
  }

  /** What threads wait for here, by operation; variables have none. Only statistics need it, so that it is worked out, from where it was, when it is asked for. */
  get uses(): readonly Use[] {
    const { trace, events, operations } = this;
    if (this.isVariable) return operations;
    for (; this.usedUpTo < events.length; this.usedUpTo++) {
      const seq = events.at(this.usedUpTo);
      const kind = trace.kind.at(seq);
      for (const use of operations) use.on(kind, trace.thread.at(seq), trace.t.at(seq), trace.value.at(seq));
    }
    this.waits.take((thread, startNs, enabledNs, endNs, result) => {
      const kind = trace.kind.at(result);
      operations.find((use) => use.answers(kind))?.waited(thread, startNs, enabledNs, endNs, kind, trace.t.at(result));
    });
    return operations;
  }

  /** Takes over what was worked out of the same events elsewhere. */
  adopt(uses: readonly Use[]): void {
    this.operations = uses;
    this.usedUpTo = this.events.length;
    this.waits.forget();
  }

  private apply(kind: number, t: number, value: number, thread: number, seq: number): void {
    const { level } = this;
    switch (kind) {
      case CODE['lock.acquire']: {
        const read = isRead(value);
        const holds = read ? this.reads : this.holds;
        holds.acquired(thread, t, seq);
        if (read) level.push(t, holds.open.size, seq);
        break;
      }
      case CODE['lock.release']: {
        if (holdsOf(value) > 0) break;
        const read = isRead(value);
        (read ? this.reads : this.holds).released(thread, t, seq);
        if (read) level.push(t, this.reads.open.size, seq);
        break;
      }
      case CODE['semaphore.acquire']:
        level.change(t, -value, seq);
        break;
      case CODE['semaphore.release']:
        level.change(t, value, seq);
        break;
      case CODE['event.set']:
        level.push(t, 1, seq);
        break;
      case CODE['event.clear']:
        level.push(t, 0, seq);
        break;
      case CODE['future.complete']:
        level.push(t, 1, seq);
        break;
      case CODE['barrier.await']:
        level.change(t, 1, seq);
        break;
      case CODE['barrier.trip']:
      case CODE['barrier.break']:
        level.push(t, 0, seq);
        break;
      case CODE['adder.add']:
        level.change(t, value, seq);
        break;
      case CODE['latch.countdown']:
      case CODE['queue.put']:
      case CODE['queue.take']:
      case CODE['var.write']:
      case CODE['var.update']:
        level.push(t, value, seq);
        break;
      case CODE['task.submit']:
      case CODE['task.start']:
      case CODE['task.end']:
      case CODE['task.fail']:
      case CODE['task.cancel']:
      case CODE['task.reject']:
        this.task(kind, t, value, seq);
        break;
    }
  }

  private task(kind: number, t: number, task: number, seq: number): void {
    if (kind === CODE['task.submit']) this.queued.add(task);
    else this.queued.delete(task);
    if (kind === CODE['task.start']) this.busy.add(task);
    else if (kind === CODE['task.end'] || kind === CODE['task.fail']) this.busy.delete(task);
    this.level.push(t, this.queued.size, seq);
    this.active.push(t, this.busy.size, seq);
  }
}

function initialLevel({ type, initial }: ObjectInfo): number | undefined {
  switch (type) {
    case 'semaphore':
    case 'latch':
    case 'event':
    case 'variable':
    case 'volatile':
    case 'atomic':
    case 'adder':
      return typeof initial === 'number' ? initial : type === 'event' || type === 'adder' ? 0 : undefined;
    case 'queue':
    case 'barrier':
    case 'future':
    case 'executor':
    case 'read-write-lock':
    case 'stamped-lock':
      return 0;
    case 'lock':
    case 'reentrant-lock':
    case 'condition':
      return undefined;
  }
}
