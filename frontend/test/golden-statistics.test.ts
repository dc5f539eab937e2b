import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Batch, isOver, type Run } from '../src/model/format.ts';
import { Recording } from '../src/model/recording.ts';
import { LIVED_STATES, type Statistics, type Summary, statistics } from '../src/model/statistics.ts';

const FOLDER = join(import.meta.dirname, '../../docs/golden-traces');

/** What the server made of the same recorded runs. */
interface Pinned {
  readonly end: number;
  readonly ranges: readonly { readonly from: number; readonly to: number; readonly objects: readonly unknown[] }[];
}

function recordingOf(stream: string): Recording {
  const messages = stream.split('\n\n').map((block) => ({
    type: /^event: ?(.*)$/m.exec(block)?.[1],
    data: /^data: ?(.*)$/m.exec(block)?.[1] ?? '',
  }));
  const end = messages.find(({ type }) => type === 'end')!;
  const recording = new Recording((JSON.parse(end.data) as { run: Run }).run);
  for (const { type, data } of messages) if (type === 'events') recording.append(JSON.parse(data) as Batch);
  return recording;
}

const durations = ({ count, total, max }: Summary) => ({ count, totalNanos: total, maxNanos: max });
const blames = (all: Statistics['blocking']) => all.map(({ holder, waiter, ns }) => ({ holder, waiter, nanos: ns }));

/** In the words of docs/trace-format.md, without percentiles. */
const pinned = ({ fromNs, toNs, objects, blocking, threads, chain }: Statistics) => ({
  from: fromNs,
  to: toNs,
  objects: objects.map((o) => ({
    object: o.object.id,
    operation: o.operation,
    obtained: o.obtained,
    contended: o.contended,
    waits: durations(o.wait),
    holds: durations(o.hold),
    blocking: blames(o.blocking),
  })),
  blocking: blames(blocking),
  threads: threads.map(({ thread, times }) => ({
    thread,
    nanos: Object.fromEntries(LIVED_STATES.map((state, i) => [state, times[i]!] as const).filter(([, ns]) => ns > 0)),
  })),
  longestChain: chain,
});

describe('the figures of the recorded runs are those of the server', () => {
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.stats.json'));

  test.each(names)('%s', (name) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Pinned;
    const recording = recordingOf(readFileSync(join(FOLDER, name.replace('.stats.json', '.sse')), 'utf8'));
    expect(isOver(recording.run)).toBe(true);
    expect(recording.endNs).toBe(expected.end);
    expect(expected.ranges.length).toBeGreaterThan(1);
    for (const [i, range] of expected.ranges.entries()) {
      // The whole run has no bounds.
      expect(pinned(statistics(recording, range.from, i === 0 ? Infinity : range.to, expected.end))).toEqual(range);
    }
  });

  test('there are some', () => expect(names.length).toBeGreaterThan(3));
});
