import type { ObjectInfo, ObjectType } from '../../src/model/format.ts';
import { CODE, type Kind } from '../../src/model/kinds.ts';
import type { RawEvent, Tables } from './encode.ts';
import type { Random } from './random.ts';

/** What a simulated thread can do next. `line` is the source line that it claims. */
export type Op = { line?: number } & (
  | { do: 'work' | 'sleep' | 'io'; ns: number }
  | { do: 'lock' | 'unlock' | 'read-lock' | 'read-unlock'; object: number }
  | { do: 'try-lock'; object: number; ns: number }
  | { do: 'await' | 'signal' | 'signal-all'; object: number }
  | {
      do: 'acquire' | 'release' | 'put' | 'take' | 'read' | 'count-down' | 'latch' | 'barrier' | 'set' | 'wait-event';
      object: number;
    }
  | { do: 'write'; object: number; value: number }
  | { do: 'update'; object: number; by: number }
  | { do: 'spawn'; name: string; body: Body }
  | { do: 'join'; thread: number }
);
export type Body = () => Generator<Op, void, number>;

interface Waiter {
  thread: number;
  request: number;
  read?: boolean;
  /** A condition wait brings the signal that woke it. */
  signal?: number;
  condition?: number;
  expires?: number;
}

interface ObjectState {
  info: ObjectInfo;
  owners: Map<number, number>;
  reading: boolean;
  queue: Waiter[];
  getters: Waiter[];
  lastRelease: number;
  level: number;
  lastWrite: number;
  puts: number[];
  lastTake: number;
}

interface ThreadState {
  id: number;
  body: Generator<Op, void, number>;
  lastT: number;
  skew: number;
  endSeq: number;
  joiners: Waiter[];
}

/** Discrete-event simulation of threads and primitives that writes traces as docs/trace-format.md wants them. */
export class Simulator {
  readonly events: RawEvent[] = [];
  readonly tables: Tables = { threads: [], objects: [], sites: [], strings: [] };
  readonly file: string;
  private readonly random: Random;
  private readonly objects: ObjectState[] = [];
  private readonly threads: ThreadState[] = [];
  private readonly agenda: { at: number; order: number; run: () => void }[] = [];
  private now = 0;
  private order = 0;
  /** How far apart the threads' clocks may be. */
  readonly skewNs: number;

  constructor(random: Random, file = 'demo/Demo.java', skewNs = 0) {
    this.random = random;
    this.file = file;
    this.skewNs = skewNs;
  }

  object(type: ObjectType, name: string, more: Partial<ObjectInfo> = {}): number {
    const id = this.objects.length + 1;
    const info: ObjectInfo = { id, type, name, ...more };
    this.objects.push({
      info,
      owners: new Map(),
      reading: false,
      queue: [],
      getters: [],
      lastRelease: 0,
      level: typeof info.initial === 'number' ? info.initial : 0,
      lastWrite: 0,
      puts: [],
      lastTake: 0,
    });
    this.tables.objects.push(info);
    return id;
  }

  /** Runs the main thread and what it starts until nobody can move; true if all ended. */
  run(main: Body, limit = 100_000): boolean {
    const thread = this.newThread('main', main);
    this.emit(thread.id, 'thread.start');
    this.later(0, () => this.step(thread, 0));
    while (this.agenda.length > 0 && this.events.length < limit) {
      this.agenda.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.agenda.shift()!;
      this.now = next.at;
      next.run();
    }
    return this.threads.every((t) => t.endSeq !== 0);
  }

  private newThread(name: string, body: Body): ThreadState {
    const thread: ThreadState = {
      id: this.threads.length + 1,
      body: body(),
      lastT: 0,
      endSeq: 0,
      joiners: [],
      skew: this.skewNs === 0 ? 0 : this.random.between(0, this.skewNs),
    };
    this.threads.push(thread);
    this.tables.threads.push({ id: thread.id, name, virtual: false, daemon: false, process: 1 });
    return thread;
  }

  private later(ns: number, run: () => void) {
    this.agenda.push({ at: this.now + ns, order: this.order++, run });
  }

  /** Time to get going after having been let go. */
  private latency() {
    return this.random.between(500, 8_000);
  }

  private emit(
    thread: number,
    kind: Kind,
    e: { object?: number; value?: number; cause?: number; line?: number; t?: number } = {},
  ): number {
    const state = this.threads[thread - 1]!;
    const seq = this.events.length + 1;
    const t = e.t ?? Math.max(state.lastT, this.now + state.skew);
    state.lastT = t;
    this.events.push({
      seq,
      t,
      thread,
      code: CODE[kind],
      object: e.object ?? 0,
      value: e.value ?? 0,
      cause: e.cause ?? 0,
      site: this.site(e.line ?? 0),
    });
    return seq;
  }

  private site(line: number): number {
    if (line === 0) return 0;
    const known = this.tables.sites.find((s) => s.line === line);
    if (known) return known.id;
    const id = this.tables.sites.length + 1;
    this.tables.sites.push({ id, file: this.file, line });
    return id;
  }

  private step(thread: ThreadState, value: number) {
    const next = thread.body.next(value);
    if (next.done) {
      thread.endSeq = this.emit(thread.id, 'thread.end');
      for (const joiner of thread.joiners.splice(0))
        this.resume(joiner, 'thread.join', { value: thread.id, cause: thread.endSeq });
      return;
    }
    this.perform(thread, next.value);
  }

  private go(thread: ThreadState, value = 0) {
    this.later(this.random.between(50, 600), () => this.step(thread, value));
  }

  /** A waiter gets going after a while, and writes its result then. */
  private resume(waiter: Waiter, kind: Kind, e: { object?: number; value?: number; cause?: number }, value = 0) {
    this.later(this.latency(), () => {
      const thread = this.threads[waiter.thread - 1]!;
      const line = this.lineOf(waiter.request);
      if (waiter.condition !== undefined) {
        const wake = this.emit(thread.id, 'condition.wake', { object: waiter.condition, cause: waiter.signal!, line });
        const t = this.events[wake - 1]!.t;
        this.emit(thread.id, 'lock.request', { object: e.object!, t, line });
        this.emit(thread.id, kind, { ...e, t, line });
      } else {
        this.emit(thread.id, kind, { ...e, line });
      }
      this.go(thread, value);
    });
  }

  private lineOf(seq: number) {
    return this.tables.sites[this.events[seq - 1]!.site - 1]?.line ?? 0;
  }

  /** After a request: another thread may get a word in before the outcome; no wait means the same `t`. */
  private attempt(run: () => void) {
    if (this.random.chance(0.3)) this.later(0, run);
    else run();
  }

  private tOf(seq: number) {
    return this.events[seq - 1]!.t;
  }

  private perform(thread: ThreadState, op: Op) {
    const { id } = thread;
    const line = op.line ?? 0;
    switch (op.do) {
      case 'work':
        this.emit(id, 'work.begin', { value: op.ns, line });
        return this.later(op.ns, () => {
          this.emit(id, 'work.end', { line });
          this.go(thread);
        });
      case 'sleep':
        this.emit(id, 'thread.sleep', { value: op.ns, line });
        return this.later(op.ns, () => {
          this.emit(id, 'thread.wake', { line });
          this.go(thread);
        });
      case 'io':
        this.emit(id, 'io.begin', { value: op.ns, line });
        return this.later(op.ns, () => {
          this.emit(id, 'io.end', { line });
          this.go(thread);
        });
      case 'spawn': {
        const child = this.newThread(op.name, op.body);
        const start = () => {
          const create = this.emit(id, 'thread.create', { value: child.id, line });
          this.later(this.latency(), () => {
            this.emit(child.id, 'thread.start', { cause: create });
            this.go(child);
          });
          this.go(thread, child.id);
        };
        if (this.random.chance(0.8)) return start();
        this.emit(id, 'thread.new', { value: child.id, line });
        return this.later(this.latency(), start);
      }
      case 'join': {
        const other = this.threads[op.thread - 1]!;
        const request = this.emit(id, 'thread.join.request', { value: op.thread, line });
        if (other.endSeq === 0) {
          other.joiners.push({ thread: id, request });
          return;
        }
        this.emit(id, 'thread.join', { value: op.thread, cause: other.endSeq, t: this.tOf(request), line });
        return this.go(thread);
      }
      default:
        return this.onObject(thread, op, this.objects[op.object - 1]!, line);
    }
  }

  private onObject(thread: ThreadState, op: Extract<Op, { object: number }>, o: ObjectState, line: number) {
    const { id } = thread;
    const object = op.object;
    switch (op.do) {
      case 'lock':
      case 'read-lock':
      case 'try-lock': {
        const read = op.do === 'read-lock';
        const held = o.owners.get(id) ?? 0;
        const request = this.emit(id, 'lock.request', {
          object,
          value: (held << 2) | (op.do === 'try-lock' ? 2 : 0) | (read ? 1 : 0),
          line,
        });
        return this.attempt(() => {
          const reentry = o.owners.has(id);
          if (reentry || o.owners.size === 0 || (read && o.reading && o.queue.length === 0)) {
            o.owners.set(id, held + 1);
            o.reading = read;
            this.emit(id, 'lock.acquire', {
              object,
              value: ((held + 1) << 2) | (read ? 1 : 0),
              cause: reentry ? 0 : o.lastRelease,
              t: this.tOf(request),
              line,
            });
            return this.go(thread);
          }
          const waiter: Waiter = { thread: id, request, read };
          o.queue.push(waiter);
          if (op.do === 'try-lock') {
            this.later(op.ns, () => {
              const at = o.queue.indexOf(waiter);
              if (at < 0) return;
              o.queue.splice(at, 1);
              this.emit(id, 'lock.fail', { object, value: held << 2, line });
              this.go(thread, -1);
            });
          }
        });
      }
      case 'unlock':
      case 'read-unlock': {
        const left = o.owners.get(id)! - 1;
        const seq = this.emit(id, 'lock.release', {
          object,
          value: (left << 2) | (op.do === 'read-unlock' ? 1 : 0),
          line,
        });
        if (left > 0) o.owners.set(id, left);
        else this.free(o, id, seq);
        return this.go(thread);
      }
      case 'await': {
        const lock = this.objects[o.info.parent! - 1]!;
        const request = this.emit(id, 'condition.wait', { object, line });
        const release = this.emit(id, 'lock.release', { object: o.info.parent!, value: 0, t: this.tOf(request), line });
        o.queue.push({ thread: id, request });
        this.free(lock, id, release);
        return;
      }
      case 'signal':
      case 'signal-all': {
        const seq = this.emit(id, op.do === 'signal' ? 'condition.signal' : 'condition.signalAll', {
          object,
          value: o.queue.length,
          line,
        });
        const lock = this.objects[o.info.parent! - 1]!;
        for (const w of o.queue.splice(0, op.do === 'signal' ? 1 : o.queue.length)) {
          lock.queue.push({ ...w, signal: seq, condition: object });
        }
        return this.go(thread);
      }
      case 'acquire': {
        const request = this.emit(id, 'semaphore.request', { object, value: 1, line });
        return this.attempt(() => {
          if (o.level > 0) {
            o.level--;
            this.emit(id, 'semaphore.acquire', { object, value: 1, cause: o.lastRelease, t: this.tOf(request), line });
            return this.go(thread);
          }
          o.queue.push({ thread: id, request });
        });
      }
      case 'release': {
        const seq = this.emit(id, 'semaphore.release', { object, value: 1, line });
        o.lastRelease = seq;
        const next = o.queue.shift();
        if (next) this.resume(next, 'semaphore.acquire', { object, value: 1, cause: seq });
        else o.level++;
        return this.go(thread);
      }
      case 'put': {
        const request = this.emit(id, 'queue.put.request', { object, line });
        return this.attempt(() => {
          if (o.level < (o.info.capacity ?? Infinity)) {
            this.putNow(o, id, this.tOf(request), 0, line);
            return this.go(thread);
          }
          o.queue.push({ thread: id, request });
        });
      }
      case 'take': {
        const request = this.emit(id, 'queue.take.request', { object, line });
        return this.attempt(() => {
          if (o.puts.length > 0) {
            this.takeNow(o, id, this.tOf(request), line);
            return this.go(thread);
          }
          o.getters.push({ thread: id, request });
        });
      }
      case 'read': {
        this.emit(id, 'var.read', { object, value: o.level, cause: o.lastWrite, line });
        return this.go(thread, o.level);
      }
      case 'write': {
        o.level = op.value;
        o.lastWrite = this.emit(id, 'var.write', { object, value: op.value, line });
        return this.go(thread);
      }
      case 'update': {
        o.level += op.by;
        o.lastWrite = this.emit(id, 'var.update', { object, value: o.level, cause: o.lastWrite, line });
        return this.go(thread, o.level);
      }
      case 'count-down': {
        o.level--;
        this.emit(id, 'latch.countdown', { object, value: o.level, line });
        if (o.level === 0) {
          o.lastRelease = this.emit(id, 'latch.open', { object, line });
          for (const w of o.queue.splice(0)) this.resume(w, 'latch.pass', { object, cause: o.lastRelease });
        }
        return this.go(thread);
      }
      case 'latch': {
        const request = this.emit(id, 'latch.await', { object, line });
        if (o.level > 0) {
          o.queue.push({ thread: id, request });
          return;
        }
        this.emit(id, 'latch.pass', { object, cause: o.lastRelease, t: this.tOf(request), line });
        return this.go(thread);
      }
      case 'set': {
        const seq = this.emit(id, 'event.set', { object, value: o.queue.length, line });
        o.level = 1;
        o.lastRelease = seq;
        for (const w of o.queue.splice(0)) this.resume(w, 'event.wake', { object, cause: seq });
        return this.go(thread);
      }
      case 'wait-event': {
        const request = this.emit(id, 'event.wait', { object, line });
        if (o.level === 0) {
          o.queue.push({ thread: id, request });
          return;
        }
        this.emit(id, 'event.wake', { object, cause: o.lastRelease, t: this.tOf(request), line });
        return this.go(thread);
      }
      case 'barrier': {
        const request = this.emit(id, 'barrier.await', { object, line });
        if (o.queue.length + 1 < (o.info.initial as number)) {
          o.queue.push({ thread: id, request });
          return;
        }
        o.puts.push(0);
        const trip = this.emit(id, 'barrier.trip', { object, value: o.puts.length, t: this.tOf(request), line });
        this.emit(id, 'barrier.pass', { object, cause: trip, t: this.tOf(request), line });
        for (const w of o.queue.splice(0)) this.resume(w, 'barrier.pass', { object, cause: trip });
        return this.go(thread);
      }
    }
  }

  /** The owner left: the next in the queue has it at once, and says so when it gets going. */
  private free(lock: ObjectState, thread: number, release: number) {
    lock.owners.delete(thread);
    lock.lastRelease = release;
    while (lock.queue.length > 0) {
      const next = lock.queue[0]!;
      if (lock.owners.size > 0 && !(next.read && lock.reading)) return;
      lock.queue.shift();
      lock.owners.set(next.thread, 1);
      lock.reading = next.read ?? false;
      this.resume(next, 'lock.acquire', { object: lock.info.id, value: 4 | (next.read ? 1 : 0), cause: release });
    }
  }

  private putNow(o: ObjectState, thread: number, t: number | undefined, cause: number, line: number) {
    o.level++;
    const seq = this.emit(thread, 'queue.put', {
      object: o.info.id,
      value: o.level,
      cause,
      line,
      ...(t === undefined ? {} : { t }),
    });
    o.puts.push(seq);
    const getter = o.getters.shift();
    if (getter) {
      this.later(this.latency(), () => {
        if (o.puts.length === 0) {
          o.getters.unshift(getter);
          return;
        }
        this.takeNow(o, getter.thread, undefined, this.lineOf(getter.request));
        this.go(this.threads[getter.thread - 1]!);
      });
    }
  }

  private takeNow(o: ObjectState, thread: number, t: number | undefined, line: number) {
    o.level--;
    const put = o.puts.shift() ?? 0;
    const seq = this.emit(thread, 'queue.take', {
      object: o.info.id,
      value: o.level,
      cause: put,
      line,
      ...(t === undefined ? {} : { t }),
    });
    const putter = o.queue.shift();
    if (putter) {
      this.later(this.latency(), () => {
        if (o.level >= o.info.capacity!) {
          o.queue.unshift(putter);
          return;
        }
        this.putNow(o, putter.thread, undefined, seq, this.lineOf(putter.request));
        this.go(this.threads[putter.thread - 1]!);
      });
    }
  }
}
