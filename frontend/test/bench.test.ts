import { expect, test } from 'vitest';
import { compactParts, generate } from '../bench/trace.ts';
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
  const owner = new Map<number, number>();
  const depth = new Map<number, number>();
  let waited = 0;
  for (let seq = 1; seq <= trace.count; seq++) {
    const [kind, thread, object, value, cause] = [trace.kind, trace.thread, trace.object, trace.value, trace.cause].map((column) => column.at(seq)) as [number, number, number, number, number];
    expect(cause).toBeLessThan(seq);
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
    const { trace } = new Recording({ mode: 'live' } as never);
    // A batch stands by itself, but for the seq that it follows.
    for (let seq = 1; seq < batch.seq; seq++) trace.kind.push(0);
    const from = trace.thread.length;
    trace.append(batch);
    const events = Array.from({ length: batch.count }, (_, i): RawEvent => {
      const cause = trace.cause.at(from + i);
      return {
        seq: batch.seq + i, code: trace.kind.at(batch.seq + i), thread: trace.thread.at(from + i), t: trace.t.at(from + i),
        object: trace.object.at(from + i), value: trace.value.at(from + i), cause, site: trace.site.at(from + i),
      };
    });
    expect(batch.data).toBe(encodeBatches(events, { threads: [], objects: [], sites: [], strings: [] }, batch.count)[0]!.data);
  }
});
