import { describe, expect, test } from 'vitest';
import { compactParts } from '../bench/trace.ts';
import { betweenFrames } from '../src/base/slices.ts';
import { criticalPath } from '../src/model/critical.ts';
import { eventView } from '../src/model/events.ts';
import type { CompactTrace } from '../src/model/format.ts';
import { openTrace } from '../src/model/open-trace.ts';
import { figuring, opening } from '../src/model/opening.ts';
import { give, type Parcel, type Send, share, unwrap } from '../src/model/parcel.ts';
import { Recording } from '../src/model/recording.ts';
import { statistics } from '../src/model/statistics.ts';
import { encodeBatches } from './support/encode.ts';
import { randomProgram } from './support/programs.ts';
import { run } from './support/record.ts';
import { checkSeeds } from './support/seeds.ts';

/** As a worker would send it. */
function carried(recording: Recording, way = give<Recording>): Recording {
  const arrived: Recording[] = [];
  way(recording, (parcel, transfer) => arrived.push(unwrap(structuredClone<Parcel<Recording>>(parcel, { transfer }))));
  return arrived[0]!;
}

/** All that a page asks a recording, of a run that may still go on. */
function answers(recording: Recording): unknown {
  const { trace, threads, objects, endNs } = recording;
  const figures = statistics(recording, 0, Infinity, endNs);
  return {
    events: Array.from({ length: trace.count }, (_, i) => [eventView(trace, i + 1), trace.clock.at(i + 1)]),
    threads: threads.map((thread) => ({
      name: recording.threadName(thread.id),
      stretches: Array.from({ length: thread.state.length }, (_, i) => thread.interval(i)),
      open: thread.open(endNs),
      totals: Array.from({ length: 8 }, (_, column) => thread.forest.fold(0, thread.state.length, column)),
      after: Array.from({ length: trace.count }, (_, i) => thread.stateAfter(i + 1)),
    })),
    objects: objects.map(({ info, holds, reads, level, active, waiters }) => ({
      info,
      holds: [holds, reads].map((each) => [
        Array.from({ length: each.thread.length }, (_, i) => each.at(i)),
        each.current(endNs),
      ]),
      levels: [level, active].map((each) =>
        Array.from({ length: each.t.length }, (_, i) => [each.t.at(i), each.value.at(i)]),
      ),
      waiting: Array.from({ length: waiters.t.length }, (_, i) => waiters.countAt(i)),
    })),
    figures,
    findings: recording.findings,
    run: recording.run,
    endNs,
  };
}

const compact = (seed: number, keep = Infinity, status: 'running' | 'completed' = 'completed'): CompactTrace => {
  const sim = randomProgram(seed);
  const batches = encodeBatches(sim.events, sim.tables, 9).slice(0, keep);
  const finding = {
    type: 'deadlock',
    certainty: 'observed',
    threads: [1],
    objects: [1],
    events: [1],
    message: '',
  } as const;
  return {
    formatVersion: 1,
    run: run({ status }),
    batches,
    findings: [finding],
    end: { events: batches.reduce((sum, { count }) => sum + count, 0) },
  };
};
const fileOf = (trace: unknown) => new Blob([JSON.stringify(trace)]);

describe('a recording that was carried to another thread', () => {
  test('answers as the one that it came from', () => {
    checkSeeds('a recording carried', 60, 6, (seed) => {
      const form = compact(seed);
      const expected = answers(Recording.fromCompact(form));
      expect(answers(carried(Recording.fromCompact(form))), `seed ${seed}`).toEqual(expected);
      const kept = Recording.fromCompact(form);
      expect(answers(carried(kept, share)), `seed ${seed}, shared`).toEqual(expected);
      expect(answers(kept), `seed ${seed}, kept`).toEqual(expected);
    });
  });

  test('goes on as that would, from wherever the run stood', () => {
    checkSeeds('a run carried in its middle', 60, 6, (seed) => {
      const whole = compact(seed, Infinity, 'running');
      const half = compact(seed, whole.batches.length >> 1, 'running');
      const recording = carried(Recording.fromCompact(half));
      for (const batch of whole.batches.slice(half.batches.length)) recording.append(batch);
      expect(answers(recording), `seed ${seed}`).toEqual(answers(Recording.fromCompact(whole)));
    });
  });

  test('is as good when its columns are packed', () => {
    const text = [...compactParts(20_000, 16)].join('');
    const form = JSON.parse(text) as CompactTrace;
    const told = ({ threads, objects, endNs, trace }: Recording) => ({
      endNs,
      last: eventView(trace, trace.count),
      totals: threads.map((thread) => thread.forest.fold(0, thread.state.length, 3)),
      waits: objects.map(({ uses }) =>
        uses.map(({ waits, obtained }) => [waits.length, obtained.within(0, endNs / 2)]),
      ),
    });
    expect(told(carried(Recording.fromCompact(form)))).toEqual(told(Recording.fromCompact(form)));
  });

  test('cannot hold what would not arrive', () => {
    const recording = new Recording(run());
    Object.assign(recording, { told: () => {} });
    expect(() => carried(recording)).toThrow('function');
    Object.assign(recording, { told: new Date() });
    expect(() => carried(recording)).toThrow('Date');
  });
});

/** A worker that does what src/model/worker.ts does, or fails as a browser would make it. */
function worker(fails: boolean): () => Worker {
  return () => {
    const target = new EventTarget();
    const post = async (file: Blob) => {
      if (fails) {
        target.dispatchEvent(new Event('error'));
        return;
      }
      const say = (data: unknown) => target.dispatchEvent(new MessageEvent('message', { data }));
      try {
        const recording = await betweenFrames(opening(await file.text()));
        const send =
          (name: 'recording' | 'worked'): Send<object> =>
          (parcel, transfer) =>
            say({ [name]: structuredClone(parcel, { transfer }) });
        share(recording, send('recording'));
        give(await betweenFrames(figuring(recording)), send('worked'));
      } catch (reason) {
        say({ problem: (reason as Error).message });
      }
    };
    return Object.assign(target, {
      postMessage: (file: Blob) => void post(file),
      terminate: () => {},
    }) as unknown as Worker;
  };
}

describe('a trace file is opened', () => {
  const large = compact(5);
  const padded = { ...large, run: { ...large.run, reason: 'x'.repeat(40_000) } };
  const refused = () => {
    throw new DOMException('no', 'SecurityError');
  };
  for (const [name, make] of [
    ['by a worker', worker(false)],
    ['where a policy forbids workers', worker(true)],
    ['where there are none', refused],
  ] as const) {
    test(name, async () => {
      const { recording, worked } = await openTrace(fileOf(padded), make);
      expect(recording.working).toBe(true);
      recording.adopt(await worked);
      expect(recording.working).toBe(false);
      const whole = Recording.fromCompact(padded);
      expect(answers(recording)).toEqual(answers(whole));
      expect(recording.worked!.figures).toEqual(statistics(whole, 0, Infinity, whole.endNs));
      expect([...recording.worked!.path]).toEqual([...criticalPath(whole)]);
      // What was read of who waited for whom goes on from there, for any range.
      const { endNs } = whole;
      expect(statistics(recording, endNs / 4, endNs / 2, endNs)).toEqual(
        statistics(whole, endNs / 4, endNs / 2, endNs),
      );
    });

    test(`${name}, and what is wrong with it is said`, async () => {
      await expect(openTrace(fileOf({ ...padded, end: { events: 1e6 } }), make)).rejects.toThrow('not whole');
      await expect(openTrace(new Blob(['x'.repeat(50_000)]), make)).rejects.toThrow('not JSON');
    });
  }

  test('of a run that goes on, with no figures worked out', async () => {
    const { recording, worked } = await openTrace(fileOf(compact(3, Infinity, 'running')));
    expect(recording.working).toBe(false);
    expect(await worked).toBeNull();
  });
});
