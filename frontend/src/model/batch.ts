import { ByteReader, fromBase64 } from '../base/bytes.ts';
import type { Batch } from './format.ts';
import { kindOf } from './kinds.ts';

/** The events of one batch, a row of numbers for each field. */
export interface Rows {
  readonly kind: Uint8Array;
  readonly timed: Uint8Array;
  readonly thread: Float64Array;
  readonly t: Float64Array;
  readonly object: Float64Array;
  readonly value: Float64Array;
  /** How many events before it its cause is; 0 for none. */
  readonly back: Float64Array;
  readonly site: Float64Array;
}

export const makeRows = (count: number): Rows => ({
  kind: new Uint8Array(count),
  timed: new Uint8Array(count),
  thread: new Float64Array(count),
  t: new Float64Array(count),
  object: new Float64Array(count),
  value: new Float64Array(count),
  back: new Float64Array(count),
  site: new Float64Array(count),
});

/** Each entry of each column takes a byte at least. */
const COLUMNS = 7;

/** Reused from batch to batch. */
let rows = makeRows(2_048);

/** Reads the seven columns of a batch, for as long as no other one is read; throws a RangeError on what no trace of this version can contain. */
export function readRows({ seq: first, count, data }: Batch): Rows {
  const bytes = fromBase64(data);
  if (bytes.length < count * COLUMNS) throw new RangeError('the batch ends in the middle of an entry');
  const reader = new ByteReader(bytes);
  if (count > rows.kind.length) rows = makeRows(count);
  for (let i = 0; i < count; i++) {
    const byte = reader.byte();
    rows.kind[i] = byte & 0x7f;
    rows.timed[i] = byte >> 7;
    kindOf(byte & 0x7f);
  }
  for (let i = 0; i < count; i++) rows.thread[i] = reader.varint();
  for (let i = 0, t = 0; i < count; i++) rows.t[i] = t += reader.zigzag();
  for (let i = 0; i < count; i++) rows.object[i] = reader.varint();
  for (let i = 0; i < count; i++) rows.value[i] = reader.zigzag();
  for (let i = 0; i < count; i++) {
    const back = reader.varint();
    rows.back[i] = back;
    if (back > first + i) throw new RangeError(`event ${first + i} has a cause before the first event`);
  }
  for (let i = 0; i < count; i++) rows.site[i] = reader.varint();
  if (!reader.done) throw new RangeError('the batch is longer than its count');
  return rows;
}
