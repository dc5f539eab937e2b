import { CODE, holdsOf, isRead, kindOf } from '../../src/model/kinds.ts';
import type { RawEvent } from './encode.ts';

/** Slow and obvious: the same answers as the model, from the whole list of events at once. */
export interface Stretch {
  state: string;
  start: number;
  end: number;
  object: number;
}

const STATE_AFTER: Record<string, string> = {
  'thread.end': 'ended',
  'lock.request': 'blocked',
  'semaphore.request': 'blocked',
  'queue.put.request': 'blocked',
  'queue.take.request': 'blocked',
  'condition.wait': 'waiting',
  'event.wait': 'waiting',
  'latch.await': 'waiting',
  'barrier.await': 'waiting',
  'thread.join.request': 'waiting',
  'future.get.request': 'waiting',
  'thread.park': 'waiting',
  'thread.sleep': 'sleeping',
  'io.begin': 'io',
};

const kind = (e: RawEvent) => kindOf(e.code).kind;

/** The stretches of a thread, up to `now`; the last one lasts. */
export function statesOf(events: readonly RawEvent[], thread: number, now: number): Stretch[] {
  const isBirth = (e: RawEvent) => (kind(e) === 'thread.new' || kind(e) === 'thread.create') && e.value === thread;
  const mine = events.filter((e) => e.thread === thread || isBirth(e));
  const out: Stretch[] = [];
  const add = (state: string, start: number, end: number, object = 0) => out.push({ state, start, end, object });
  /** The time at which a wait turned into ready. */
  const split = (result: RawEvent, start: number) => {
    const cause = events[result.cause - 1];
    return cause && cause.thread !== thread ? Math.min(Math.max(cause.t, start), result.t) : result.t;
  };
  for (let i = 0; i < mine.length; i++) {
    const e = mine[i]!;
    const name = kind(e);
    if (isBirth(e) && e.thread !== thread) {
      add(name === 'thread.new' ? 'new' : 'ready', e.t, mine[i + 1]?.t ?? now);
      continue;
    }
    if (name === 'condition.wait') {
      let w = i + 1;
      while (mine[w] && kind(mine[w]!) === 'lock.release') w++;
      const wake = mine[w];
      const acquire = mine[w + 2];
      if (!wake || !acquire) {
        add('waiting', e.t, now, e.object);
        break;
      }
      const signalled = split(wake, e.t);
      const released = split(acquire, signalled);
      add('waiting', e.t, signalled, e.object);
      add('blocked', signalled, released, acquire.object);
      add('ready', released, acquire.t);
      i = w + 1;
      continue;
    }
    const state = STATE_AFTER[name] ?? 'running';
    const next = mine[i + 1];
    if (state === 'ended') break;
    if (state === 'running' || state === 'io' || !next) {
      add(state, e.t, next?.t ?? now, state === 'blocked' || state === 'waiting' ? e.object : 0);
    } else {
      const at = split(next, e.t);
      add(state, e.t, at, e.object);
      add('ready', at, next.t);
    }
  }
  return tidy(out);
}

/** Without stretches of no length, neighbours of one state joined. */
export function tidy(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const s of stretches.filter((x) => x.end > x.start)) {
    const last = out.at(-1);
    if (last && last.state === s.state && last.object === s.object && last.end === s.start && s.state === 'running')
      last.end = s.end;
    else out.push({ ...s });
  }
  return out;
}

export interface OracleHold {
  thread: number;
  start: number;
  end: number;
  acquire: number;
  release: number;
}

/** The outermost holds of a lock in one mode, in the order of release; open ones last. */
export function holdsIn(events: readonly RawEvent[], object: number, read: boolean): OracleHold[] {
  const open = new Map<number, OracleHold>();
  const out: OracleHold[] = [];
  for (const e of events.filter((x) => x.object === object)) {
    if (isRead(e.value) !== read) continue;
    const lastEnd = out.at(-1)?.end ?? 0;
    if (e.code === CODE['lock.acquire'] && !open.has(e.thread)) {
      open.set(e.thread, {
        thread: e.thread,
        start: read ? e.t : Math.max(e.t, lastEnd),
        end: Infinity,
        acquire: e.seq,
        release: 0,
      });
    }
    if (e.code === CODE['lock.release'] && holdsOf(e.value) === 0) {
      const hold = open.get(e.thread)!;
      open.delete(e.thread);
      out.push({ ...hold, end: Math.max(e.t, hold.start, lastEnd), release: e.seq });
    }
  }
  return [...out, ...open.values()];
}
