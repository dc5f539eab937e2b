import { STEP_NS } from '../../src/base/clock.ts';
import type { ObjectInfo, ObjectType } from '../../src/model/format.ts';
import { CODE, type Kind } from '../../src/model/kinds.ts';
import type { Choice } from '../../src/model/schedule.ts';
import type { RawEvent, Tables } from './encode.ts';

/** What a thread of a controlled program can do next, and the source line that it claims. */
export type Op = { readonly line: number } & (
  | { readonly do: 'spawn'; readonly name: string; readonly body: Body }
  | { readonly do: 'join'; readonly thread: number }
  | { readonly do: 'lock' | 'unlock' | 'read'; readonly object: number }
  | { readonly do: 'write'; readonly object: number; readonly value: number }
  | { readonly do: 'sleep' }
);
export type Body = () => Generator<Op, void, number>;

export interface Program {
  readonly main: (machine: Machine) => Body;
  /** Of a run in which all threads have ended. */
  readonly outcome: (machine: Machine) => { value: number; goalMet: boolean; summary: string };
}

type Pending = Op | { readonly do: 'start' | 'wake'; readonly line: number };

interface Thread {
  readonly id: number;
  readonly name: string;
  readonly body: Generator<Op, void, number>;
  /** The operation that its next step makes; null once it has ended. */
  pending: Pending | null;
  /** Its request is written already, since it has to wait. */
  requested: boolean;
  created: number;
  ended: number;
}

interface Thing {
  readonly info: ObjectInfo;
  owner: number;
  lastRelease: number;
  /** Values in the order of writing, with their events; the first is the initial one. */
  readonly values: { value: number; seq: number }[];
}

/** Steps of docs/controlled.md in their plainest form: one thread at a time, chosen from outside. */
export class Machine {
  readonly events: RawEvent[] = [];
  readonly tables: Tables = { threads: [], objects: [], sites: [], strings: [] };
  readonly schedule: Choice[] = [];
  private readonly threads: Thread[] = [];
  private readonly things: Thing[] = [];
  private readonly file: string;
  private readonly stale: boolean;

  constructor(program: Program, file: string, stale = false) {
    this.file = file;
    this.stale = stale;
    this.newThread('main', program.main(this));
  }

  object(type: ObjectType, name: string, initial?: number): number {
    const info: ObjectInfo = { id: this.things.length + 1, type, name, ...(initial === undefined ? {} : { initial }) };
    this.things.push({ info, owner: 0, lastRelease: 0, values: [{ value: initial ?? 0, seq: 0 }] });
    this.tables.objects.push(info);
    return info.id;
  }

  valueOf(object: number): number {
    return this.things[object - 1]!.values.at(-1)!.value;
  }

  get over(): boolean {
    return this.enabled().length === 0;
  }

  get deadlocked(): boolean {
    return this.over && this.threads.some(({ pending }) => pending !== null);
  }

  enabled(): number[] {
    return this.threads.filter((thread) => this.canGo(thread)).map(({ id }) => id);
  }

  waiting(): number[] {
    return this.threads.filter((thread) => thread.pending !== null && !this.canGo(thread)).map(({ id }) => id);
  }

  /** What a thread would do, or waits to do: one text for each course of the step. */
  next(id: number): {
    thread: number;
    name: string;
    text: string;
    kind: Kind;
    object: number;
    file: string;
    line: number;
    alternatives: string[];
  } {
    const { name, pending } = this.threads[id - 1]!;
    const op = pending!;
    const object = 'object' in op ? op.object : 0;
    const courses = op.do === 'read' ? this.courses(op.object) : 1;
    const text = this.text(op);
    return {
      thread: id,
      name,
      text,
      kind: KINDS[op.do],
      object,
      file: this.file,
      line: op.line,
      alternatives: Array.from({ length: courses }, (_, k) =>
        k === 0 ? text : `${text}, stale: ${this.things[object - 1]!.values.at(-1 - k)!.value}`,
      ),
    };
  }

  step(id: number, alternative = 0): void {
    const thread = this.threads[id - 1]!;
    if (!this.canGo(thread)) throw new Error(`thread ${id} cannot make step ${this.schedule.length + 1}`);
    this.schedule.push({ thread: id, alternative });
    const value = this.perform(thread, thread.pending!, alternative);
    this.advance(thread, value);
    for (const one of [thread, ...this.threads]) this.request(one);
  }

  private advance(thread: Thread, value: number): void {
    if (thread.pending?.do === 'sleep') {
      thread.pending = { do: 'wake', line: thread.pending.line };
      return;
    }
    const next = thread.body.next(value);
    thread.pending = next.done ? null : next.value;
    thread.requested = false;
    if (next.done) thread.ended = this.emit(thread.id, 'thread.end');
  }

  private canGo({ pending, id }: Thread): boolean {
    if (!pending) return false;
    if (pending.do === 'join') return this.threads[pending.thread - 1]!.ended !== 0;
    return (
      pending.do !== 'lock' ||
      this.things[pending.object - 1]!.owner === 0 ||
      this.things[pending.object - 1]!.owner === id
    );
  }

  /** A wait is written with the step that made it one. */
  private request(thread: Thread): void {
    const { pending, requested } = thread;
    if (!pending || requested || this.canGo(thread)) return;
    thread.requested = true;
    if (pending.do === 'join')
      this.emit(thread.id, 'thread.join.request', { value: pending.thread, line: pending.line });
    else if (pending.do === 'lock')
      this.emit(thread.id, 'lock.request', { object: pending.object, line: pending.line });
  }

  private perform(thread: Thread, op: Pending, alternative: number): number {
    const { id } = thread;
    const { line } = op;
    switch (op.do) {
      case 'start':
        this.emit(id, 'thread.start', { cause: thread.created });
        return 0;
      case 'sleep':
        this.emit(id, 'thread.sleep', { value: 5_000_000, line });
        return 0;
      case 'wake':
        this.emit(id, 'thread.wake', { line });
        return 0;
      case 'spawn': {
        const child = this.newThread(op.name, op.body);
        child.created = this.emit(id, 'thread.create', { value: child.id, line });
        return child.id;
      }
      case 'join': {
        if (!thread.requested) this.emit(id, 'thread.join.request', { value: op.thread, line });
        this.emit(id, 'thread.join', { value: op.thread, cause: this.threads[op.thread - 1]!.ended, line });
        return 0;
      }
      case 'lock': {
        const lock = this.things[op.object - 1]!;
        if (!thread.requested) this.emit(id, 'lock.request', { object: op.object, line });
        this.emit(id, 'lock.acquire', { object: op.object, value: 4, cause: lock.lastRelease, line });
        lock.owner = id;
        return 0;
      }
      case 'unlock': {
        const lock = this.things[op.object - 1]!;
        lock.lastRelease = this.emit(id, 'lock.release', { object: op.object, line });
        lock.owner = 0;
        return 0;
      }
      case 'read': {
        const { value, seq } = this.things[op.object - 1]!.values.at(-1 - alternative)!;
        this.emit(id, 'var.read', { object: op.object, value, cause: seq, line });
        return value;
      }
      case 'write': {
        const seq = this.emit(id, 'var.write', { object: op.object, value: op.value, line });
        this.things[op.object - 1]!.values.push({ value: op.value, seq });
        return 0;
      }
    }
  }

  private courses(object: number): number {
    return this.stale ? this.things[object - 1]!.values.length : 1;
  }

  private text(op: Pending): string {
    const object = 'object' in op ? `'${this.things[op.object - 1]!.info.name}'` : '';
    switch (op.do) {
      case 'start':
        return 'begins';
      case 'sleep':
        return 'goes to sleep';
      case 'wake':
        return 'wakes up';
      case 'spawn':
        return `starts ${op.name}`;
      case 'join':
        return `waits for the end of ${this.threads[op.thread - 1]!.name}`;
      case 'lock':
        return `takes ${object}`;
      case 'unlock':
        return `gives back ${object}`;
      case 'read':
        return `reads ${object}`;
      case 'write':
        return `writes ${op.value} to ${object}`;
    }
  }

  private newThread(name: string, body: Body): Thread {
    const thread: Thread = {
      id: this.threads.length + 1,
      name,
      body: body(),
      pending: { do: 'start', line: 0 },
      requested: false,
      created: 0,
      ended: 0,
    };
    this.threads.push(thread);
    this.tables.threads.push({ id: thread.id, name, virtual: false, daemon: false, process: 1 });
    return thread;
  }

  private emit(
    thread: number,
    kind: Kind,
    e: { object?: number; value?: number; cause?: number; line?: number } = {},
  ): number {
    const seq = this.events.length + 1;
    this.events.push({
      seq,
      t: this.schedule.length * STEP_NS,
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
    this.tables.sites.push({ id: this.tables.sites.length + 1, file: this.file, line });
    return this.tables.sites.length;
  }
}

const KINDS: Record<Pending['do'], Kind> = {
  start: 'thread.start',
  sleep: 'thread.sleep',
  wake: 'thread.wake',
  spawn: 'thread.create',
  join: 'thread.join',
  lock: 'lock.acquire',
  unlock: 'lock.release',
  read: 'var.read',
  write: 'var.write',
};

const spawnAll = (names: readonly string[], body: (i: number) => Body): Body =>
  function* () {
    const ids: number[] = [];
    for (let i = 0; i < names.length; i++) ids.push(yield { do: 'spawn', name: names[i]!, body: body(i), line: 8 });
    for (const thread of ids) yield { do: 'join', thread, line: 9 };
  };

const numbered = (name: string, n: number) => Array.from({ length: n }, (_, i) => `${name} ${i + 1}`);

/** `threads` threads count up once each, with or without a lock. */
export function lostUpdate(threads: number, locked: boolean): Program {
  let counter = 0;
  return {
    main: (machine) => {
      counter = machine.object('variable', 'counter', 0);
      const lock = locked ? machine.object('reentrant-lock', 'gate') : 0;
      return spawnAll(
        numbered('turnstile', threads),
        () =>
          function* () {
            if (locked) yield { do: 'lock', object: lock, line: 14 };
            const seen: number = yield { do: 'read', object: counter, line: 16 };
            yield { do: 'write', object: counter, value: seen + 1, line: 17 };
            if (locked) yield { do: 'unlock', object: lock, line: 19 };
          },
      );
    },
    outcome: (machine) => {
      const value = machine.valueOf(counter);
      return {
        value,
        goalMet: value === threads,
        summary:
          value === threads
            ? `All ${threads} visitors were counted.`
            : `${value} counted where ${threads} came in: ${threads - value} lost.`,
      };
    },
  };
}

/** Two people transfer money between two accounts, each taking first the lock that the other takes second. */
export const opposedLocks: Program = {
  main: (machine) => {
    const locks = [machine.object('reentrant-lock', 'left account'), machine.object('reentrant-lock', 'right account')];
    return spawnAll(
      ['alice', 'bob'],
      (i) =>
        function* () {
          yield { do: 'lock', object: locks[i]!, line: 14 };
          yield { do: 'sleep', line: 15 };
          yield { do: 'lock', object: locks[1 - i]!, line: 16 };
          yield { do: 'unlock', object: locks[1 - i]!, line: 18 };
          yield { do: 'unlock', object: locks[i]!, line: 19 };
        },
    );
  },
  outcome: () => ({ value: 0, goalMet: true, summary: 'Both transfers were made.' }),
};
