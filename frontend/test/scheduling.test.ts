import { afterEach, describe, expect, test, vi } from 'vitest';
import { closeSession, openSession, stepSession } from '../dev/controlled.ts';
import { Api } from '../src/model/api.ts';
import { newClient } from '../src/model/client.ts';
import { type Candidate, newlyReached, offersOf, type Scheduling, trackOf } from '../src/model/scheduling.ts';
import { Seat } from '../src/pages/seat.ts';

const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  thread: 2,
  name: 'a',
  text: "reads 'x'",
  kind: 'var.read',
  object: 1,
  file: 'demo/Demo.java',
  line: 7,
  alternatives: ["reads 'x'"],
  ...more,
});

const answer = (more: Partial<Scheduling>): Scheduling => ({
  ...openSession({ scenario: 'lost-update', parameters: { threads: 2 } }),
  ...more,
});

describe('what can be chosen', () => {
  test('is numbered thread by thread, each course of a step by itself', () => {
    const choices = [
      candidate(),
      candidate({ thread: 3, name: 'b', alternatives: ['reads 1', 'reads 0, stale'] }),
      candidate({ thread: 4, alternatives: [], file: null }),
    ];
    expect(
      offersOf(answer({ choices })).map(({ thread, alternative, text, place }) => [thread, alternative, text, place]),
    ).toEqual([
      [2, 0, "reads 'x'", 'Demo.java:7'],
      [3, 0, 'reads 1', 'Demo.java:7'],
      [3, 1, 'reads 0, stale', 'Demo.java:7'],
      [4, 0, "reads 'x'", ''],
    ]);
  });

  test('goals are new only once', () => {
    const goal = (reached: boolean) => [{ id: 'miss', title: 'Lose an update', reached }];
    expect(newlyReached(null, answer({ goals: goal(true) }))).toHaveLength(1);
    expect(newlyReached(answer({ goals: goal(false) }), answer({ goals: goal(true) }))).toHaveLength(1);
    expect(newlyReached(answer({ goals: goal(true) }), answer({ goals: goal(true) }))).toHaveLength(0);
  });

  test('redo reaches as far as was gone before', () => {
    const far = trackOf(answer({ schedule: '1*5', step: 5, canRedo: false }), null);
    const back = trackOf(answer({ schedule: '1*2', step: 2, canRedo: true }), far);
    expect(back).toEqual({ schedule: '1*5', steps: 5 });
    expect(trackOf(answer({ schedule: '1*2,2', step: 3, canRedo: false }), back)).toEqual({
      schedule: '1*2,2',
      steps: 3,
    });
  });
});

describe('the scheduler’s seat', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function seated() {
    const asked: string[] = [];
    let refuse: Response | null = null;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const { pathname } = new URL(url);
      const body = init.body
        ? (JSON.parse(init.body as string) as Parameters<typeof stepSession>[1] & Parameters<typeof openSession>[0])
        : null;
      asked.push(`${init.method} ${pathname.replace(/dev-s\d+/, 'ID')} ${body?.action ?? body?.schedule ?? ''}`.trim());
      if (refuse) return refuse;
      const id = pathname.split('/')[3];
      if (init.method === 'DELETE') return new Response(null, { status: closeSession(id!) ? 204 : 404 });
      const session = id ? stepSession(id, body!) : openSession(body!);
      return session
        ? new Response(JSON.stringify(session))
        : new Response(JSON.stringify({ title: 'No such session' }), { status: 404 });
    });
    const seat = new Seat(new Api('http://server/', newClient()), () => {});
    return {
      seat,
      asked,
      refuse: (response: Response | null) => {
        refuse = response;
      },
    };
  }

  const request = { scenario: 'lost-update', parameters: { threads: 2 } };

  test('chooses, goes back and forth', async () => {
    const { seat } = seated();
    await seat.sit(request);
    for (const thread of [1, 1, 2]) await seat.act({ action: 'choose', thread, alternative: 0 });
    expect(seat.session).toMatchObject({ schedule: '1*2,2', step: 3, canUndo: true, canRedo: false });
    await seat.act({ action: 'goto', step: 1 });
    expect(seat.session).toMatchObject({ schedule: '1', canRedo: true });
    expect(seat.track).toEqual({ schedule: '1*2,2', steps: 3 });
    await seat.act({ action: 'redo' });
    expect(seat.session?.schedule).toBe('1*2');
  });

  test('takes up an expired session where it stood, with what could be redone, and nobody notices', async () => {
    const { seat, asked } = seated();
    await seat.sit(request);
    for (const thread of [1, 1, 1, 2]) await seat.act({ action: 'choose', thread, alternative: 0 });
    await seat.act({ action: 'undo' });
    closeSession(seat.session!.id);
    asked.length = 0;
    await seat.act({ action: 'redo' });
    expect(asked).toEqual([
      'POST /api/sessions/ID/steps redo',
      'POST /api/sessions 1*3,2',
      'POST /api/sessions/ID/steps goto',
      'POST /api/sessions/ID/steps redo',
    ]);
    expect(seat.problem).toBeNull();
    expect(seat.session).toMatchObject({ schedule: '1*3,2', step: 4, canRedo: false });
  });

  test('finds a failing schedule, stays where it is, and plays it when asked', async () => {
    const { seat } = seated();
    await seat.sit(request);
    await seat.act({ action: 'choose', thread: 1, alternative: 0 });
    await seat.act({ action: 'find' });
    expect(seat.session).toMatchObject({ step: 1, found: { value: '1' } });
    await seat.play();
    expect(seat.session?.end?.outcome?.goalMet).toBe(false);
    expect(seat.reached.map(({ id }) => id)).toEqual(['miss']);
  });

  test('says what the server has against it, and stays seated', async () => {
    const { seat, refuse } = seated();
    refuse(
      new Response(JSON.stringify({ title: 'No place free', detail: 'Too many sessions.' }), {
        status: 429,
        headers: { 'Retry-After': '9' },
      }),
    );
    await seat.sit(request);
    expect(seat.problem).toMatchObject({ status: 429, title: 'No place free', retryAfterSeconds: 9 });
    expect(seat.open).toBe(true);
    refuse(null);
    await seat.retry();
    expect(seat.problem).toBeNull();
    expect(seat.session?.step).toBe(0);
  });

  test('gives its place back', async () => {
    const { seat, asked } = seated();
    await seat.sit(request);
    seat.leave();
    expect(asked.at(-1)).toBe('DELETE /api/sessions/ID');
    expect(seat.session).toBeNull();
  });
});
