import { bestWidth, DOUBLE, fits, PATCH, pack, readDouble, readShort, survey, unpack, writeDouble } from './codes.ts';

/** How many numbers make a pack. */
export const PACK = 1_024;
const PACK_BITS = 10;
const BLOCK_BITS = 6;
const BLOCK = 1 << BLOCK_BITS;
const BLOCKS = PACK / BLOCK;
const PLACE_BITS = 4;
const WIDTH_MASK = (1 << PLACE_BITS) - 1;
const GROWTH = 2;

/**
 * Numbers in as few bytes as they need, each still read in constant time.
 *
 * Every 64 numbers have a base, the least of them (a frame of reference); what is above it takes 0 to 4 bytes, as many in a whole pack of 1,024. The few
 * that need more stand behind the pack, in order (patched frames of reference: Zukowski et al., "Super-Scalar RAM-CPU Cache Compression", ICDE 2006).
 * Where that does not pay, or numbers are no safe integers, they stand as the doubles that they are.
 */
export class Packs {
  /** All packs are full but the last, which may be shorter; then nothing can follow it. */
  count = 0;
  private used = 0;
  private bytes = new Uint8Array(0);
  private bases = new Float64Array(0);
  /** Of each pack, where it begins and how wide it is: `start << 4 | width`. */
  private readonly places: number[] = [];
  /** The block that was read last; who reads on in it is given it unpacked. Two neighbours can be unpacked at a time. */
  private lastBlock = -1;
  private evenBlock = -1;
  private oddBlock = -1;
  private open: Float64Array | null = null;

  at(index: number): number {
    const block = index >>> BLOCK_BITS;
    if (block !== ((block & 1) === 0 ? this.evenBlock : this.oddBlock)) {
      if (block !== this.lastBlock) {
        this.lastBlock = block;
        return this.one(index);
      }
      this.openUp(block);
    }
    return this.open![index & (2 * BLOCK - 1)]!;
  }

  /** The numbers of a range, into an array from a place on. */
  copy(from: number, to: number, into: Float64Array, at: number): void {
    for (let index = from; index < to; ) {
      const end = Math.min(to, (index | (BLOCK - 1)) + 1);
      this.unpackBlock(index, end - index, into, at + index - from);
      index = end;
    }
  }

  private openUp(block: number): void {
    const open = this.open ?? new Float64Array(2 * BLOCK);
    this.open = open;
    const first = block << BLOCK_BITS;
    this.unpackBlock(first, Math.min(BLOCK, this.count - first), open, first & (2 * BLOCK - 1));
    if ((block & 1) === 0) this.evenBlock = block;
    else this.oddBlock = block;
  }

  /** Numbers of one block. */
  private unpackBlock(first: number, count: number, into: Float64Array, at: number): void {
    const place = this.places[first >>> PACK_BITS]!;
    const width = place & WIDTH_MASK;
    unpack(
      this.bytes,
      (place >>> PLACE_BITS) + (first & (PACK - 1)) * width,
      width,
      this.bases[first >>> BLOCK_BITS]!,
      into,
      at,
      at + count,
    );
    this.patch(first, count, into, at);
  }

  private close(): void {
    this.lastBlock = -1;
    this.evenBlock = -1;
    this.oddBlock = -1;
    this.open = null;
  }

  private one(index: number): number {
    const place = this.places[index >>> PACK_BITS]!;
    const width = place & WIDTH_MASK;
    const at = (place >>> PLACE_BITS) + (index & (PACK - 1)) * width;
    const { bytes } = this;
    switch (width) {
      case 1: {
        const code = bytes[at]!;
        return code === 0xff ? this.patched(index) : this.bases[index >>> BLOCK_BITS]! + code;
      }
      case 2: {
        const code = bytes[at]! | (bytes[at + 1]! << 8);
        return code === 0xffff ? this.patched(index) : this.bases[index >>> BLOCK_BITS]! + code;
      }
      case 3: {
        const code = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
        return code === 0xff_ffff ? this.patched(index) : this.bases[index >>> BLOCK_BITS]! + code;
      }
      case 4: {
        const code = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
        return code === 0xffff_ffff ? this.patched(index) : this.bases[index >>> BLOCK_BITS]! + code;
      }
      case 0:
        return this.patched(index);
      default:
        return readDouble(bytes, at);
    }
  }

  /** Appends a pack of `PACK` numbers, or of fewer as the last one. */
  push(numbers: Float64Array): void {
    const count = numbers.length;
    const need = [0, 0, 0, 0, 0, 0];
    this.reserveBases();
    for (let from = 0, block = this.count >>> BLOCK_BITS; from < count; from += BLOCK, block++) {
      this.bases[block] = survey(numbers, from, Math.min(count, from + BLOCK), need);
    }
    const width = bestWidth(need, count);
    let patches = 0;
    for (let wider = width + 1; wider < need.length; wider++) patches += need[wider]!;
    this.places.push((this.used << PLACE_BITS) | width);
    this.reserveBytes(count * width + 2 + (width === DOUBLE ? 0 : patches * PATCH));
    if (width === DOUBLE) this.writeDoubles(numbers);
    else this.writeCodes(numbers, width, patches);
    this.count += count;
  }

  /** Takes the last pack off and gives back its numbers. */
  pop(): Float64Array {
    const first = this.lastPack;
    const numbers = new Float64Array(this.count - first);
    this.copy(first, this.count, numbers, 0);
    this.drop();
    return numbers;
  }

  /** Where the last pack begins. */
  get lastPack(): number {
    return (this.places.length - 1) * PACK;
  }

  /** Takes the last pack off. */
  drop(): void {
    this.count = this.lastPack;
    this.used = this.places.pop()! >>> PLACE_BITS;
    this.close();
  }

  trim(): void {
    this.close();
    this.bytes = this.bytes.slice(0, this.used);
    this.bases = this.bases.slice(0, Math.ceil(this.count / BLOCK));
  }

  private writeDoubles(numbers: Float64Array): void {
    this.bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), this.used);
    this.used += numbers.byteLength;
    this.writeShort(0);
  }

  private writeCodes(numbers: Float64Array, width: number, patched: number): void {
    const { bytes, bases } = this;
    const count = numbers.length;
    const patches: number[] = [];
    for (let from = 0, block = this.count >>> BLOCK_BITS; from < count; from += BLOCK, block++) {
      const base = bases[block]!;
      const end = Math.min(count, from + BLOCK);
      pack(numbers, from, end, base, width, bytes, this.used + from * width);
      if (patched === 0) continue;
      for (let i = from; i < end; i++) {
        if (fits(numbers[i]!, base, width)) continue;
        bytes.fill(0xff, this.used + i * width, this.used + (i + 1) * width);
        patches.push(i);
      }
    }
    this.used += count * width;
    this.writeShort(patches.length);
    for (const index of patches) {
      this.writeShort(index);
      writeDouble(bytes, this.used, numbers[index]!);
      this.used += DOUBLE;
    }
  }

  private writeShort(value: number): void {
    this.bytes[this.used++] = value;
    this.bytes[this.used++] = value >>> 8;
  }

  /** The number from among the patches, or, where all is in the bases, from there. */
  private patched(index: number): number {
    const at = this.patchFrom(index);
    return at < this.patchesEnd(index) && readShort(this.bytes, at) === (index & (PACK - 1))
      ? readDouble(this.bytes, at + 2)
      : this.bases[index >>> BLOCK_BITS]!;
  }

  /** Puts patches over what was unpacked. */
  private patch(first: number, count: number, open: Float64Array, to: number): void {
    const { bytes } = this;
    const end = this.patchesEnd(first);
    for (let at = this.patchFrom(first); at < end; at += PATCH) {
      const within = readShort(bytes, at) - (first & (PACK - 1));
      if (within >= count) break;
      open[to + within] = readDouble(bytes, at + 2);
    }
  }

  /** Where the first patch is of this index in its pack or of a later one. */
  private patchFrom(index: number): number {
    const { bytes } = this;
    const start = this.codesEnd(index) + 2;
    let low = 0;
    let high = readShort(bytes, start - 2);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (readShort(bytes, start + middle * PATCH) < (index & (PACK - 1))) low = middle + 1;
      else high = middle;
    }
    return start + low * PATCH;
  }

  private patchesEnd(index: number): number {
    const start = this.codesEnd(index) + 2;
    return start + readShort(this.bytes, start - 2) * PATCH;
  }

  /** Of the pack that an index is in. */
  private codesEnd(index: number): number {
    const place = this.places[index >>> PACK_BITS]!;
    return (place >>> PLACE_BITS) + Math.min(PACK, this.count - (index & -PACK)) * (place & WIDTH_MASK);
  }

  private reserveBytes(more: number): void {
    if (this.bytes.length - this.used >= more) return;
    const grown = new Uint8Array(Math.ceil(this.used * GROWTH) + more);
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }

  private reserveBases(): void {
    const blocks = this.count / BLOCK;
    if (this.bases.length >= blocks + BLOCKS) return;
    const grown = new Float64Array(Math.ceil(blocks * GROWTH) + BLOCKS);
    grown.set(this.bases.subarray(0, blocks));
    this.bases = grown;
  }
}
