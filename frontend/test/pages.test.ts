// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CompactTrace } from '../src/model/format.ts';
import { Recording } from '../src/model/recording.ts';
import { Bench } from '../src/pages/bench.ts';
import { pass, stopClock, within } from './support/clock.ts';
import { encodeBatches } from './support/encode.ts';
import { programs } from './support/programs.ts';
import { random } from './support/random.ts';
import { run } from './support/record.ts';

const TEMPLATES = join(import.meta.dirname, '../src/main/resources/templates');
const source = {
  language: 'java' as const,
  file: 'demo/Demo.java',
  firstLine: 12,
  text: Array.from({ length: 10 }, (_, i) => `int line${12 + i} = ${i};`).join('\n'),
};

function compact(name: string): CompactTrace {
  const sim = programs[name]!(random(1));
  const finding = {
    type: 'deadlock',
    certainty: 'observed' as const,
    threads: [2, 3],
    objects: [2, 1],
    events: [19, 21],
    message: 'alice and bob wait for each other.',
  };
  return {
    formatVersion: 1,
    run: run({
      status: name === 'deadlock' ? 'deadlocked' : 'completed',
      outcome: name === 'deadlock' ? null : { value: 1, goalMet: true, summary: 'All is well.' },
      reason: 'They wait for ever.',
    }),
    batches: encodeBatches(sim.events, sim.tables, 64),
    findings: name === 'deadlock' ? [finding] : [],
    end: { events: sim.events.length },
  };
}

const soon = () => pass(400);
const text = (id: string) => document.getElementById(id)!.textContent!.replace(/\s+/g, ' ').trim();

stopClock();

describe('a page that shows a run', () => {
  beforeEach(() => {
    const layout = readFileSync(`${TEMPLATES}/layout.html`, 'utf8');
    document.body.innerHTML = layout.slice(layout.indexOf('<section th:fragment="bench'), layout.indexOf('</body>'));
  });

  async function show(name: string): Promise<Bench> {
    const trace = compact(name);
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(trace)));
    const bench = new Bench();
    bench.panels.showSources([source]);
    await within(300, bench.session.show(trace.run));
    await soon();
    return bench;
  }

  test('has a name for its picture before there is any', () => {
    new Bench();
    expect(document.querySelector('.timeline-lanes')!.getAttribute('aria-label')).toContain('Timeline: 0 threads');
    expect(document.getElementById('timeline')!.dataset.events).toBe('0');
  });

  test('a streamed run stands complete 300 ms after its end, however its last batches fell', async () => {
    const { view } = new Bench();
    const { batches, end } = compact('mutex-contention');
    view.show(run());
    view.stream = 'streaming';
    const recording = view.recording!;
    for (const [i, batch] of batches.entries()) {
      recording.append(batch);
      view.arrived();
      // Also in the middle of the pause between two updates.
      if (i % 4 === 0) await pass(70);
    }
    recording.run = run({ status: 'completed' });
    view.arrived();
    view.stream = 'ended';
    view.changed();
    expect(document.getElementById('timeline')!.dataset.events).toBe(String(end!.events));
    await pass(300);
    expect(
      [...document.querySelectorAll<HTMLElement>('#lane-list li[data-thread]')].map((li) => li.dataset.state),
    ).toEqual(new Array(6).fill('ended'));
    expect(document.querySelector('.timeline-lanes')!.getAttribute('aria-label')).toContain('Timeline: 6 threads');
  });

  test('a run that ends with nothing found shows its contention, unless a tab was chosen', async () => {
    expect((await show('mutex-contention')).panels.tab).toBe('contention');
  });

  test('a tab that a person chose stays when a run ends', async () => {
    const bench = new Bench();
    document.getElementById('tab-selection')!.click();
    bench.view.load(Recording.fromCompact(compact('mutex-contention')));
    await soon();
    expect(bench.panels.tab).toBe('selection');
  });

  test('says how it ended, counts what it drew, lists the threads', async () => {
    await show('mutex-contention');
    expect(document.getElementById('status')!.dataset.status).toBe('completed');
    expect(document.getElementById('outcome')!.dataset.goalMet).toBe('true');
    expect(text('outcome')).toBe('Goal met All is well.');
    const host = document.getElementById('timeline')!;
    expect(Number(host.dataset.events)).toBeGreaterThan(100);
    expect(host.dataset.threads).toBe('6');
    const lanes = [...document.querySelectorAll<HTMLElement>('#lane-list li[data-thread]')];
    expect(lanes.map((li) => li.dataset.state)).toEqual(new Array(6).fill('ended'));
  });

  test('of a deadlock shows the finding, its graph, and each thread at its line', async () => {
    const bench = await show('deadlock');
    expect(document.getElementById('outcome')!.dataset.goalMet).toBe('false');
    expect(text('panel-findings')).toContain('alice and bob wait for each other.');
    expect(document.querySelector('#panel-findings .graph')?.getAttribute('aria-label')).toContain(
      'alice waits for right account',
    );
    expect(document.querySelector<HTMLElement>('[data-line="16"]')!.dataset.currentThreads).toBe('2 3');
    expect(
      [...document.querySelectorAll<HTMLElement>('#lane-list li[data-thread]')].map((li) => li.dataset.state),
    ).toEqual(['waiting', 'blocked', 'blocked']);
    bench.view.goTo(19);
    await soon();
    expect(bench.panels.tab).toBe('selection');
    expect(text('panel-selection')).toContain('alice is blocked on right account');
    // As things stood then: bob had not asked yet.
    expect(text('panel-selection')).toContain('bob is at the root of it: running.');
    bench.view.goTo(21);
    await soon();
    expect(text('panel-selection')).toContain('The chain closes on itself');
  });

  test('stepping moves every panel', async () => {
    const bench = await show('deadlock');
    bench.view.goTo(1);
    await soon();
    expect(
      [...document.querySelectorAll<HTMLElement>('#lane-list li[data-thread]')].map((li) => li.dataset.state),
    ).toEqual(['running', 'new', 'new']);
    bench.panels.open('events');
    bench.view.step(1);
    await soon();
    expect(bench.view.moment).toBe(2);
    expect(document.querySelector('#panel-events [aria-selected="true"] .event-seq')!.textContent).toBe('2');
    bench.panels.open('contention');
    expect(document.querySelectorAll('#panel-contention tbody tr').length).toBeGreaterThan(0);
  });

  test('a problem of the server is said in its words', async () => {
    vi.stubGlobal(
      'fetch',
      async () =>
        new Response(JSON.stringify({ title: 'Too many runs', detail: 'The queue is full.' }), {
          status: 429,
          headers: { 'Retry-After': '7' },
        }),
    );
    const bench = new Bench();
    await within(300, bench.session.start({ scenario: 'deadlock' }));
    expect(text('outcome')).toBe('Too many runs The queue is full. Try again in 7 s.');
    expect(bench.session.busy).toBe(false);
  });

  test('no server at all is said too', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    const bench = new Bench();
    await within(300, bench.session.start({ scenario: 'deadlock' }));
    expect(text('outcome')).toContain('The server cannot be reached');
  });
});

test('nothing in the sources touches storage or cookies, which a sandboxed frame does not have, but what says which browser asks', () => {
  const root = join(import.meta.dirname, '../src');
  for (const file of readdirSync(root, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.ts'))) {
    if (file === 'pages/page-data.ts') continue;
    expect(readFileSync(`${root}/${file}`, 'utf8'), file).not.toMatch(
      /localStorage|sessionStorage|indexedDB|document\.cookie/,
    );
  }
  const embed = readFileSync(`${root}/pages/embed.ts`, 'utf8');
  expect(embed).toContain('api: pageApi(');
  expect(embed).not.toContain('browserApi');
});

test('samples in the guide can be scrolled with the keyboard and have names of their own', () => {
  const samples = [...readFileSync(`${TEMPLATES}/guide.html`, 'utf8').matchAll(/<pre[^>]*>/g)].map(([tag]) => tag);
  for (const tag of samples) expect(tag).toMatch(/tabindex="0" role="region" th:aria-label="[^"]+"/);
  expect(new Set(samples).size).toBe(samples.length);
});

test('templates load nothing from elsewhere and run no inline script', () => {
  for (const file of readdirSync(TEMPLATES)) {
    const html = readFileSync(`${TEMPLATES}/${file}`, 'utf8');
    expect(html.match(/(?:src|href)="https?:/g), file).toBeNull();
    // The page by itself has its one script inside, under a policy that knows it by its hash.
    const run =
      file === 'standalone.html' ? /application\/json|text\/plain|th:utext="\$\{script\}"/ : /th:src|application\/json/;
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag, file).toMatch(run);
    expect(html, file).not.toMatch(/\son[a-z]+="/);
  }
});
