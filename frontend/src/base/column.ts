import { PACK, Packs } from './packs.ts';

/** As many of the last entries are not packed, if more are to come: what is new is read and changed most. */
const RECENT = 1_024;
/** A pack of fewer takes more room than an array. */
const LEAST_PACKED = 64;

/**
 * A growable sequence of numbers that takes as little room as they need: O(1) amortised append, no object per entry.
 *
 * The last entries are a plain array; whenever it has enough of them, the older ones become a pack.
 * All state is in fields, so that a structured clone is a column again once it has the prototype.
 */
export class Column {
  length = 0;
  private packed = 0;
  private packs: Packs | null = null;
  private tail: number[] = [];

  /** The entry at an index below `length`. */
  at(index: number): number {
    return index < this.packed ? this.packs!.at(index) : this.tail[index - this.packed]!;
  }

  last(): number {
    return this.at(this.length - 1);
  }

  push(value: number): void {
    if (this.packed % PACK !== 0) this.reopen();
    this.tail.push(value);
    this.length++;
    if (this.tail.length >= PACK + RECENT) this.pack(PACK);
  }

  /** This and what follows cost as much as there are entries behind the one that changes. */
  set(index: number, value: number): void {
    this.openFrom(index);
    this.tail[index - this.packed] = value;
  }

  insert(index: number, value: number): void {
    this.openFrom(index);
    this.tail.splice(index - this.packed, 0, value);
    this.length++;
  }

  remove(index: number): void {
    this.openFrom(index);
    this.tail.splice(index - this.packed, 1);
    this.length--;
  }

  /** Forgets the entries from `length` on. */
  truncate(length: number): void {
    this.openFrom(length);
    this.tail.length = length - this.packed;
    this.length = length;
  }

  /** Takes as little room as possible, for as long as nothing is appended. */
  trim(): void {
    while (this.tail.length >= LEAST_PACKED) this.pack(Math.min(this.tail.length, PACK));
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

  private pack(count: number): void {
    this.packs ??= new Packs();
    this.packs.push(this.tail, count);
    this.packed += count;
    this.tail = this.tail.slice(count);
  }

  private openFrom(index: number): void {
    while (index < this.packed || this.packed % PACK !== 0) this.reopen();
  }

  private reopen(): void {
    this.tail = this.packs!.pop().concat(this.tail);
    this.packed = this.packs!.count;
  }
}
