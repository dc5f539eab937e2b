// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { markersOf } from '../src/model/findings.ts';
import { CODE, holdsOf, isRead, isTimed, kindOf } from '../src/model/kinds.ts';
import type { Recording } from '../src/model/recording.ts';
import { EventsPanel } from '../src/panels/events.ts';
import { View } from '../src/timeline/view.ts';
import type { RawEvent } from './support/encode.ts';
import { holdsIn, statesOf, tidy } from './support/oracle.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const DRAWN_ROWS = 10;
const ROW_PX = 24;

const textOf = (row: Element, part: string) => row.querySelector(`.event-${part}`)!.textContent!.trim();

/** All lines of the Events panel, as somebody hears them who goes through it from the top. */
function lines(recording: Recording): Element[] {
  const host = document.createElement('div');
  const view = new View();
  view.load(recording);
  const panel = new EventsPanel(host, view);
  panel.update();
  const scroller = host.querySelector<HTMLElement>('.events')!;
  const found: Element[] = [];
  while (found.length < recording.trace.count) {
    scroller.scrollTop = found.length * ROW_PX;
    scroller.dispatchEvent(new Event('scroll'));
    const next = [...host.querySelectorAll('.event')]
      .filter((row) => Number(textOf(row, 'seq')) > found.length)
      .slice(0, DRAWN_ROWS);
    expect(next.length).toBeGreaterThan(0);
    for (const row of next) found.push(row.cloneNode(true) as Element);
  }
  expect(found.at(-1)!.getAttribute('aria-posinset')).toBe(found.at(-1)!.getAttribute('aria-setsize'));
  return found;
}

/** An event from its line alone; only its time is taken from the trace, since the line tells it rounded. */
function heard(recording: Recording, row: Element, index: number): RawEvent {
  const { threads, objects, trace } = recording;
  const threadNamed = (name: string) => threads.find(({ id }) => recording.threadName(id) === name)?.id ?? 0;
  const code = CODE[textOf(row, 'kind') as keyof typeof CODE];
  const value = row.querySelector('.event-object em')!.textContent!.trim();
  const object = textOf(row, 'object')
    .slice(0, value === '' ? undefined : -value.length)
    .trim();
  const holds = Number(/holds (\d+)/.exec(value)?.[1] ?? 0);
  const type = kindOf(code).value;
  return {
    seq: Number(textOf(row, 'seq')),
    t: trace.t.at(index + 1),
    thread: threadNamed(textOf(row, 'thread')),
    code,
    object: objects.find(({ info }) => info.name === object)?.info.id ?? 0,
    value:
      type === 'lock'
        ? (holds << 2) | Number(value.startsWith('read'))
        : type === 'thread'
          ? threadNamed(value)
          : Number(value) || 0,
    cause: Number(/\d+/.exec(textOf(row, 'cause'))?.[0] ?? 0),
    site: 0,
  };
}

const isWait = (state: string) => state === 'blocked' || state === 'waiting';

test('from the lines of the Events panel alone, every stretch of every lane can be told', () => {
  checkTraces('stretches told by the list', 12, 4, (sim, seed) => {
    const recording = record(sim);
    const events = lines(recording).map((row, i) => heard(recording, row, i));
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: recording.trace.count }, (_, i) => i + 1));
    const now = recording.endNs;
    for (const thread of recording.threads) {
      const drawn = [...Array.from({ length: thread.state.length }, (_, i) => thread.interval(i)), ...thread.open(now)];
      const told = statesOf(events, thread.id, now).map((s) => ({ ...s, object: isWait(s.state) ? s.object : 0 }));
      expect(
        tidy(
          drawn.map((i) => ({
            state: i.state,
            start: i.startNs,
            end: i.endNs,
            object: isWait(i.state) ? i.object : 0,
          })),
        ),
        `seed ${seed}, thread ${thread.id}`,
      ).toEqual(told);
      for (const { from, to } of drawn)
        for (const seq of [from, to]) expect(seq === 0 || events[seq - 1]!.seq === seq).toBe(true);
    }
    for (const { info, holds, reads } of recording.objects) {
      for (const [of, read] of info.type.includes('lock')
        ? ([
            [holds, false],
            [reads, true],
          ] as const)
        : []) {
        const drawn = [...Array.from({ length: of.thread.length }, (_, i) => of.at(i)), ...of.current(Infinity)];
        expect(
          drawn.map(({ thread, acquire, release }) => ({ thread, acquire, release })),
          `seed ${seed}, ${info.name}`,
        ).toEqual(holdsIn(events, info.id, read).map(({ thread, acquire, release }) => ({ thread, acquire, release })));
      }
    }
  });
});

test('every mark of a finding is at an event that has its line, on a lane that the line names', () => {
  checkTraces('marks told by the list', 12, 4, (sim) => {
    const recording = record(sim);
    const { count } = recording.trace;
    recording.findings.push({
      type: 'data-race',
      certainty: 'observed',
      threads: [1],
      objects: [1],
      events: [1, Math.ceil(count / 2), count],
      message: '',
    });
    const events = lines(recording).map((row, i) => heard(recording, row, i));
    const markers = markersOf(recording);
    expect(markers.length).toBe(3);
    for (const { seq, thread, object } of markers) {
      expect(events[seq - 1]).toMatchObject({ seq, thread });
      if (object !== 0) expect(events[seq - 1]!.object).toBe(object);
    }
  });
});

test("a lock's value is heard as it is written", () => {
  for (const holds of [0, 1, 7])
    for (const read of [0, 1])
      for (const timed of [0, 1]) {
        const value = (holds << 2) | (timed << 1) | read;
        expect([holdsOf(value), isTimed(value), isRead(value)]).toEqual([holds, timed === 1, read === 1]);
      }
});
