import { Column } from '../base/column.ts';
import type { ObjectInfo } from './format.ts';
import { CODE, lockValue } from './kinds.ts';
import { Forest, type Leaves } from './forest.ts';
import { Holds } from './holds.ts';
import { Steps } from './steps.ts';
import type { Trace } from './trace.ts';
import { Use, operationsOf } from './use.ts';
import { WaiterCount } from './waiters.ts';

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

  /** What threads wait for here, by operation; variables have none. */
  readonly uses: readonly Use[];

  private readonly trace: Trace;
  private readonly queued = new Set<number>();
  private readonly busy = new Set<number>();

  constructor(info: ObjectInfo, trace: Trace) {
    this.info = info;
    this.trace = trace;
    this.uses = operationsOf(info).map((operation) => new Use(operation, info));
    const initial = initialLevel(info);
    if (initial !== undefined) this.level.push(0, initial, 0);
    if (info.type === 'executor') this.active.push(0, 0, 0);
  }

  leaf(index: number, column: number): number {
    return this.isWrite(this.events.at(index)) === (column === 1) ? 1 : 0;
  }

  /** To be called when nothing more is expected. */
  trim(): void {
    for (const part of [this.events, this.t, this.holds, this.reads, this.level, this.active, this.waiters, this.accesses, ...this.uses]) part.trim();
  }

  isWrite(seq: number): boolean {
    return WRITES.has(this.trace.kind.at(seq));
  }

  on(seq: number): void {
    const { trace } = this;
    const t = trace.t.at(seq);
    this.events.push(seq);
    if (this.uses.length === 0) {
      this.t.push(this.t.length === 0 ? t : Math.max(t, this.t.last()));
      this.accesses.grow(this.t.length);
    }
    const kind = trace.kind.at(seq);
    const thread = trace.thread.at(seq);
    const value = trace.value.at(seq);
    for (const use of this.uses) use.on(kind, thread, t, value);
    this.apply(kind, t, value, thread, seq);
  }

  waitEnded(thread: number, startNs: number, endNs: number, resumedNs: number, result: number): void {
    this.waiters.ended(startNs, endNs);
    const kind = this.trace.kind.at(result);
    this.uses.find((use) => use.answers(kind))?.waited(thread, startNs, endNs, resumedNs, kind, this.trace.t.at(result));
  }

  private apply(kind: number, t: number, value: number, thread: number, seq: number): void {
    const { level } = this;
    const set = (to: number) => level.push(t, to, seq);
    const before = level.current ?? 0;
    switch (kind) {
      case CODE['lock.acquire']: {
        const { read } = lockValue(value);
        const holds = read ? this.reads : this.holds;
        holds.acquired(thread, t, seq);
        if (read) set(holds.open.size);
        break;
      }
      case CODE['lock.release']: {
        const { read, holds: left } = lockValue(value);
        if (left > 0) break;
        (read ? this.reads : this.holds).released(thread, t, seq);
        if (read) set(this.reads.open.size);
        break;
      }
      case CODE['semaphore.acquire']: set(before - value); break;
      case CODE['semaphore.release']: set(before + value); break;
      case CODE['event.set']: set(1); break;
      case CODE['event.clear']: set(0); break;
      case CODE['future.complete']: set(1); break;
      case CODE['barrier.await']: set(before + 1); break;
      case CODE['barrier.trip']:
      case CODE['barrier.break']: set(0); break;
      case CODE['adder.add']: set(before + value); break;
      case CODE['latch.countdown']:
      case CODE['queue.put']:
      case CODE['queue.take']:
      case CODE['var.write']:
      case CODE['var.update']: set(value); break;
      case CODE['task.submit']:
      case CODE['task.start']:
      case CODE['task.end']:
      case CODE['task.fail']:
      case CODE['task.cancel']:
      case CODE['task.reject']: this.task(kind, t, value, seq); break;
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
      return 0;
    case 'lock':
    case 'reentrant-lock':
    case 'condition':
      return undefined;
  }
}
