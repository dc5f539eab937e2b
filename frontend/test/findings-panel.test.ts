// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { findingsOf } from '../dev/findings.ts';
import type { CompactTrace } from '../src/model/format.ts';
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
const other = { ...source, file: 'demo/Other.java', firstLine: 1 };

const soon = (ms = 300) => pass(ms);
const get = <E extends HTMLElement = HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const text = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();
const press = async (key: string, more: KeyboardEventInit = {}) => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await soon(150);
};

async function show(name: string): Promise<Bench> {
  const layout = readFileSync(`${TEMPLATES}/layout.html`, 'utf8');
  document.body.innerHTML = layout.slice(layout.indexOf('<section th:fragment="bench'), layout.indexOf('</body>'));
  const sim = programs[name]!(random(1));
  const trace: CompactTrace = {
    formatVersion: 1,
    run: run({ status: 'completed' }),
    batches: encodeBatches(sim.events, sim.tables, 64),
    findings: findingsOf(sim),
    end: { events: sim.events.length },
  };
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(trace)));
  const bench = new Bench();
  bench.panels.showSources([other, source]);
  await within(300, bench.session.show(trace.run));
  await soon();
  return bench;
}

stopClock();

describe('the findings of a run', () => {
  beforeEach(() => vi.unstubAllGlobals());

  test('lead to both lines with one click each, and stay where they are', async () => {
    const { view, panels } = await show('lost-update');
    expect(panels.tab).toBe('findings');
    const race = get('.finding[data-type="data-race"]');
    const lines = [...race.querySelectorAll<HTMLElement>('.finding-event')].map(
      (button) => /:(\d+)/.exec(text(button))![1],
    );
    expect(lines).toHaveLength(2);
    for (const [i, line] of lines.entries()) {
      const button = race.querySelectorAll<HTMLElement>('.finding-event')[i]!;
      button.click();
      await soon();
      expect(get('.code-line[data-selected]').dataset.line).toBe(line);
      expect(all('.code-line[data-found]').map((l) => l.dataset.line)).toEqual([...lines].sort());
      expect(view.selection!.seq).toBe(Number(button.dataset.seq));
      expect(view.marks.finding).toBe(view.recording!.findings[Number(race.dataset.finding) - 1]);
      expect(panels.tab).toBe('findings');
    }
    // The walk along the causes begins there, and the finding stays.
    await press('[');
    expect(view.marks.finding).not.toBeNull();
  });

  test('are grouped under plain words, each explained where the keyboard reaches it', async () => {
    await show('lost-update');
    expect(all('.finding-group').map((g) => `${g.dataset.certainty} ${g.dataset.type}`)).toEqual([
      'observed data-race',
      'observed lost-update',
      'observed left-handed',
      'possible data-race',
    ]);
    const terms = all('.finding-group h3 .term');
    expect(terms.length).toBe(7);
    for (const term of terms) expect(text(term)).toMatch(/\w: \w.{20}/);
    terms[0]!.dispatchEvent(new Event('focus'));
    expect(get('.term-tip').hidden).toBe(false);
    expect(text(get('.term-tip'))).toContain('nothing in the program says which comes first');
    terms[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(get('.term-tip').hidden).toBe(true);
  });

  test('of a type that the page does not know have their message', async () => {
    await show('lost-update');
    expect(text(get('.finding[data-type="left-handed"]'))).toContain('A type that the page does not know');
    expect(text(get('.finding-group[data-type="left-handed"] h3'))).toContain('Left handed');
  });

  test('that are possible say which other order would show them', async () => {
    await show('lost-update');
    const witness = text(get('.finding[data-certainty="possible"] .witness'));
    expect(witness).toContain('main stops after it');
    expect(witness).toContain('adder-2 does not begin.');
  });

  test('are pictures of what is the matter', async () => {
    await show('lost-update');
    expect(get('.finding[data-type="data-race"] .pair').getAttribute('aria-label')).toMatch(
      /Diagram.*reads \d.*Demo\.java:15/,
    );
    expect(get('.finding[data-type="data-race"] .pair-cross')).toBeTruthy();
    expect(get('.finding[data-type="lost-update"] .pair-joined')).toBeTruthy();
    await show('dining-philosophers');
    expect(all('.finding[data-type="lock-order-inversion"] .graph-thread')).toHaveLength(5);
  });
});

describe('the figures', () => {
  test('of a range come by numbers and by keys, and go with Escape', async () => {
    const { view, panels } = await show('mutex-contention');
    panels.open('contention');
    const obtained = () => Number(text(get('#panel-contention tr[data-object] td')));
    const whole = obtained();
    const form = get<HTMLFormElement>('.range');
    form.querySelector<HTMLInputElement>('[name=from]')!.value = '10';
    form.querySelector<HTMLInputElement>('[name=to]')!.value = '40';
    form.dispatchEvent(new Event('submit', { cancelable: true }));
    await soon();
    expect(view.marks.range).toEqual({ fromNs: 10e6, toNs: 40e6 });
    expect(get('#range').dataset).toMatchObject({ from: '10000000', to: '40000000' });
    expect(obtained()).toBeLessThan(whole);
    for (const row of all('#thread-times tbody tr')) {
      expect(
        [...row.querySelectorAll<HTMLElement>('td')].reduce((sum, td) => sum + Number(td.dataset.ns), 0),
      ).toBeLessThanOrEqual(30e6);
    }
    await press('Escape');
    expect(view.marks.range).toBeNull();
    expect(obtained()).toBe(whole);
    view.standAtTime(5e6);
    await press('ArrowRight', { shiftKey: true });
    await press('ArrowRight', { shiftKey: true });
    expect(view.marks.range!.fromNs).toBe(5e6);
    const { toNs } = view.marks.range!;
    await press('ArrowLeft', { shiftKey: true });
    expect(view.marks.range!.toNs).toBeLessThan(toNs);
    expect(text(get('#longest-chain'))).toContain('→');
  });

  test('of one object add up to its column of the matrix', async () => {
    const { view, panels } = await show('dining-philosophers');
    panels.open('contention');
    const sum = () => all('#matrix td.heat').reduce((total, td) => total + Number(td.dataset.ns), 0);
    const total = sum();
    const select = get<HTMLSelectElement>('#matrix-object');
    let parts = 0;
    for (const option of [...select.options].slice(1)) {
      select.value = option.value;
      select.dispatchEvent(new Event('change'));
      parts += sum();
    }
    expect(total).toBeGreaterThan(0);
    expect(parts).toBe(total);
    expect(view.recording!.objects).toHaveLength([...select.options].length - 1);
  });

  test('of the critical path cover the run', async () => {
    const { view, panels } = await show('mutex-contention');
    panels.open('contention');
    const covered = all('#critical-path tbody tr').reduce((sum, tr) => sum + Number(tr.dataset.ns), 0);
    expect(covered).toBe(view.recording!.trace.endNs - view.recording!.trace.t.at(1));
    await press('c');
    expect(view.marks.criticalPath).toBe(true);
    expect(get('#critical').getAttribute('aria-pressed')).toBe('true');
  });
});
