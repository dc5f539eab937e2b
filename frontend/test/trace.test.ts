import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ByteReader, fromBase64 } from '../src/base/bytes.ts';
import { eventView } from '../src/model/events.ts';
import type { Batch, Finding, Run } from '../src/model/format.ts';
import { CODE, kindTable } from '../src/model/kinds.ts';
import { Recording } from '../src/model/recording.ts';
import { Trace } from '../src/model/trace.ts';
import { encodeBatches } from './support/encode.ts';
import { randomProgram } from './support/programs.ts';
import { record, run } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const DOCS = at('../../docs');

test('the kind table is the documented one', () => {
  expect(kindTable).toEqual(JSON.parse(readFileSync(`${DOCS}/trace-kinds.json`, 'utf8')));
});

describe('bytes', () => {
  const read = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes));
  test('varints', () => {
    expect(read(0).varint()).toBe(0);
    expect(read(0x7f).varint()).toBe(127);
    expect(read(0x80, 0x01).varint()).toBe(128);
    expect(read(0xff, 0xff, 0xff, 0xff, 0x0f).varint()).toBe(2 ** 32 - 1);
    expect(read(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f).varint()).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => read(0x80).varint()).toThrow(RangeError);
    expect(() => read(...new Array(11).fill(0x80)).varint()).toThrow(RangeError);
  });
  test('zigzag', () => {
    expect([0, 1, 2, 3].map((b) => read(b).zigzag())).toEqual([0, -1, 1, -2]);
    const least = [...new Array(9).fill(0xff), 0x01];
    expect(read(...least).zigzag()).toBe(-(2 ** 63));
    expect(read(0xfe, ...new Array(8).fill(0xff), 0x01).zigzag()).toBe(2 ** 63);
  });
  test('base64', () => {
    expect([...fromBase64('AAEC/w==')]).toEqual([0, 1, 2, 255]);
  });
});

describe('batches', () => {
  test('decode to what was encoded, however they were cut', () => {
    checkTraces('batches decoded', 500, 5, (sim, seed) => {
      const { events, tables } = sim;
      const trace = new Trace();
      for (const batch of encodeBatches(events, tables, 1 + (seed % 33))) trace.append(batch);
      const decoded = events.map(({ seq }) => ({
        seq,
        t: trace.t.at(seq),
        thread: trace.thread.at(seq),
        code: trace.kind.at(seq),
        object: trace.object.at(seq),
        value: trace.value.at(seq),
        cause: trace.cause.at(seq),
        site: trace.site.at(seq),
      }));
      expect(decoded).toEqual(events);
      let latest = 0;
      for (const { seq, t } of events) {
        latest = Math.max(latest, t);
        expect(trace.clock.at(seq)).toBe(latest);
      }
    });
  });

  test('a batch seen twice changes nothing, a gap is an error', () => {
    const { events, tables } = randomProgram(3);
    const [first, second, third] = encodeBatches(events, tables, 5) as [Batch, Batch, Batch];
    const trace = new Trace();
    trace.append(first);
    trace.append(first);
    expect(trace.count).toBe(5);
    expect(() => trace.append(third)).toThrow('expected event 6');
    trace.append(second);
    expect(trace.count).toBe(10);
  });

  test('what no version 1 trace can contain is refused', () => {
    const trace = new Trace();
    const one = (...bytes: number[]): Batch => ({ seq: 1, count: 1, data: Buffer.from(bytes).toString('base64') });
    expect(() => trace.append(one(99, 1, 0, 0, 0, 0, 0))).toThrow('unknown event kind 99');
    expect(() => new Trace().append(one(3, 1, 0, 0, 0, 2, 0))).toThrow('before the first event');
    expect(() => new Trace().append(one(3, 1, 0, 0, 0, 0, 0, 0))).toThrow('longer than its count');
    expect(() => new Trace().append(one(3, 1, 0))).toThrow('middle of an entry');
  });

  test('a value on a variable is text where the object says so', () => {
    const recording = new Recording(run());
    const [batch] = encodeBatches(
      [{ seq: 1, t: 5, thread: 1, code: CODE['var.write'], object: 1, value: 7, cause: 0, site: 0 }],
      {
        threads: [{ id: 1, name: 'main' }],
        objects: [{ id: 1, type: 'variable', name: 'word', text: true }],
        sites: [],
        strings: [{ id: 7, text: 'hello' }],
      },
      1,
    );
    recording.append(batch!);
    expect(eventView(recording.trace, 1).value).toBe('hello');
  });

  test('the compact form gives the same recording', () => {
    const sim = randomProgram(11);
    const loaded = Recording.fromCompact({
      formatVersion: 1,
      run: run(),
      batches: encodeBatches(sim.events, sim.tables, 40),
      findings: [],
      end: { events: sim.events.length },
    });
    expect(loaded.trace.count).toBe(record(sim).trace.count);
    expect(loaded.threads.map((t) => t.state.length)).toEqual(record(sim).threads.map((t) => t.state.length));
  });
});

/** The same run as a stream and as NDJSON: what is decoded from the first must say what the second says. */
function compareGolden(stream: string, ndjson: string): void {
  const messages = stream
    .split('\n\n')
    .map((block) => {
      const field = (name: string) =>
        block
          .split('\n')
          .find((l) => l.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      return { event: field('event'), data: field('data') };
    })
    .filter((m) => m.data !== undefined);
  const of = <T>(event: string) => messages.filter((m) => m.event === event).map((m) => JSON.parse(m.data!) as T);
  const recording = new Recording(of<{ run: Run }>('run')[0]!.run);
  for (const batch of of<Batch>('events')) recording.append(batch);
  recording.findings.push(...of<Finding>('finding'));

  const lines = ndjson
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l));
  const [head, ...rest] = lines;
  const tail = rest.pop();
  expect(recording.trace.count).toBe(tail.end.events);
  expect(rest.length).toBe(tail.end.events);
  expect(recording.findings).toEqual(tail.findings);
  // A stream declares what its events speak of; the export lists what was declared, spoken of or not.
  const { threads, objects } = recording.trace;
  expect(threads.filter(Boolean)).toEqual(head.threads.filter(({ id }: { id: number }) => threads[id]));
  expect(objects.filter(Boolean)).toEqual(head.objects.filter(({ id }: { id: number }) => objects[id]));
  for (let seq = 1; seq <= recording.trace.count; seq++) {
    expect(threads[recording.trace.thread.at(seq)]).toBeDefined();
    if (recording.trace.object.at(seq) !== 0) expect(objects[recording.trace.object.at(seq)]).toBeDefined();
  }
  for (const expected of rest) {
    const { site, ...view } = eventView(recording.trace, expected.seq);
    const present = Object.fromEntries(
      Object.entries({ ...view, site: site && `${site.file}:${site.line}` }).filter(([, v]) => v !== null),
    );
    expect(present).toEqual(Object.fromEntries(Object.entries(expected).filter(([, v]) => v !== null)));
  }
}

describe('golden traces', () => {
  for (const folder of [`${DOCS}/golden-traces`, at('../test-fixtures')].filter((f) => existsSync(f))) {
    for (const name of readdirSync(folder).filter((f) => f.endsWith('.sse'))) {
      test(name, () =>
        compareGolden(
          readFileSync(`${folder}/${name}`, 'utf8'),
          readFileSync(`${folder}/${name.replace(/\.sse$/, '.ndjson')}`, 'utf8'),
        ),
      );
    }
  }
  test('there is at least the hand-made one', () => {
    expect(readdirSync(at('../test-fixtures'))).toContain('two-threads-one-lock.sse');
  });
});
