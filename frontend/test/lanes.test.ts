import { describe, expect, test } from 'vitest';
import { generate } from '../bench/trace.ts';
import type { Recording } from '../src/model/recording.ts';
import { Recording as Run } from '../src/model/recording.ts';
import { arrange, MANY, NOBODY, type Row } from '../src/timeline/arrange.ts';
import { type Arranged, Arrangement, AS_IT_COMES, moved } from '../src/timeline/arrangement.ts';
import { lanesBetween, layOut } from '../src/timeline/lanes.ts';
import { AXIS_PX, Layout } from '../src/timeline/layout.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const rows = (recording: Recording, wanted: Partial<Arranged> = {}, chosen = NOBODY): Row[] =>
  arrange(recording, { ...AS_IT_COMES, ...wanted }, chosen);
const keys = (list: readonly Row[]) => list.map(({ key }) => key);

function generated(events: number, lanes: number): Run {
  const recording = new Run({
    id: 'r',
    scenario: 's',
    variant: 'v',
    mode: 'live',
    seed: null,
    parameters: {},
    status: 'completed',
    outcome: null,
    events: 0,
    threads: 0,
    findings: 0,
  });
  for (const batch of generate(events, lanes)) recording.append(batch);
  return recording;
}

describe('groups', () => {
  const many = generated(4_000, MANY + 40);

  test('more than some tens of a kind are one lane, which says how many it holds', () => {
    const group = rows(many).find((row) => row.kind === 'group');
    expect(group?.kind === 'group' && group.group.threads.length).toBe(MANY + 39);
    expect(group?.name).toBe('worker');
    expect(rows(many).filter((row) => row.kind === 'thread')).toHaveLength(1);
  });

  test('opened they show what is in them, indented and in order', () => {
    const open = rows(many, { turned: ['g2'] });
    const inside = open.filter((row) => row.inside?.key === 'g2');
    expect(inside).toHaveLength(MANY + 39);
    expect(keys(open).slice(0, 4)).toEqual(['t1', 'g2', 't2', 't3']);
  });

  test('there are none where a person wants none, and wherever possible where one wants all', () => {
    expect(rows(many, { grouping: 'none' }).some((row) => row.kind === 'group')).toBe(false);
    const small = generated(500, 5);
    expect(rows(small).some((row) => row.kind === 'group')).toBe(false);
    const all = rows(small, { grouping: 'all' });
    expect(all.filter((row) => row.kind === 'group').map((row) => row.name)).toEqual([
      'worker',
      'reentrant-lock',
      'queue',
      'variable',
    ]);
    // Small groups come open.
    expect(all.filter((row) => row.inside !== null)).toHaveLength(4 + 12 + 2 + 4);
  });
});

describe('filter and order', () => {
  test('whatever is wanted, lanes are those of the run, each at most once, threads before objects', () => {
    checkTraces('filters and orders of lanes', 300, 5, (sim, seed) => {
      const recording = record(sim);
      const r = random(seed);
      const any = <T>(list: readonly T[]) => list[r.below(list.length)]!;
      const all = keys(rows(recording));
      const wanted: Partial<Arranged> = {
        grouping: any(['auto', 'all', 'none'] as const),
        sort: any(['natural', 'name', 'first', 'waited'] as const),
        only: any(['all', 'all', 'contended'] as const),
        hidden: r.below(3) === 0 ? [any(all)] : [],
        pinned: [any(all), any(all)].filter((key, i, list) => list.indexOf(key) === i),
        moves: [
          [any(all), any(all)],
          [any(all), null],
        ],
      };
      const list = rows(recording, wanted);
      expect(new Set(keys(list)).size).toBe(list.length);
      for (const key of wanted.hidden!) expect(keys(list)).not.toContain(key);
      const scrolling = list.filter(({ pinned }) => !pinned);
      const isObject = scrolling.map(
        (row) => row.kind === 'object' || (row.kind === 'group' && row.group.threads.length === 0),
      );
      expect(isObject).toEqual(isObject.toSorted());
      if (wanted.only === 'all')
        expect(list.filter((row) => row.kind !== 'group')).toHaveLength(all.length - wanted.hidden!.length);
    });
  });

  test('by name, numbers count as numbers', () => {
    const names = rows(generated(500, 12), { sort: 'name' })
      .filter((row) => row.kind === 'thread')
      .map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['main', 'worker 1', 'worker 2', 'worker 3']);
    expect(names.at(-1)).toBe('worker 11');
  });

  test('by time waited, the longest is first, and those that wait to the end have waited', () => {
    const recording = generated(5_000, 12);
    const waited = rows(recording, { sort: 'waited' })
      .flatMap((row) => (row.kind === 'thread' ? [row.thread] : []))
      .map((thread) => {
        const finished = Array.from({ length: thread.state.length }, (_, i) => thread.interval(i));
        return [...finished, ...thread.open(recording.endNs)]
          .filter(({ state }) => state === 'blocked' || state === 'waiting')
          .reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0);
      });
    expect(waited).toEqual(waited.toSorted((a, b) => b - a));
    expect(waited[0]).toBeGreaterThan(0);
  });

  test('only what was contended, or chosen, or has a name', () => {
    const recording = generated(5_000, 6);
    const contended = rows(recording, { only: 'contended' });
    for (const row of contended) if (row.kind === 'object') expect(row.object.waiters.max).toBeGreaterThan(0);
    expect(contended.some((row) => row.kind === 'object')).toBe(true);
    expect(contended.length).toBeLessThan(rows(recording).length);
    expect(keys(rows(recording, { only: 'chosen' }, { threads: new Set([3]), objects: new Set([2]) }))).toEqual([
      't3',
      'o2',
    ]);
    expect(rows(recording, { text: 'QUEUE' }).map(({ name }) => name)).toEqual(['queue 1', 'queue 2']);
    expect(
      rows(recording, { withoutFamilies: ['threads', 'values', 'queues'] }).every(({ name }) =>
        name.startsWith('lock'),
      ),
    ).toBe(true);
  });

  test('a lane that is moved stands before the other, and one on top is moved among those on top', () => {
    const recording = generated(500, 6);
    expect(keys(rows(recording, { moves: [['t5', 't2']] })).slice(0, 5)).toEqual(['t1', 't5', 't2', 't3', 't4']);
    expect(keys(rows(recording, { moves: [['t2', null]] })).slice(0, 6)).toEqual(['t1', 't3', 't4', 't5', 't6', 't2']);
    const lanes = new Arrangement(() => {});
    for (const key of ['t3', 'o1', 't4']) lanes.togglePin(key);
    lanes.move('t4', 't3');
    expect(lanes.now.pinned).toEqual(['t4', 't3', 'o1']);
    lanes.move('t6', 't5');
    lanes.move('t6', 't4');
    expect(lanes.now.moves).toEqual([['t6', 't4']]);
    expect(keys(rows(recording, lanes.now)).slice(0, 4)).toEqual(['t4', 't3', 'o1', 't1']);
  });

  test('a move to or of what is not there changes nothing', () => {
    expect(moved(['a', 'b'], 'c', 'a', (x) => x)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'a', 'c', (x) => x)).toEqual(['a', 'b']);
  });
});

describe('heights', () => {
  test('64 threads fit in the timeline of a desktop window in compact, and names can be read by default', () => {
    const list = rows(generated(2_000, 64), { withoutFamilies: ['locks', 'queues', 'values'] });
    const compact = layOut(list, 330, 'compact');
    expect(compact.at(-1)!.topPx + compact.at(-1)!.heightPx).toBeLessThanOrEqual(330);
    expect(layOut(list, 330, 'auto')[0]!.heightPx).toBeGreaterThanOrEqual(12);
    expect(layOut(list, 330, 'comfortable')[0]!.heightPx).toBeGreaterThanOrEqual(24);
  });

  test('what is between two heights is what overlaps them', () => {
    checkTraces('lanes between heights', 200, 4, (sim, seed) => {
      const r = random(seed);
      const lanes = layOut(rows(record(sim)), 300, 'auto');
      const from = r.below(400);
      const to = from + r.below(300);
      const expected = lanes.filter(({ topPx, heightPx }) => topPx + heightPx > from && topPx <= to);
      // One more above is allowed: it ends where they begin.
      const found = lanesBetween(lanes, from, to);
      expect(expected.every((lane) => found.includes(lane))).toBe(true);
      expect(found.length).toBeLessThanOrEqual(expected.length + 1);
    });
  });

  test('lanes on top leave room for the others, and what is behind them stops at their edge', () => {
    const recording = generated(2_000, 30);
    const lanes = new Arrangement(() => {});
    for (let id = 1; id <= 30; id++) lanes.togglePin(`t${id}`);
    const layout = new Layout();
    layout.arrange(recording, lanes, NOBODY, 300);
    expect(layout.pinned.length).toBeGreaterThan(2);
    expect(layout.pinnedPx).toBeLessThanOrEqual((300 - AXIS_PX) * 0.6);
    expect(layout.pinned.length + layout.scrolling.length).toBe(30 + recording.objects.length);
    layout.scrollTop = 200;
    for (let id = 1; id <= 30; id++) {
      const lane = layout.thread(id)!;
      if (!lane.pinned) expect(layout.middleOf(id)!).toBeGreaterThanOrEqual(layout.fold - 2);
      else expect(layout.at(layout.topOf(lane) + 1)).toBe(lane);
    }
  });

  test('a thread of a closed group has the lane of the group', () => {
    const recording = generated(2_000, MANY + 10);
    const layout = new Layout();
    layout.arrange(recording, new Arrangement(() => {}), NOBODY, 300);
    expect(layout.thread(20)?.key).toBe('g2');
    expect(layout.middleOf(20)).toBeGreaterThan(AXIS_PX);
  });
});
