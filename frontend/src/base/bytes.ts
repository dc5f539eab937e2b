/** Base64 and LEB128, the two codings of a batch. */

/** What newer browsers bring along. */
const native = (Uint8Array as { fromBase64?: (text: string) => Uint8Array }).fromBase64;

export function fromBase64(text: string): Uint8Array {
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

/** Numbers are doubles: exact to 2^53, rounded above. */
export class ByteReader {
  private at = 0;
  private readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  get done(): boolean {
    return this.at === this.data.length;
  }

  byte(): number {
    const value = this.data[this.at++];
    if (value === undefined) throw new RangeError('the batch ends in the middle of an entry');
    return value;
  }

  varint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 0x80;
    for (let group = 1; group < 10; group++) {
      const next = this.byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
      scale *= 0x80;
    }
    throw new RangeError('a varint is longer than 64 bits');
  }

  zigzag(): number {
    const start = this.at;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    // The sign is the lowest bit, which a double has rounded away by now.
    const half = Math.floor(value / 2);
    return (this.data[start]! & 1) === 0 ? half : -half;
  }
}
