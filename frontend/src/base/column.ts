/** Growable typed arrays: O(1) amortised append, no object per entry. */

type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export class Column<A extends Numbers = Numbers> {
  length = 0;
  private array: A;
  private readonly make: (capacity: number) => A;

  constructor(make: (capacity: number) => A) {
    this.make = make;
    this.array = make(16);
  }

  /** The entry at an index below `length`. */
  at(index: number): number {
    return this.array[index] as number;
  }

  last(): number {
    return this.at(this.length - 1);
  }

  push(value: number): void {
    this.reserve(this.length + 1);
    this.array[this.length++] = value;
  }

  set(index: number, value: number): void {
    if (index >= this.length) {
      this.reserve(index + 1);
      this.length = index + 1;
    }
    this.array[index] = value;
  }

  insert(index: number, value: number): void {
    this.reserve(this.length + 1);
    this.array.copyWithin(index + 1, index, this.length);
    this.array[index] = value;
    this.length++;
  }

  remove(index: number): void {
    this.array.copyWithin(index, index + 1, this.length);
    this.length--;
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

  /** A sorted copy, for percentiles. */
  sorted(): Float64Array {
    return Float64Array.from(this.array.subarray(0, this.length)).sort();
  }

  private reserve(length: number): void {
    if (length <= this.array.length) return;
    const grown = this.make(Math.max(length, this.array.length * 2));
    grown.set(this.array);
    this.array = grown;
  }
}

export const bytes = () => new Column((n) => new Uint8Array(n));
export const words32 = () => new Column((n) => new Uint32Array(n));
export const doubles = () => new Column((n) => new Float64Array(n));
