/** Numbers as codes of some bytes above a base. */

/** The size of a double, and the width of numbers that stand as doubles. */
export const DOUBLE = 8;
/** Of each width, the first number above the base that does not fit: the greatest code says that the number is somewhere else. */
const TOO_MUCH: readonly number[] = [1, 0xff, 0xffff, 0xff_ffff, 0xffff_ffff];
/** The width, so to say, of numbers that no code is wide enough for. */
const NARROW = TOO_MUCH.length;
/** Patches are searched for, so more of them than of one in so many numbers are not worth their while. */
const FEW = 8;
/** A patch is its index in the pack and its number. */
export const PATCH = 2 + DOUBLE;

/** Codes of one width, from `at` on, into numbers. */
export function unpack(
  bytes: Uint8Array,
  at: number,
  width: number,
  base: number,
  into: Float64Array,
  from: number,
  end: number,
): void {
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
      for (let i = from, p = at; i < end; i++, p += 3)
        into[i] = base + (bytes[p]! | (bytes[p + 1]! << 8) | (bytes[p + 2]! << 16));
      break;
    case 4:
      for (let i = from, p = at; i < end; i++, p += 4)
        into[i] = base + ((bytes[p]! | (bytes[p + 1]! << 8) | (bytes[p + 2]! << 16) | (bytes[p + 3]! << 24)) >>> 0);
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

/** Numbers as codes of one width, from `at` on; what is written of those that do not fit means nothing. */
export function pack(
  numbers: Float64Array,
  from: number,
  end: number,
  base: number,
  width: number,
  bytes: Uint8Array,
  at: number,
): void {
  switch (width) {
    case 0:
      break;
    case 1:
      for (let i = from, p = at; i < end; i++, p++) bytes[p] = numbers[i]! - base;
      break;
    case 2:
      for (let i = from, p = at; i < end; i++, p += 2) {
        const code = numbers[i]! - base;
        bytes[p] = code;
        bytes[p + 1] = code >>> 8;
      }
      break;
    case 3:
      for (let i = from, p = at; i < end; i++, p += 3) {
        const code = numbers[i]! - base;
        bytes[p] = code;
        bytes[p + 1] = code >>> 8;
        bytes[p + 2] = code >>> 16;
      }
      break;
    default:
      for (let i = from, p = at; i < end; i++, p += 4) {
        const code = numbers[i]! - base;
        bytes[p] = code;
        bytes[p + 1] = code >>> 8;
        bytes[p + 2] = code >>> 16;
        bytes[p + 3] = code >>> 24;
      }
  }
}

/** The base of a block. Counts how many of its numbers need each width. */
export function survey(numbers: Float64Array, from: number, end: number, need: number[]): number {
  let least = Infinity;
  let most = -Infinity;
  let whole = true;
  for (let i = from; i < end; i++) {
    const value = numbers[i]!;
    if (!Number.isSafeInteger(value)) whole = false;
    else if (value < least) least = value;
    if (value > most) most = value;
  }
  const base = least === Infinity ? 0 : least;
  if (whole && most === base) need[0]! += end - from;
  else if (whole && most - base < 2 ** 31) countWidths(numbers, from, end, base, need);
  else for (let i = from; i < end; i++) need[widthOf(numbers[i]!, base)]!++;
  return base;
}

/** The same as `widthOf` one by one, of whole numbers less than 2^31 above the base: without a branch, which no processor could foresee. */
function countWidths(numbers: Float64Array, from: number, end: number, base: number, need: number[]): void {
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  for (let i = from; i < end; i++) {
    const above = (numbers[i]! - base) | 0;
    one += (0 - above) >>> 31;
    two += (0xfe - above) >>> 31;
    three += (0xfffe - above) >>> 31;
    four += (0xff_fffe - above) >>> 31;
  }
  need[0]! += end - from - one;
  need[1]! += one - two;
  need[2]! += two - three;
  need[3]! += three - four;
  need[4]! += four;
}

/** Whether a code of that width can stand for a number. */
export const fits = (value: number, base: number, width: number) =>
  value - base < TOO_MUCH[width]! && Number.isSafeInteger(value);

/** How many bytes a number takes above a base; `NARROW` if it is one for the patches. */
function widthOf(value: number, base: number): number {
  let width = 0;
  while (width < NARROW && !fits(value, base, width)) width++;
  return width;
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
