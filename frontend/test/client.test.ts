import { afterEach, describe, expect, test, vi } from 'vitest';
import { Api } from '../src/model/api.ts';
import { type ClientToken, clientOf, nameOf, newClient } from '../src/model/client.ts';

const FORM = /^[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_-]{16,64}$/;

function storage(kept: Map<string, string> = new Map()) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
}

describe('the token of a client', () => {
  test('has the form that the server asks for, and is never the same', () => {
    const all = Array.from({ length: 100 }, newClient);
    for (const client of all) expect(client).toMatch(FORM);
    expect(new Set(all.map(nameOf)).size).toBe(100);
  });

  test('is kept where the browser keeps something, and replaced when it is none', () => {
    const kept = new Map<string, string>();
    const first = clientOf(() => storage(kept));
    expect(clientOf(() => storage(kept))).toBe(first);
    kept.set([...kept.keys()][0]!, 'something else');
    const second = clientOf(() => storage(kept));
    expect(second).toMatch(FORM);
    expect(clientOf(() => storage(kept))).toBe(second);
  });

  test('is that of the page where the browser keeps nothing', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(clientOf(forbidden)).toMatch(FORM);
  });
});

describe('the interface', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('is told who asks, and a stream only by name', async () => {
    const asked: { url: string; client: string | null }[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      asked.push({ url, client: new Headers(init.headers).get('Interleave-Client') });
      return new Response('{}');
    });
    const client = 'ann.0123456789abcdef' as ClientToken;
    const api = new Api('http://server/', client);
    await api.stopRun('r');
    expect(asked).toEqual([{ url: 'http://server/api/runs/r', client }]);
    expect(api.eventsUrl('r')).toBe('http://server/api/runs/r/events?client=ann');

    const embedded = new Api('http://server', client, 'deadlock.1.x');
    await embedded.runs('deadlock', 1);
    expect(asked[1]!.url).toBe('http://server/api/runs?scenario=deadlock&limit=1&embed=deadlock.1.x');
    expect(embedded.explorationEventsUrl('e')).toBe(
      'http://server/api/explorations/e/events?client=ann&embed=deadlock.1.x',
    );
  });
});
