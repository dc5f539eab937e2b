import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Source } from '../src/model/feed.ts';
import type { Batch, Finding, Run } from '../src/model/format.ts';
import { openStream, type StreamListener } from '../src/model/stream.ts';
import { run } from './support/record.ts';

class FakeSource implements Source {
  readyState = 0;
  readonly url: string;
  private readonly listeners = new Map<string, ((event: MessageEvent<string>) => void)[]>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  close() {
    this.readyState = 2;
  }

  say(type: string, data: unknown = null, lastEventId = '') {
    for (const listener of this.listeners.get(type) ?? [])
      listener({ data: JSON.stringify(data), lastEventId } as MessageEvent<string>);
  }

  opens() {
    this.readyState = 1;
    this.say('open');
  }

  loses(forGood: boolean) {
    this.readyState = forGood ? 2 : 0;
    this.say('error');
  }
}

function start() {
  const sources: FakeSource[] = [];
  const told: string[] = [];
  const listener: StreamListener = {
    state: (state) => told.push(state),
    run: (r: Run) => told.push(`run ${r.status}`),
    events: (b: Batch) => told.push(`events ${b.seq}`),
    finding: (f: Finding) => told.push(`finding ${f.type}`),
    end: (r: Run) => told.push(`end ${r.status}`),
    broken: (reason) => told.push(`broken ${(reason as Error).message}`),
  };
  const stream = openStream('/api/runs/r1/events', listener, (url) => {
    sources.push(new FakeSource(url));
    return sources.at(-1)!;
  });
  return { sources, told, stream, source: () => sources.at(-1)! };
}

const begin = { formatVersion: 1, run: run() };
const batch = (seq: number, count: number) => ({ seq, count, data: '' });

describe('a stream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('waits in the queue, streams, ends, and closes', () => {
    const { told, source } = start();
    source().opens();
    source().say('run', begin, '0');
    source().say('events', batch(1, 3), '3');
    source().say('finding', { type: 'deadlock' }, '3.1');
    source().say('end', { run: run({ status: 'completed' }), events: 3, findings: 1 }, '3.end');
    expect(told).toEqual([
      'connecting',
      'queued',
      'streaming',
      'run running',
      'events 1',
      'finding deadlock',
      'ended',
      'end completed',
    ]);
    expect(source().readyState).toBe(2);
  });

  test('a connection that the browser restores goes on by itself', () => {
    const { told, source, sources } = start();
    source().opens();
    source().say('run', begin, '0');
    source().loses(false);
    source().opens();
    source().say('events', batch(1, 3), '3');
    expect(sources.length).toBe(1);
    expect(told.slice(-3)).toEqual(['disconnected', 'streaming', 'events 1']);
  });

  test('one that the browser gave up is opened again after the last id, at growing intervals', () => {
    const { told, source, sources } = start();
    source().opens();
    source().say('run', begin, '0');
    source().say('events', batch(1, 3), '3');
    source().loses(true);
    expect(told.at(-1)).toBe('disconnected');
    vi.advanceTimersByTime(999);
    expect(sources.length).toBe(1);
    vi.advanceTimersByTime(1);
    expect(source().url).toBe('/api/runs/r1/events?lastEventId=3');
    source().loses(true);
    vi.advanceTimersByTime(1_999);
    expect(sources.length).toBe(2);
    vi.advanceTimersByTime(1);
    expect(sources.length).toBe(3);
  });

  test('paused, it gives the connection back; resumed, it goes on after the last id', () => {
    const { told, source, sources, stream } = start();
    source().opens();
    source().say('run', begin, '0');
    source().say('events', batch(1, 3), '3');
    const first = source();
    stream.pause();
    first.say('events', batch(4, 1), '4');
    expect(told).not.toContain('events 4');
    stream.resume();
    stream.resume();
    expect(sources.length).toBe(2);
    expect(source().url).toContain('lastEventId=3');
  });

  test('after the end nothing opens it again', () => {
    const { source, sources, stream } = start();
    source().say('run', begin, '0');
    source().say('end', { run: run({ status: 'completed' }) }, '0.end');
    stream.pause();
    stream.resume();
    vi.advanceTimersByTime(60_000);
    expect(sources.length).toBe(1);
  });

  test('what cannot be read is said once, and closed', () => {
    const { told, source } = start();
    source().say('run', { formatVersion: 2, run: run() }, '0');
    source().say('run', begin, '0');
    expect(told.filter((t) => t.startsWith('broken'))).toEqual(['broken trace format 2 is not known here']);
    expect(source().readyState).toBe(2);
  });
});
