/** The kind table of docs/trace-format.md; a test compares it with docs/trace-kinds.json. */

type ValueType = 'none' | 'count' | 'thread' | 'nanos' | 'lock' | 'text' | 'reason' | 'id';

const TABLE = [
  [1, 'thread.new', 'thread'],
  [2, 'thread.create', 'thread'],
  [3, 'thread.start', 'none'],
  [4, 'thread.end', 'none'],
  [5, 'thread.join.request', 'thread'],
  [6, 'thread.join', 'thread'],
  [7, 'thread.join.fail', 'thread'],
  [8, 'thread.sleep', 'nanos'],
  [9, 'thread.wake', 'none'],
  [10, 'thread.park', 'none'],
  [11, 'thread.unpark', 'thread'],
  [12, 'thread.resume', 'none'],
  [13, 'thread.interrupt', 'thread'],
  [20, 'lock.request', 'lock'],
  [21, 'lock.acquire', 'lock'],
  [22, 'lock.release', 'lock'],
  [23, 'lock.fail', 'lock'],
  [30, 'condition.wait', 'none'],
  [31, 'condition.signal', 'count'],
  [32, 'condition.signalAll', 'count'],
  [33, 'condition.wake', 'reason'],
  [40, 'semaphore.request', 'count'],
  [41, 'semaphore.acquire', 'count'],
  [42, 'semaphore.release', 'count'],
  [43, 'semaphore.fail', 'count'],
  [50, 'event.wait', 'none'],
  [51, 'event.set', 'count'],
  [52, 'event.clear', 'none'],
  [53, 'event.wake', 'none'],
  [54, 'event.fail', 'none'],
  [60, 'latch.await', 'none'],
  [61, 'latch.countdown', 'count'],
  [62, 'latch.open', 'none'],
  [63, 'latch.pass', 'none'],
  [64, 'latch.fail', 'none'],
  [70, 'barrier.await', 'none'],
  [71, 'barrier.trip', 'count'],
  [72, 'barrier.break', 'none'],
  [73, 'barrier.pass', 'none'],
  [74, 'barrier.fail', 'none'],
  [80, 'queue.put.request', 'none'],
  [81, 'queue.put', 'count'],
  [82, 'queue.put.fail', 'count'],
  [83, 'queue.take.request', 'none'],
  [84, 'queue.take', 'count'],
  [85, 'queue.take.fail', 'count'],
  [86, 'queue.done', 'count'],
  [87, 'queue.join.request', 'none'],
  [88, 'queue.join', 'none'],
  [89, 'queue.join.fail', 'none'],
  [90, 'var.read', 'count'],
  [91, 'var.write', 'count'],
  [92, 'var.update', 'count'],
  [93, 'var.cas.fail', 'count'],
  [94, 'adder.add', 'count'],
  [95, 'adder.sum', 'count'],
  [100, 'task.submit', 'id'],
  [101, 'task.start', 'id'],
  [102, 'task.end', 'id'],
  [103, 'task.fail', 'id'],
  [104, 'task.cancel', 'id'],
  [105, 'task.reject', 'id'],
  [106, 'future.get.request', 'none'],
  [107, 'future.get', 'none'],
  [108, 'future.complete', 'text'],
  [109, 'future.get.fail', 'none'],
  [120, 'work.begin', 'nanos'],
  [121, 'work.end', 'none'],
  [122, 'io.begin', 'nanos'],
  [123, 'io.end', 'none'],
  [124, 'note', 'text'],
] as const satisfies readonly (readonly [number, string, ValueType])[];

export type Kind = (typeof TABLE)[number][1];

/** Codes by kind: `CODE['lock.acquire'] === 21`. */
export const CODE = Object.fromEntries(TABLE.map(([code, kind]) => [kind, code])) as {
  readonly [Row in (typeof TABLE)[number] as Row[1]]: Row[0];
};

interface KindRow {
  readonly kind: Kind;
  readonly value: ValueType;
}

const BY_CODE = new Map<number, KindRow>(TABLE.map(([code, kind, value]) => [code, { kind, value }]));

export const kindTable = TABLE.map(([code, kind, value]) => ({ code, kind, value }));

/** The row of a code; throws on a code that this format version does not have. */
export function kindOf(code: number): KindRow {
  const row = BY_CODE.get(code);
  if (!row) throw new RangeError(`unknown event kind ${code}`);
  return row;
}

export const REASONS = ['signalled', 'timed-out', 'interrupted', 'spurious'] as const;

/** `holds << 2 | timed << 1 | read`, unpacked. */
export const lockValue = (packed: number) => ({
  holds: packed >> 2,
  timed: (packed & 2) !== 0,
  read: (packed & 1) !== 0,
});
