import { expect, test } from 'vitest';
import { compactParts, generate } from '../bench/trace.ts';
import { readRows } from '../src/model/batch.ts';
import { CODE } from '../src/model/kinds.ts';
import { Recording } from '../src/model/recording.ts';
import { readTraceFile } from '../src/model/trace-file.ts';
import { encodeBatches, type RawEvent } from './support/encode.ts';

const EVENTS = 30_000;
const LANES = 64;

test('a generated run is read back whole, and is a run that could have been', () => {
  const { trace, threads, endNs } = Recording.fromCompact(readTraceFile([...compactParts(EVENTS, LANES)].join('')));
  expect(threads).toHaveLength(LANES);
  expect(trace.count).toBe(EVENTS);
  expect(endNs).toBe(trace.endNs);
  const seqs = Array.from({ length: trace.count }, (_, i) => i + 1);
  expect(seqs.filter((seq) => trace.cause.at(seq) >= seq)).toEqual([]);
  const owner = new Map<number, number>();
  const depth = new Map<number, number>();
  let waited = 0;
  for (const seq of seqs) {
    const [kind, thread, object, value, cause] = [trace.kind, trace.thread, trace.object, trace.value, trace.cause].map(
      (column) => column.at(seq),
    ) as [number, number, number, number, number];
    if (kind === CODE['lock.acquire']) {
      expect(owner.get(object) ?? 0).toBe(0);
      owner.set(object, thread);
      if (cause === 0) continue;
      waited++;
      expect([trace.kind.at(cause), trace.object.at(cause)]).toEqual([CODE['lock.release'], object]);
    } else if (kind === CODE['lock.release']) {
      expect(owner.get(object)).toBe(thread);
      owner.set(object, 0);
    } else if (kind === CODE['queue.put'] || kind === CODE['queue.take']) {
      depth.set(object, (depth.get(object) ?? 0) + (kind === CODE['queue.put'] ? 1 : -1));
      expect(value).toBe(depth.get(object));
    }
  }
  expect(waited).toBeGreaterThan(EVENTS / 20);
});

test('its batches are those of the plain encoder', () => {
  for (const batch of [...generate(EVENTS, LANES)].slice(0, 3)) {
    const rows = readRows(batch);
    const events = Array.from({ length: batch.count }, (_, i): RawEvent => {
      const [code, thread, t, object, value, back, site] = [
        rows.kind,
        rows.thread,
        rows.t,
        rows.object,
        rows.value,
        rows.back,
        rows.site,
      ].map((row) => row[i]!) as [number, number, number, number, number, number, number];
      const seq = batch.seq + i;
      return { seq, code, thread, t, object, value, cause: back === 0 ? 0 : seq - back, site };
    });
    expect(batch.data).toBe(
      encodeBatches(events, { threads: [], objects: [], sites: [], strings: [] }, batch.count)[0]!.data,
    );
  }
});
