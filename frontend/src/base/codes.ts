/** Numbers as codes of some bytes above a base. */

/** The size of a double, and the width of numbers that stand as doubles. */
export const DOUBLE = 8;
/** The greatest code of each width says that the number is somewhere else. */
export const ESCAPE: readonly number[] = [0, 0xff, 0xffff, 0xff_ffff, 0xffff_ffff];
/** The width, so to say, of numbers that no code is wide enough for. */
const NARROW = ESCAPE.length;
/** Patches are searched for, so more of them than of one in so many numbers are not worth their while. */
const FEW = 8;
/** A patch is its index in the pack and its number. */
export const PATCH = 2 + DOUBLE;

/** Codes of one width, from `at` on, into numbers. */
export function unpack(bytes: Uint8Array, at: number, width: number, base: number, into: Float64Array, from: number, end: number): void {
  switch (width) {
    case 0:
      into.fill(base, from, end);
      break;
    case 1:
      for (let i = from, p = at; i < end; i++, p++) into[i] = base + bytes[p]!;
      break;
    case 2:
      for (let i = from, p = at; i < end; i++, p += 2) into[i] = base + (bytes[p]! | (bytes[p + 1]! << 8));
      break;
    case 3:
      for (let i = from, p = at; i < end; i++, p += 3) into[i] = base + (bytes[p]! | (bytes[p + 1]! << 8) | (bytes[p + 2]! << 16));
      break;
    case 4:
      for (let i = from, p = at; i < end; i++, p += 4) into[i] = base + ((bytes[p]! | (bytes[p + 1]! << 8) | (bytes[p + 2]! << 16) | (bytes[p + 3]! << 24)) >>> 0);
      break;
    default:
      for (let i = from, p = at; i < end; i++, p += DOUBLE) into[i] = readDouble(bytes, p);
  }
}

export const readShort = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8);

const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);

export function readDouble(bytes: Uint8Array, at: number): number {
  for (let i = 0; i < DOUBLE; i++) doubleBytes[i] = bytes[at + i]!;
  return double[0]!;
}

export function writeDouble(bytes: Uint8Array, at: number, value: number): void {
  double[0] = value;
  bytes.set(doubleBytes, at);
}

/** The base of a block. Counts how many of its numbers need each width. */
export function survey(numbers: Float64Array, from: number, end: number, need: number[]): number {
  let least = Infinity;
  for (let i = from; i < end; i++) {
    const value = numbers[i]!;
    if (value < least && Number.isSafeInteger(value)) least = value;
  }
  const base = least === Infinity ? 0 : least;
  for (let i = from; i < end; i++) need[widthOf(numbers[i]!, base)]!++;
  return base;
}

/** How many bytes a number takes above a base; `NARROW` if it is one for the patches. */
export function widthOf(value: number, base: number): number {
  const above = value - base;
  if (above === 0) return 0;
  const width = above < 0xff ? 1 : above < 0xffff ? 2 : above < 0xff_ffff ? 3 : above < 0xffff_ffff ? 4 : NARROW;
  return Number.isSafeInteger(value) ? width : NARROW;
}

/** Given how many of the numbers need each width. */
export function bestWidth(need: readonly number[], count: number): number {
  let best = DOUBLE;
  let bytes = count * DOUBLE;
  let patches = 0;
  for (let width = NARROW - 1; width >= 0; width--) {
    patches += need[width + 1]!;
    const own = count * width + patches * PATCH;
    if (own > bytes || patches * FEW > count) continue;
    best = width;
    bytes = own;
  }
  return best;
}
