/** The kind table of docs/trace-format.md; a test compares it with docs/trace-kinds.json. */

type ValueType = 'none' | 'count' | 'thread' | 'nanos' | 'lock' | 'text' | 'reason' | 'id';

/** Codes by kind: `CODE['lock.acquire'] === 21`. Written out, so that an engine reads them as the constants that they are. */
export const CODE = {
  'thread.new': 1,
  'thread.create': 2,
  'thread.start': 3,
  'thread.end': 4,
  'thread.join.request': 5,
  'thread.join': 6,
  'thread.join.fail': 7,
  'thread.sleep': 8,
  'thread.wake': 9,
  'thread.park': 10,
  'thread.unpark': 11,
  'thread.resume': 12,
  'thread.interrupt': 13,
  'lock.request': 20,
  'lock.acquire': 21,
  'lock.release': 22,
  'lock.fail': 23,
  'condition.wait': 30,
  'condition.signal': 31,
  'condition.signalAll': 32,
  'condition.wake': 33,
  'semaphore.request': 40,
  'semaphore.acquire': 41,
  'semaphore.release': 42,
  'semaphore.fail': 43,
  'event.wait': 50,
  'event.set': 51,
  'event.clear': 52,
  'event.wake': 53,
  'event.fail': 54,
  'latch.await': 60,
  'latch.countdown': 61,
  'latch.open': 62,
  'latch.pass': 63,
  'latch.fail': 64,
  'barrier.await': 70,
  'barrier.trip': 71,
  'barrier.break': 72,
  'barrier.pass': 73,
  'barrier.fail': 74,
  'queue.put.request': 80,
  'queue.put': 81,
  'queue.put.fail': 82,
  'queue.take.request': 83,
  'queue.take': 84,
  'queue.take.fail': 85,
  'queue.done': 86,
  'queue.join.request': 87,
  'queue.join': 88,
  'queue.join.fail': 89,
  'var.read': 90,
  'var.write': 91,
  'var.update': 92,
  'var.cas.fail': 93,
  'adder.add': 94,
  'adder.sum': 95,
  'task.submit': 100,
  'task.start': 101,
  'task.end': 102,
  'task.fail': 103,
  'task.cancel': 104,
  'task.reject': 105,
  'future.get.request': 106,
  'future.get': 107,
  'future.complete': 108,
  'future.get.fail': 109,
  'work.begin': 120,
  'work.end': 121,
  'io.begin': 122,
  'io.end': 123,
  note: 124,
} as const;

export type Kind = keyof typeof CODE;

/** What the value of a kind is; of the others it is nothing. */
const VALUES: Partial<Record<Kind, ValueType>> = {
  'thread.new': 'thread',
  'thread.create': 'thread',
  'thread.join.request': 'thread',
  'thread.join': 'thread',
  'thread.join.fail': 'thread',
  'thread.sleep': 'nanos',
  'thread.unpark': 'thread',
  'thread.interrupt': 'thread',
  'lock.request': 'lock',
  'lock.acquire': 'lock',
  'lock.release': 'lock',
  'lock.fail': 'lock',
  'condition.signal': 'count',
  'condition.signalAll': 'count',
  'condition.wake': 'reason',
  'semaphore.request': 'count',
  'semaphore.acquire': 'count',
  'semaphore.release': 'count',
  'semaphore.fail': 'count',
  'event.set': 'count',
  'latch.countdown': 'count',
  'barrier.trip': 'count',
  'queue.put': 'count',
  'queue.put.fail': 'count',
  'queue.take': 'count',
  'queue.take.fail': 'count',
  'queue.done': 'count',
  'var.read': 'count',
  'var.write': 'count',
  'var.update': 'count',
  'var.cas.fail': 'count',
  'adder.add': 'count',
  'adder.sum': 'count',
  'task.submit': 'id',
  'task.start': 'id',
  'task.end': 'id',
  'task.fail': 'id',
  'task.cancel': 'id',
  'task.reject': 'id',
  'future.complete': 'text',
  'work.begin': 'nanos',
  'io.begin': 'nanos',
  note: 'text',
};

interface KindRow {
  readonly kind: Kind;
  readonly value: ValueType;
}

export const kindTable = (Object.keys(CODE) as Kind[]).map((kind) => ({
  code: CODE[kind],
  kind,
  value: VALUES[kind] ?? 'none',
}));

const BY_CODE: (KindRow | undefined)[] = [];
for (const { code, kind, value } of kindTable) BY_CODE[code] = { kind, value };

/** The row of a code; throws on a code that this format version does not have. */
export function kindOf(code: number): KindRow {
  const row = BY_CODE[code];
  if (!row) throw new RangeError(`unknown event kind ${code}`);
  return row;
}

export const REASONS = ['signalled', 'timed-out', 'interrupted', 'spurious'] as const;

/** The value of a lock's event is `holds << 2 | timed << 1 | read`. */
export const holdsOf = (packed: number) => packed >> 2;
export const isTimed = (packed: number) => (packed & 2) !== 0;
export const isRead = (packed: number) => (packed & 1) !== 0;
