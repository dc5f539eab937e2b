import type { Batch, CompactTrace, ObjectInfo, Run } from '../src/model/format.ts';
import { CODE } from '../src/model/kinds.ts';
import { Agenda } from './agenda.ts';
import { BatchWriter } from './batch-writer.ts';

/** As the server sends them. */
const BATCH_EVENTS = 2_000;
const LEAST_LOCKS = 12;
/** Of so many threads for each lock, some always wait, and not all of them. */
const THREADS_A_LOCK = 16;
const QUEUES = 2;
const CAPACITY = 16;
const VARIABLES = 4;
const FAR = Infinity;

const objectsFor = (locks: number): readonly ObjectInfo[] => [
  ...Array.from(
    { length: locks },
    (_, i): ObjectInfo => ({ id: i + 1, type: 'reentrant-lock', name: `lock ${i + 1}` }),
  ),
  ...Array.from(
    { length: QUEUES },
    (_, i): ObjectInfo => ({ id: locks + i + 1, type: 'queue', name: `queue ${i + 1}`, capacity: CAPACITY }),
  ),
  ...Array.from(
    { length: VARIABLES },
    (_, i): ObjectInfo => ({ id: locks + QUEUES + i + 1, type: 'variable', name: `value ${i + 1}`, initial: 0 }),
  ),
];

/** What a thread does next, once its time has come. */
type Next = 'choose' | 'acquire' | 'access' | 'release' | 'put' | 'take' | 'wake' | 'work-end';

interface Worker {
  readonly id: number;
  at: number;
  next: Next;
  object: number;
  /** The event that will be the cause of the next one. */
  cause: number;
}

interface Lock {
  held: boolean;
  readonly waiting: Worker[];
}

interface Queue {
  /** The put of each element. */
  readonly elements: number[];
  readonly takers: Worker[];
  readonly putters: Worker[];
}

/**
 * A run of any length, the same each time: threads that queue for locks, write variables under them, put, take, sleep and work.
 * It stops in the middle of things after as many events as asked for.
 */
export function* generate(events: number, lanes: number): Generator<Batch, Run> {
  const random = sequence(lanes);
  const lockCount = Math.max(LEAST_LOCKS, Math.ceil(lanes / THREADS_A_LOCK));
  const objects = objectsFor(lockCount);
  const names = Array.from({ length: lanes }, (_, i) => ({ id: i + 1, name: i === 0 ? 'main' : `worker ${i}` }));
  const locks = Array.from({ length: lockCount }, (): Lock => ({ held: false, waiting: [] }));
  const queues = Array.from({ length: QUEUES }, (): Queue => ({ elements: [], takers: [], putters: [] }));
  const workers: Worker[] = names.map(({ id }) => ({ id, at: 0, next: 'choose', object: 0, cause: 0 }));
  const agenda = new Agenda<Worker>();
  for (const worker of workers) agenda.add(worker, 0);
  const values = new Array<number>(VARIABLES).fill(0);
  const lastWrite = new Array<number>(VARIABLES).fill(0);
  let writer = new BatchWriter(1);
  let seq = 0;
  let now = 0;

  const emit = (thread: number, kind: keyof typeof CODE, object = 0, value = 0, cause = 0): number => {
    writer.add(++seq, CODE[kind], thread, now, object, value, cause, object === 0 ? 1 : object + 1);
    return seq;
  };
  const go = (worker: Worker, next: Next, inNs: number, cause = 0) => {
    worker.at = now + inNs;
    agenda.add(worker, worker.at);
    worker.next = next;
    worker.cause = cause;
  };
  const stop = (worker: Worker, next: Next) => {
    worker.at = FAR;
    worker.next = next;
    worker.cause = 0;
  };

  function choose(worker: Worker): void {
    const dice = random(100);
    if (dice < 70) {
      worker.object = 1 + Math.min(random(lockCount), random(lockCount));
      emit(worker.id, 'lock.request', worker.object);
      const lock = locks[worker.object - 1]!;
      if (lock.held) {
        lock.waiting.push(worker);
        stop(worker, 'acquire');
        return;
      }
      lock.held = true;
      go(worker, 'acquire', 0);
    } else if (dice < 90) {
      const index = random(QUEUES);
      const queue = queues[index]!;
      worker.object = lockCount + index + 1;
      // Where many wait already, the next one comes to their help: else all would wait in the end.
      const puts = queue.takers.length > lanes / 8 || (dice < 80 && queue.putters.length <= lanes / 8);
      emit(worker.id, puts ? 'queue.put.request' : 'queue.take.request', worker.object);
      if (puts && queue.elements.length >= CAPACITY) {
        queue.putters.push(worker);
        stop(worker, 'put');
      } else if (!puts && queue.elements.length === 0) {
        queue.takers.push(worker);
        stop(worker, 'take');
      } else go(worker, puts ? 'put' : 'take', 0);
    } else if (dice < 95) {
      const ns = 10_000 + random(200_000);
      emit(worker.id, 'thread.sleep', 0, ns);
      go(worker, 'wake', ns + random(50_000));
    } else {
      const ns = 10_000 + random(100_000);
      emit(worker.id, 'work.begin', 0, ns);
      go(worker, 'work-end', ns);
    }
  }

  function release(worker: Worker): void {
    const event = emit(worker.id, 'lock.release', worker.object);
    const lock = locks[worker.object - 1]!;
    const heir = lock.waiting.shift();
    lock.held = heir !== undefined;
    if (heir) go(heir, 'acquire', 500 + random(5_000), event);
    go(worker, 'choose', 5_000 + random(60_000));
  }

  function access(worker: Worker): void {
    const index = random(VARIABLES);
    const object = lockCount + QUEUES + index + 1;
    if (random(2) === 0) emit(worker.id, 'var.read', object, values[index]!, lastWrite[index]!);
    else lastWrite[index] = emit(worker.id, 'var.write', object, ++values[index]!);
    go(worker, 'release', 2_000 + random(10_000));
  }

  function put(worker: Worker): void {
    const queue = queues[worker.object - lockCount - 1]!;
    if (queue.elements.length >= CAPACITY) {
      queue.putters.push(worker);
      stop(worker, 'put');
      return;
    }
    queue.elements.push(emit(worker.id, 'queue.put', worker.object, queue.elements.length + 1, worker.cause));
    const taker = queue.takers.shift();
    if (taker) go(taker, 'take', 500 + random(5_000));
    go(worker, 'choose', 5_000 + random(40_000));
  }

  function take(worker: Worker): void {
    const queue = queues[worker.object - lockCount - 1]!;
    const element = queue.elements.shift();
    if (element === undefined) {
      queue.takers.push(worker);
      stop(worker, 'take');
      return;
    }
    const event = emit(worker.id, 'queue.take', worker.object, queue.elements.length, element);
    const putter = queue.putters.shift();
    if (putter) go(putter, 'put', 500 + random(5_000), event);
    go(worker, 'choose', 5_000 + random(40_000));
  }

  function step(worker: Worker): void {
    switch (worker.next) {
      case 'choose':
        choose(worker);
        break;
      case 'acquire':
        emit(worker.id, 'lock.acquire', worker.object, 1 << 2, worker.cause);
        go(worker, random(3) === 0 ? 'access' : 'release', 1_000 + random(20_000));
        break;
      case 'access':
        access(worker);
        break;
      case 'release':
        release(worker);
        break;
      case 'put':
        put(worker);
        break;
      case 'take':
        take(worker);
        break;
      case 'wake':
      case 'work-end':
        emit(worker.id, worker.next === 'wake' ? 'thread.wake' : 'work.end');
        go(worker, 'choose', 1_000);
        break;
    }
  }

  const tables = {
    threads: names,
    objects: objects,
    sites: Array.from({ length: objects.length + 1 }, (_, i) => ({ id: i + 1, file: 'Generated.java', line: i + 10 })),
  };
  let first = true;
  const batch = (): Batch => {
    const done = { seq: writer.first, count: writer.count, ...(first ? tables : {}), data: writer.base64() };
    first = false;
    writer = new BatchWriter(seq + 1);
    return done;
  };
  emit(1, 'thread.start');
  const creations = names.slice(1).map(({ id }) => emit(1, 'thread.create', 0, id));
  creations.forEach((cause, i) => {
    now += 1_000;
    emit(i + 2, 'thread.start', 0, 0, cause);
  });
  while (seq < events) {
    const { at, item: worker } = agenda.take();
    // Since it was written down, somebody else has moved it.
    if (at !== worker.at) continue;
    now = Math.max(now, worker.at);
    step(worker);
    if (writer.count >= BATCH_EVENTS) yield batch();
  }
  if (writer.count > 0) yield batch();
  return run(seq, lanes, now);
}

/** The compact form of a generated run, in pieces. */
export function* compactParts(events: number, lanes: number): Generator<string> {
  yield '{"formatVersion":1,"batches":[';
  const batches = generate(events, lanes);
  let next = batches.next();
  for (let comma = ''; !next.done; comma = ',', next = batches.next()) yield comma + JSON.stringify(next.value);
  const rest: Omit<CompactTrace, 'formatVersion' | 'batches'> = {
    run: next.value,
    findings: [],
    end: { events: next.value.events },
  };
  yield `],${JSON.stringify(rest).slice(1)}`;
}

const run = (events: number, threads: number, durationNanos: number): Run => ({
  id: 'generated',
  scenario: 'generated',
  variant: 'generated',
  mode: 'live',
  seed: null,
  parameters: {},
  status: 'cancelled',
  outcome: null,
  durationNanos,
  events,
  threads,
  findings: 0,
});

/** Numbers below a bound: a linear congruential sequence, good enough for looks and the same everywhere. */
function sequence(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
