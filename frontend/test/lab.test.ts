// @vitest-environment happy-dom
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as dev from '../dev/controlled.ts';
import type { DevRun } from '../dev/runs.ts';
import { scenarios } from '../dev/runs.ts';
import { renderTemplate } from '../dev/thymeleaf.mjs';
import { pass, stopClock } from './support/clock.ts';

const TEMPLATES = join(import.meta.dirname, '../src/main/resources/templates');
const scenario = scenarios.find(({ id }) => id === 'lost-update')!;

/** The server's side: runs and explorations are over as soon as they are asked for. */
const runs = new Map<string, DevRun>();
const requests: { path: string; body: Record<string, unknown> }[] = [];

async function serve(url: string, init: RequestInit = {}): Promise<Response> {
  const [, , kind, id, action] = new URL(url).pathname.split('/');
  const body = init.body ? JSON.parse(init.body as string) : {};
  if (init.method === 'POST') requests.push({ path: new URL(url).pathname, body });
  if (init.method === 'DELETE') return new Response(null, { status: 204 });
  const answer = (value: unknown) =>
    value ? new Response(JSON.stringify(value)) : new Response('{}', { status: 404 });
  if (kind === 'sessions') return answer(id ? dev.stepSession(id, body) : dev.openSession(body));
  if (kind === 'explorations')
    return answer(action === 'resume' ? dev.resumeExploration(id!) : dev.startExploration(body));
  if (!id) {
    const fresh = dev.controlledRun(body);
    runs.set(fresh.run.id, fresh);
    return answer({ ...fresh.run, status: 'queued', outcome: null, schedule: null });
  }
  const { run, batches, findings } = runs.get(id)!;
  return answer({ formatVersion: 1, run, batches, findings, end: { events: run.events } });
}

/** Streams everything at once. */
class InstantSource {
  readyState = 1;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(url: string) {
    setTimeout(() => {
      const [, , kind, id] = new URL(url).pathname.split('/');
      this.say('open', null);
      if (kind === 'explorations') {
        this.say('end', dev.exploreOn(id!, 100_000));
        return;
      }
      const { run, batches, findings } = runs.get(id!)!;
      this.say('run', { formatVersion: 1, run: { ...run, status: 'running', schedule: null, outcome: null } });
      for (const batch of batches) this.say('events', batch);
      for (const finding of findings) this.say('finding', finding);
      this.say('end', { run });
    }, 5);
  }

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.listeners.set(type, listener);
  }

  close() {
    this.readyState = 2;
  }

  private say(type: string, data: unknown) {
    this.listeners.get(type)?.({ data: JSON.stringify(data), lastEventId: '' } as MessageEvent<string>);
  }
}

const get = <E extends HTMLElement = HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;
const text = (selector: string) => get(selector).textContent!.replace(/\s+/g, ' ').trim();
const soon = (ms = 350) => pass(ms);
const press = async (key: string, target: EventTarget = document.body) => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await soon(60);
};
const query = () => new URLSearchParams(location.search);

async function open(search = '', run: DevRun['run'] | null = null) {
  vi.resetModules();
  const variant = scenario.variants[0]!;
  const pageData = JSON.stringify({ page: 'lab', scenario, variant: variant.id, run }).replaceAll('<', '\\u003c');
  const html = renderTemplate(TEMPLATES, 'lab', {
    scenario,
    variant,
    run,
    assets: { script: () => '', styles: () => [] },
    pageData,
    baseUrl: '',
  });
  document.body.innerHTML = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)![1]!;
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(
    `http://server/scenarios/lost-update${search}`,
  );
  await import('../src/pages/lab.ts');
  await soon();
}

const switchTo = async (mode: 'live' | 'controlled') => {
  const radio = get<HTMLInputElement>(`#mode input[value=${mode}]`);
  radio.checked = true;
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  await soon();
};

stopClock();
beforeEach(() => {
  vi.stubGlobal('fetch', serve);
  vi.stubGlobal('EventSource', InstantSource);
  requests.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the Lab', () => {
  test('says which mode it is in, and takes the small instance into controlled mode and back', async () => {
    await open();
    expect(text('#mode-text .tag')).toBe('Live');
    expect(get('#controlled-actions').hidden).toBe(true);
    await switchTo('controlled');
    expect(text('#mode-text .tag')).toBe('Controlled');
    expect(get<HTMLInputElement>('[name="p.threads"]').value).toBe('2');
    expect(get('#scheduling').hidden).toBe(false);
    expect(get('#memory-text').hidden).toBe(true);
    expect(query().get('mode')).toBe('controlled');
    expect(query().has('p.threads')).toBe(false);
    await switchTo('live');
    expect(get<HTMLInputElement>('[name="p.threads"]').value).toBe('5');
  });

  test('keeps what a person has set, and what the URL says', async () => {
    await open('?mode=controlled&p.threads=3&memory=java&strategy=pct&depth=5&seed=9');
    expect(get<HTMLInputElement>('[name="p.threads"]').value).toBe('3');
    expect(get<HTMLInputElement>('#depth').value).toBe('5');
    expect(get('#depth-field').hidden).toBe(false);
    expect(text('#memory-text')).toContain('Modelled memory');
    expect(get('#memory-text').hidden).toBe(false);
    get('#run-button').click();
    await soon();
    expect(requests[0]!.body).toMatchObject({
      mode: 'controlled',
      strategy: 'pct',
      depth: 5,
      memory: 'java',
      seed: 9,
      parameters: { threads: 3 },
    });
    expect(requests[0]!.body).not.toHaveProperty('schedule');
  });

  test('shows a controlled run in steps: strip, slider, words, nowhere a unit of time', async () => {
    await open('?mode=controlled&seed=4');
    get('#run-button').click();
    await soon(600);
    const strip = get('#strip');
    expect(strip.hidden).toBe(false);
    const steps = Number(strip.dataset.steps);
    expect(steps).toBeGreaterThan(8);
    expect(text('#status')).toContain('Controlled');
    expect(query().get('schedule')).toBe(strip.dataset.schedule);
    const slider = get('#schedule-strip');
    expect(slider.getAttribute('aria-valuemax')).toBe(String(steps));
    expect(slider.getAttribute('aria-valuenow')).toBe(String(steps));
    await press('Home', slider);
    await press('ArrowRight', slider);
    await soon();
    expect(strip.dataset.step).toBe('2');
    expect(slider.getAttribute('aria-valuetext')).toMatch(/^step 2 of \d+: /);
    expect(text('.moment')).toContain('step 2');
    await press('.');
    await soon();
    expect(strip.dataset.step).toBe('3');
    for (const tab of ['events', 'contention', 'selection']) {
      get(`#tab-${tab}`).click();
      await soon();
      expect(text(`#panel-${tab}`)).not.toMatch(/\d\s?(ns|µs|ms|s)\b/);
    }
  });

  test('explores, grades outcomes, shows one and compares it with another', async () => {
    await open('?mode=controlled');
    get('#explore-button').click();
    await soon(600);
    expect(requests[0]).toMatchObject({
      path: '/api/explorations',
      body: { method: 'auto', memory: 'sc', parameters: { threads: 2 } },
    });
    expect(text('#exploration-verdict')).toMatch(/^All \d+ classes of schedules were tried: \d+ miss(es)? the goal\.$/);
    const [row, other] = [...document.querySelectorAll<HTMLElement>('.outcome-table tbody tr')];
    expect([row!.dataset.grade, other!.dataset.grade].sort()).toEqual(['acceptable', 'forbidden']);
    expect(text('#minimal')).toContain('proved minimal');
    const [show, compare] = [...row!.querySelectorAll('button')];
    expect(compare!.disabled).toBe(true);
    show!.click();
    await soon(600);
    expect(requests.at(-1)!.body).toMatchObject({ mode: 'controlled', schedule: expect.any(String), memory: 'sc' });
    expect(requests.at(-1)!.body).not.toHaveProperty('strategy');
    expect(text('#status')).toContain('replay of a schedule');
    other!.querySelectorAll('button')[1]!.click();
    await soon();
    expect(text('#parting')).toMatch(/^They part at step \d+: [\w ]+ against [\w ]+\.$/);
    expect(query().get('against')).toBeTruthy();
    get('#stop-comparing').click();
    await soon();
    expect(query().has('against')).toBe(false);
  });

  test('finds a schedule that shows what a wrong variant is about, and shows it', async () => {
    await open();
    expect(get('#find').hidden).toBe(false);
    get('#find-button').click();
    await soon(900);
    expect(requests.map(({ path }) => path)).toEqual(['/api/explorations', '/api/runs']);
    expect(requests[1]!.body).toMatchObject({ mode: 'controlled', schedule: expect.any(String) });
    expect(text('#mode-text .tag')).toBe('Controlled');
    expect(text('#minimal')).toContain('proved minimal');
    get(`[data-variant="${scenario.variants.find(({ correct }) => correct)!.id}"]`).click();
    await soon();
    expect(get('#find').hidden).toBe(true);
  });

  test('shows in the code of a variant what differs from the one before, or from any other', async () => {
    await open();
    const changed = (kind: string) =>
      [...document.querySelectorAll(`.code-line[data-change=${kind}] code`)].map((code) => code.textContent!);
    expect(changed('added')).toEqual([]);
    const next = scenario.variants.find(({ correct }) => correct)!;
    get(`[data-variant="${next.id}"]`).click();
    await soon();
    const select = get<HTMLSelectElement>('.code-against');
    expect(select.value).toBe(scenario.variants[0]!.id);
    expect(changed('added').length).toBeGreaterThan(0);
    expect(next.sources[0]!.text).toContain(changed('added')[0]);
    expect(scenario.variants[0]!.sources[0]!.text).toContain(changed('removed')[0]);
    select.value = '';
    select.dispatchEvent(new Event('change'));
    await soon();
    expect(changed('added').concat(changed('removed'))).toEqual([]);
  });

  test('offers the schedule of a link whose run is gone, and shows it when asked', async () => {
    await open('?schedule=1*3,2,3,2*2,3*2&against=1*3,3');
    expect(text('#offer')).toContain('This link holds a schedule of 9 steps.');
    expect(requests).toEqual([]);
    get('#show-offer').click();
    await soon(600);
    expect(requests[0]!.body).toMatchObject({ mode: 'controlled', schedule: '1*3,2,3,2*2,3*2' });
    expect(get('#offer').hidden).toBe(true);
    expect(text('#parting')).toContain('They part at step 4: turnstile 1 against turnstile 2.');
  });

  test('says so when a link’s schedule cannot be read', async () => {
    await open('?mode=controlled&schedule=1*x');
    expect(text('#offer')).toContain('cannot be read');
  });

  test('makes a person the scheduler, by mouse and by keyboard', async () => {
    await open('?mode=controlled');
    get('#scheduler-button').click();
    await soon();
    expect(text('#status')).toContain('Your turn');
    expect(text('#timeline .timeline-empty')).toContain('The first choice is yours');
    get('.offer').click();
    await soon();
    for (const key of ['1', '1', '1', '1']) await press(key);
    await soon();
    expect(text('#scheduler-step')).toBe('5 of 5');
    expect(query().get('play')).toBe('1');
    expect(query().get('schedule')).toBe(get('#strip').dataset.schedule);
    await press('u');
    expect(text('#scheduler-step')).toBe('4 of 5');
    await press('r');
    expect(text('#scheduler-step')).toBe('5 of 5');
    await press('u', get<HTMLInputElement>('#auto input'));
    expect(text('#scheduler-step')).toBe('5 of 5');
    const slider = get<HTMLInputElement>('#goto');
    slider.value = '2';
    slider.dispatchEvent(new Event('change'));
    await soon();
    expect(text('#scheduler-step')).toBe('2 of 5');
    expect(get('#strip').dataset.steps).toBe('2');
  });

  test('recognises a goal, and says it where a screen reader hears it', async () => {
    await open('?mode=controlled&play=1&schedule=1*3,2*2,3*2,2');
    expect(get('[data-goal="miss"]').dataset.reached).toBe('false');
    get('#find-failing').click();
    await soon();
    expect(text('#found')).toContain('From here it can end with 1:');
    get('#play-found').click();
    await soon();
    expect(get('[data-goal="miss"]').dataset.reached).toBe('true');
    expect(text('#scheduler-said')).toContain('Goal reached: Lose an update.');
    expect(get('#scheduler-end').dataset.goalMet).toBe('false');
    get('#leave-scheduler').click();
    await soon();
    expect(get('#scheduler').hidden).toBe(true);
    expect(query().has('play')).toBe(false);
  });
});
