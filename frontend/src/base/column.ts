import { PACK, Packs } from './packs.ts';

/** As many of the last entries are not packed, if more are to come: what is new is read and changed most. */
const RECENT = 256;
const FULL = PACK + RECENT;
/** A plain array holds no more than so many for long: one of a fixed type is faster to fill. */
const FEW = 64;
/** A pack of fewer takes more room than an array. */
const LEAST_PACKED = 64;

/**
 * A growable sequence of numbers that takes as little room as they need: O(1) amortised append, no object per entry.
 *
 * The last entries stand in an array; whenever that is full, all but the most recent become a pack. All state is in fields, so that a structured
 * clone is a column again once it has the prototype.
 */
export class Column {
  length = 0;
  private packed = 0;
  private packs: Packs | null = null;
  /** What is not packed: as long as that never was much, or is not expected to grow, in a plain array, which small columns can afford. */
  private few: number[] = [];
  /** And else in one of fixed size, which no collector of garbage moves about. */
  private recent: Float64Array | null = null;

  /** The entry at an index below `length`. */
  at(index: number): number {
    if (index < this.packed) return this.packs!.at(index);
    return this.recent === null ? this.few[index - this.packed]! : this.recent[index - this.packed]!;
  }

  /** The entries of a range, into an array from its start: for many, faster than one by one. */
  copy(from: number, to: number, into: Float64Array): void {
    const packed = Math.max(from, Math.min(to, this.packed));
    this.packs?.copy(from, packed, into, 0);
    for (let i = packed; i < to; i++) into[i - from] = this.at(i);
  }

  last(): number {
    return this.at(this.length - 1);
  }

  push(value: number): void {
    if (this.length - this.packed >= (this.recent === null ? FEW : this.recent.length)) this.makeRoom();
    if (this.packed % PACK !== 0) this.reopen();
    if (this.recent === null) this.few.push(value);
    else this.recent[this.length - this.packed] = value;
    this.length++;
  }

  /** The first `count` of some values, as if one by one. */
  append(values: Float64Array | Uint8Array, count: number): void {
    for (let from = 0; from < count; ) {
      this.push(values[from++]!);
      const { recent } = this;
      if (recent === null) continue;
      const at = this.length - this.packed;
      const more = Math.min(recent.length - at, count - from);
      recent.set(values.subarray(from, from + more), at);
      this.length += more;
      from += more;
    }
  }

  /** This and what follows cost as much as there are entries behind the one that changes. */
  set(index: number, value: number): void {
    this.openFrom(index);
    if (this.recent === null) this.few[index - this.packed] = value;
    else this.recent[index - this.packed] = value;
  }

  insert(index: number, value: number): void {
    this.push(value);
    for (let i = this.length - 1; i > index; i--) this.set(i, this.at(i - 1));
    this.set(index, value);
  }

  remove(index: number): void {
    for (let i = index + 1; i < this.length; i++) this.set(i - 1, this.at(i));
    this.truncate(this.length - 1);
  }

  /** Forgets the entries from `length` on. */
  truncate(length: number): void {
    // Packs of which nothing is left need not be opened.
    while (this.packed > 0 && this.packs!.lastPack >= length) {
      this.packs!.drop();
      this.packed = this.packs!.count;
      this.few = [];
      this.recent = null;
    }
    this.openFrom(length);
    if (this.recent === null) this.few.length = length - this.packed;
    this.length = length;
  }

  /** Takes as little room as possible, for as long as nothing is appended. */
  trim(): void {
    const rest = this.unpacked();
    let from = 0;
    while (rest.length - from >= LEAST_PACKED) from += this.packOf(rest, from);
    this.few = [...rest.subarray(from)];
    this.recent = null;
    this.packs?.trim();
  }

  /** How many entries of the non-decreasing range [0, end) are at most `value`. */
  upperBound(value: number, end = this.length): number {
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private unpacked(): Float64Array {
    return this.recent === null ? new Float64Array(this.few) : this.recent.subarray(0, this.length - this.packed);
  }

  /** Packs some of the numbers that were not, and says how many. */
  private packOf(numbers: Float64Array, from: number): number {
    const count = Math.min(PACK, numbers.length - from);
    this.packs ??= new Packs();
    this.packs.push(numbers.subarray(from, from + count));
    this.packed += count;
    return count;
  }

  private makeRoom(): void {
    const numbers = this.unpacked();
    if (numbers.length >= FULL) {
      this.pack();
      return;
    }
    this.recent = new Float64Array(Math.min(FULL, 4 * numbers.length));
    this.recent.set(numbers);
    this.few = [];
  }

  private pack(): void {
    const numbers = this.unpacked();
    let from = 0;
    while (numbers.length - from >= FULL) from += this.packOf(numbers, from);
    this.recent ??= new Float64Array(FULL);
    this.recent.set(numbers.subarray(from));
    this.few = [];
  }

  private openFrom(index: number): void {
    while (index < this.packed || this.packed % PACK !== 0) this.reopen();
  }

  /** Turns the last pack back into numbers. */
  private reopen(): void {
    const rest = this.unpacked();
    this.few = [...this.packs!.pop(), ...rest];
    this.recent = null;
    this.packed = this.packs!.count;
  }
}
