/** Collects the events of one batch and writes them as docs/trace-format.md says: seven columns in base64. */
export class BatchWriter {
  readonly first: number;
  count = 0;
  private readonly kind = new Bytes();
  private readonly thread = new Bytes();
  private readonly t = new Bytes();
  private readonly object = new Bytes();
  private readonly value = new Bytes();
  private readonly cause = new Bytes();
  private readonly site = new Bytes();
  private lastNs = 0;

  constructor(first: number) {
    this.first = first;
  }

  add(
    seq: number,
    kind: number,
    thread: number,
    t: number,
    object: number,
    value: number,
    cause: number,
    site: number,
  ): void {
    this.count++;
    this.kind.byte(kind);
    this.thread.varint(thread);
    this.t.zigzag(t - this.lastNs);
    this.lastNs = t;
    this.object.varint(object);
    this.value.zigzag(value);
    this.cause.varint(cause === 0 ? 0 : seq - cause);
    this.site.varint(site);
  }

  base64(): string {
    return btoa(
      [this.kind, this.thread, this.t, this.object, this.value, this.cause, this.site]
        .map((column) => column.text())
        .join(''),
    );
  }
}

class Bytes {
  private array = new Uint8Array(4_096);
  private length = 0;

  byte(value: number): void {
    if (this.length === this.array.length) {
      const grown = new Uint8Array(this.length * 2);
      grown.set(this.array);
      this.array = grown;
    }
    this.array[this.length++] = value;
  }

  varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    this.byte(rest);
  }

  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(): string {
    let text = '';
    for (let from = 0; from < this.length; from += 4_096)
      text += String.fromCharCode(...this.array.subarray(from, Math.min(this.length, from + 4_096)));
    return text;
  }
}
