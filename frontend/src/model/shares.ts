import { STATES, type ThreadHistory, WAIT_COUNT } from './states.ts';

/** The states that take time; the one after the end does not. */
export const TIMED = WAIT_COUNT;
/** So few are added one by one: differences of long sums would not be exact to the nanosecond. */
const FEW = 16;
/** What is new is looked through one by one until it is this part of all there is. */
const TAIL_SHARE = 0.25;
const LEAST_TAIL = 4_096;

/** Moments in order, with the sum of all up to each. */
class Moments {
  private at = new Float64Array(0);
  private sums = new Float64Array(1);

  add(more: readonly number[]): void {
    const all = new Float64Array(this.at.length + more.length);
    all.set(this.at);
    all.set(more, this.at.length);
    this.at = all.sort();
    this.sums = new Float64Array(all.length + 1);
    for (let i = 0; i < all.length; i++) this.sums[i + 1] = this.sums[i]! + all[i]!;
  }

  get length(): number {
    return this.at.length;
  }

  /** How many are not after a time; a caller that asks in the order of time says where it was. */
  upTo(timeNs: number, from = 0): number {
    // The next time is near: the search reaches twice as far each time, and then back.
    let low = from;
    let reach = 1;
    while (low + reach < this.at.length && this.at[low + reach]! <= timeNs) {
      low += reach;
      reach *= 2;
    }
    let high = Math.min(this.at.length, low + reach);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at[middle]! <= timeNs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Of the moments [from, to), the time from each to `timeNs`, summed. */
  until(timeNs: number, from: number, to: number): number {
    if (to - from > FEW) return timeNs * (to - from) - (this.sums[to]! - this.sums[from]!);
    let sum = 0;
    for (let i = from; i < to; i++) sum += timeNs - this.at[i]!;
    return sum;
  }
}

/**
 * How many of a group of threads are in each state, over time: for any stretch of it, however many threads there are, by two searches for each state.
 *
 * The number in a state at a time is the number of stretches that have begun by then less the number of those that have ended; its integral is a difference
 * of two sums over what begins, and two over what ends, in the stretch. Nothing is lost at any zoom: a wait of a nanosecond is part of the sum.
 */
export class Shares {
  /** Of how many threads. */
  get size(): number {
    return this.taken.size;
  }

  private readonly taken = new Map<ThreadHistory, number>();
  private readonly starts = Array.from({ length: TIMED }, () => new Moments());
  private readonly ends = Array.from({ length: TIMED }, () => new Moments());
  /** Finished stretches that are not in the sums yet: state, start, end. */
  private tail: number[] = [];
  /** Those that go on, or will change once more is known; an end of infinity is now. */
  private open: number[] = [];
  private alive = 0;

  /** Takes in what has become known since, of more threads too. */
  grow(threads: readonly ThreadHistory[]): void {
    this.open = [];
    const births: number[] = [];
    const deaths: number[] = [];
    for (const thread of threads) {
      const { state, start, end } = thread;
      for (let i = this.taken.get(thread) ?? 0; i < state.length; i++)
        this.tail.push(state.at(i), start.at(i), end.at(i));
      this.taken.set(thread, state.length);
      const open = thread.open(Infinity);
      for (const stretch of open) this.open.push(STATES.indexOf(stretch.state), stretch.startNs, stretch.endNs);
      if (state.length > 0) births.push(start.at(0));
      else if (open.length > 0) births.push(open[0]!.startNs);
      if (open.length === 0 && state.length > 0) deaths.push(end.last());
    }
    this.alive = mostAtOnce(births, deaths);
    if (this.tail.length / 3 > Math.max(LEAST_TAIL, this.indexed * TAIL_SHARE)) this.index();
  }

  /** The most threads that there were at the same time. */
  get most(): number {
    return this.alive;
  }

  /** For `columns` equal parts of a stretch of time, the time of all threads in each state: `columns` × `TIMED` numbers into `into`. */
  gather(fromNs: number, toNs: number, columns: number, nowNs: number, into: Float64Array): void {
    into.fill(0, 0, columns * TIMED);
    const width = (toNs - fromNs) / columns;
    for (let state = 0; state < TIMED; state++) {
      const starts = this.starts[state]!;
      const ends = this.ends[state]!;
      if (starts.length === 0) continue;
      let begun = starts.upTo(fromNs);
      let ended = ends.upTo(fromNs);
      for (let column = 0; column < columns; column++) {
        const rightNs = fromNs + (column + 1) * width;
        const nextBegun = starts.upTo(rightNs, begun);
        const nextEnded = ends.upTo(rightNs, ended);
        into[column * TIMED + state] =
          (begun - ended) * width + starts.until(rightNs, begun, nextBegun) - ends.until(rightNs, ended, nextEnded);
        begun = nextBegun;
        ended = nextEnded;
      }
    }
    // Of a stretch over many columns, only the first and the last are looked at; how many lie over each column is counted from left to right.
    const begin = new Int32Array((columns + 1) * TIMED);
    const add = (list: readonly number[]) => {
      for (let i = 0; i < list.length; i += 3) {
        const state = list[i]!;
        const startNs = Math.max(fromNs, list[i + 1]!);
        const endNs = Math.min(toNs, list[i + 2]!, nowNs);
        if (endNs <= startNs) continue;
        const first = Math.min(columns - 1, Math.floor((startNs - fromNs) / width));
        const last = Math.min(columns - 1, Math.ceil((endNs - fromNs) / width) - 1);
        if (last <= first) {
          into[first * TIMED + state]! += endNs - startNs;
          continue;
        }
        into[first * TIMED + state]! += fromNs + (first + 1) * width - startNs;
        into[last * TIMED + state]! += endNs - (fromNs + last * width);
        begin[(first + 1) * TIMED + state]!++;
        begin[last * TIMED + state]!--;
      }
    };
    add(this.tail);
    add(this.open);
    for (let i = 0; i < columns * TIMED; i++) {
      if (i >= TIMED) begin[i]! += begin[i - TIMED]!;
      into[i]! += begin[i]! * width;
    }
  }

  private get indexed(): number {
    return this.starts.reduce((sum, { length }) => sum + length, 0);
  }

  private index(): void {
    const starts: number[][] = this.starts.map(() => []);
    const ends: number[][] = this.ends.map(() => []);
    for (let i = 0; i < this.tail.length; i += 3) {
      starts[this.tail[i]!]!.push(this.tail[i + 1]!);
      ends[this.tail[i]!]!.push(this.tail[i + 2]!);
    }
    for (let state = 0; state < TIMED; state++) {
      if (starts[state]!.length === 0) continue;
      this.starts[state]!.add(starts[state]!);
      this.ends[state]!.add(ends[state]!);
    }
    this.tail = [];
  }
}

function mostAtOnce(births: readonly number[], deaths: readonly number[]): number {
  const begin = Float64Array.from(births).sort();
  const end = Float64Array.from(deaths).sort();
  let most = 0;
  for (let i = 0, gone = 0; i < begin.length; i++) {
    while (gone < end.length && end[gone]! <= begin[i]!) gone++;
    most = Math.max(most, i + 1 - gone);
  }
  return most;
}
