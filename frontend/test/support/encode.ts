import type { Batch, ObjectInfo, Site, ThreadInfo } from '../../src/model/format.ts';

/** An event with its value as the column holds it, absent things 0. */
export interface RawEvent {
  seq: number;
  t: number;
  thread: number;
  code: number;
  object: number;
  value: number;
  cause: number;
  site: number;
}

export interface Tables {
  threads: ThreadInfo[];
  objects: ObjectInfo[];
  sites: Site[];
  strings: { id: number; text: string }[];
}

const varint = (value: number, out: number[]) => {
  let rest = BigInt(value);
  while (rest > 0x7fn) {
    out.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.push(Number(rest));
};

const zigzag = (value: number, out: number[]) => varint(value < 0 ? -2 * value - 1 : 2 * value, out);

/** The engine's encoder, in its plainest form. Each table entry goes into the first batch: early is allowed, late is not. */
export function encodeBatches(events: readonly RawEvent[], tables: Tables, size: number): Batch[] {
  const batches: Batch[] = [];
  for (let at = 0; at < events.length; at += size) {
    const slice = events.slice(at, at + size);
    const out: number[] = [];
    for (const e of slice) out.push(e.code);
    for (const e of slice) varint(e.thread, out);
    slice.forEach((e, i) => zigzag(e.t - (i === 0 ? 0 : slice[i - 1]!.t), out));
    for (const e of slice) varint(e.object, out);
    for (const e of slice) zigzag(e.value, out);
    for (const e of slice) varint(e.cause === 0 ? 0 : e.seq - e.cause, out);
    for (const e of slice) varint(e.site, out);
    batches.push({
      seq: slice[0]!.seq,
      count: slice.length,
      ...(at === 0 ? tables : {}),
      data: Buffer.from(out).toString('base64'),
    });
  }
  return batches;
}
