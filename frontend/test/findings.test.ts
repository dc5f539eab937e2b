import { describe, expect, test } from 'vitest';
import { words } from '../src/base/words.ts';
import { groupFindings, isInversion, isRace, isTriple, markersOf, shapeOf } from '../src/model/findings.ts';
import type { Finding } from '../src/model/format.ts';
import { CODE } from '../src/model/kinds.ts';
import { ring } from '../src/panels/ring.ts';
import { BADGE_PX, badgeAt, badgesOf, nextOf } from '../src/timeline/badges.ts';
import { Scale, viewport } from '../src/timeline/viewport.ts';
import { programs } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkSeeds } from './support/seeds.ts';

const finding = (type: string, more: Partial<Finding> = {}): Finding => ({
  type,
  certainty: 'observed',
  threads: [],
  objects: [],
  events: [],
  message: '',
  ...more,
});

describe('findings', () => {
  const types = [...Object.keys(words.finding.types), 'never-heard-of', 'nor-of-this'];

  test('stand together by type and certainty: observed first, the graver before the lighter, none lost', () => {
    checkSeeds('groups of findings', 300, 5, (seed) => {
      const r = random(seed);
      const all = Array.from({ length: r.below(20) }, () =>
        finding(r.pick(types), { certainty: r.pick(['observed', 'possible'] as const) }),
      );
      const groups = groupFindings(all);
      const flat = groups.flatMap((g) => g.findings);
      expect(new Set(flat)).toEqual(new Set(all));
      expect(flat).toHaveLength(all.length);
      for (const { type, certainty, findings } of groups) {
        expect(findings).toEqual(all.filter((f) => f.type === type && f.certainty === certainty));
      }
      const firstPossible = groups.findIndex((g) => g.certainty === 'possible');
      if (firstPossible >= 0) expect(groups.slice(firstPossible).every((g) => g.certainty === 'possible')).toBe(true);
    });
    expect(
      groupFindings(types.toReversed().map((type) => finding(type)))
        .slice(0, 2)
        .map((g) => g.type),
    ).toEqual(['deadlock', 'data-race']);
  });

  test('are drawn only as what they are', () => {
    expect(isRace(finding('data-race', { events: [1, 2] }))).toBe(true);
    expect(isRace(finding('data-race', { events: [1] }))).toBe(false);
    expect(isTriple(finding('check-then-act', { events: [1, 2, 3] }))).toBe(true);
    expect(isTriple(finding('lost-signal', { events: [1, 2, 3] }))).toBe(false);
    expect(isInversion(finding('lock-order-inversion', { threads: [2, 3], objects: [1, 2], events: [5, 6] }))).toBe(
      true,
    );
    expect(isInversion(finding('lock-order-inversion', { threads: [2, 3], objects: [1], events: [5, 6] }))).toBe(false);
  });

  test('of a type that is not known have a shape all the same', () => {
    for (const type of types) expect(['octagon', 'diamond', 'triangle', 'square', 'circle']).toContain(shapeOf(type));
  });

  test('have a marker for each event, and without events one at the end of each thread', () => {
    const recording = record(programs['lost-update']!(random(1)));
    const { trace } = recording;
    const write = Array.from({ length: trace.count }, (_, i) => i + 1).find(
      (seq) => trace.kind.at(seq) === CODE['var.write'],
    )!;
    const [on, off, none, beyond] = [
      { events: [write], objects: [1] },
      { events: [write] },
      { threads: [2, 3] },
      { events: [trace.count + 1] },
    ].map((f) => finding('x', f));
    const markers = markersOf(recording, [on!, off!, none!, beyond!]);
    expect(markers.map((m) => [m.finding, m.seq, m.object])).toEqual([
      [on, write, 1],
      [off, write, 0],
      [none, recording.thread(2)!.events.last(), 0],
      [none, recording.thread(3)!.events.last(), 0],
    ]);
    expect(markers[0]).toMatchObject({ thread: trace.thread.at(write), timeNs: trace.t.at(write) });
  });

  test('with markers too near to tell apart share a badge with a count, and none is left out', () => {
    checkSeeds('badges of findings', 300, 5, (seed) => {
      const r = random(seed);
      const all = Array.from({ length: r.below(40) }, () => finding('data-race'));
      const markers = all
        .map((f) => ({ finding: f, seq: 1, timeNs: r.below(1000), thread: 1, object: 0 }))
        .sort((a, b) => a.timeNs - b.timeNs);
      const scale = new Scale(viewport(0, r.between(200, 4000)), 100, 500);
      const badges = badgesOf(markers, scale);
      badges.slice(1).forEach(({ x }, i) => expect(x - badges[i]!.x).toBeGreaterThanOrEqual(BADGE_PX));
      const seen = markers.filter(({ timeNs }) => timeNs <= scale.toNs).map((m) => m.finding);
      const shown = badges.flatMap((b) => b.findings);
      for (const f of seen) expect(shown).toContain(f);
      for (const { timeNs, finding: f } of markers) {
        const badge = badges.find((b) => b.findings.includes(f));
        if (badge) expect(scale.px(timeNs) - badge.x).toBeLessThan(BADGE_PX);
      }
    });
  });

  test('of one badge come one after the other with each click', () => {
    const findings = [finding('a'), finding('b'), finding('c')];
    let now: Finding | null = null;
    const order = [1, 2, 3, 4].map(() => (now = nextOf({ x: 0, findings }, now)));
    expect(order).toEqual([findings[0], findings[1], findings[2], findings[0]]);
    expect(
      badgeAt(
        [
          { x: 10, y: 10, findings },
          { x: 24, y: 10, findings: [findings[0]!] },
        ],
        { x: 19, y: 12 },
      )?.x,
    ).toBe(24);
    expect(badgeAt([{ x: 10, y: 10, findings }], { x: 60, y: 12 })).toBeUndefined();
  });
});

const BOX = { width: 88, height: 24 };

describe('the ring of a deadlock', () => {
  test.each([2, 3, 4, 5, 6, 7, 8, 10])(
    'of %i threads keeps its nodes apart, with room for an arrow, and inside the picture',
    (threads) => {
      const { width, height, places } = ring(threads * 2);
      for (const [i, a] of places.entries()) {
        for (const b of places.slice(i + 1)) {
          const aside = Math.abs(a.x - b.x) - BOX.width;
          const below = Math.abs(a.y - b.y) - BOX.height;
          expect(Math.max(aside, below)).toBeGreaterThan(15);
        }
        expect(Math.min(a.x, width - a.x)).toBeGreaterThan(BOX.width / 2);
        expect(Math.min(a.y, height - a.y)).toBeGreaterThan(BOX.height / 2);
      }
    },
  );

  test('of seven threads is hardly wider than a panel', () => {
    expect(ring(14).width).toBeLessThan(620);
  });
});
