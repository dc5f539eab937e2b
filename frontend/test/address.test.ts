import { describe, expect, test } from 'vitest';
import { METHODS } from '../src/model/exploration.ts';
import { MEMORIES, STRATEGIES } from '../src/model/format.ts';
import { type Address, parameterValue, readAddress, writeAddress } from '../src/pages/address.ts';
import { TABS } from '../src/panels/panels.ts';
import { AS_IT_COMES, DENSITIES, GROUPINGS, ONLY, SORTS } from '../src/timeline/arrangement.ts';
import { SPEEDS } from '../src/timeline/player.ts';
import { viewport } from '../src/timeline/viewport.ts';
import { random } from './support/random.ts';

const EMPTY: Address = {
  lang: null,
  variant: null,
  mode: null,
  strategy: null,
  depth: null,
  memory: null,
  method: null,
  seed: null,
  schedule: null,
  against: null,
  play: false,
  run: null,
  parameters: {},
  viewport: null,
  playhead: null,
  selection: null,
  tab: null,
  finding: null,
  range: null,
  critical: false,
  time: null,
  follow: null,
  filter: '',
  speed: 1,
  lanes: AS_IT_COMES,
  top: null,
};

describe('the address of a view', () => {
  test('comes back as it was, whatever it was', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const r = random(seed);
      const maybe = <T>(value: T) => (r.chance(0.5) ? value : null);
      const from = r.below(1e9);
      const address: Address = {
        lang: maybe('zh'),
        variant: maybe('plain'),
        mode: maybe('live'),
        strategy: maybe(r.pick([...STRATEGIES, 'replay'] as const)),
        depth: maybe(String(1 + r.below(9))),
        memory: maybe(r.pick(MEMORIES)),
        method: maybe(r.pick(METHODS)),
        seed: maybe(String(r.below(1e6))),
        schedule: maybe('1*5,2,3.1*2'),
        against: maybe('1,2*7'),
        play: r.chance(0.5),
        run: maybe('01J-abc_9'),
        parameters: r.chance(0.5) ? { threads: String(r.below(16)), order: 'by id & more', fair: 'true' } : {},
        viewport: maybe(viewport(from, from + 1 + r.below(1e9))),
        playhead: maybe(r.below(1e6)),
        selection: maybe({ thread: 1 + r.below(9), seq: r.below(1e6) }),
        tab: maybe(r.pick(TABS)),
        finding: maybe(1 + r.below(50)),
        range: maybe(viewport(from, from + 1 + r.below(1e6))),
        critical: r.chance(0.5),
        time: maybe(r.below(1e9)),
        follow: maybe(r.pick(['fit', 'tail'] as const)),
        filter: r.pick(['', 'lock.request', 'a & b']),
        speed: r.pick(SPEEDS),
        top: maybe({ lane: 't4', px: r.below(20) }),
        lanes: r.chance(0.3)
          ? AS_IT_COMES
          : {
              density: r.pick(DENSITIES),
              grouping: r.pick(GROUPINGS),
              sort: r.pick(SORTS),
              only: r.pick(ONLY),
              text: r.pick(['', 'worker, 1']),
              withoutFamilies: r.pick([[], ['threads', 'values']]),
              hidden: r.pick([[], ['t3', 'o5']]),
              pinned: r.pick([[], ['kreentrant-lock', 'g2']]),
              turned: r.pick([[], ['g2']]),
              moves: r.pick([
                [],
                [
                  ['t3', 't1'],
                  ['o2', null],
                ],
              ]),
            },
      };
      expect(readAddress(new URLSearchParams(writeAddress(address).toString()))).toEqual(address);
    }
  });

  test('what makes no sense is as if it were not there', () => {
    expect(readAddress(new URLSearchParams('view=9-3&at=x&sel=1&panel=nope'))).toEqual(EMPTY);
    expect(
      readAddress(
        new URLSearchParams(
          'view=1-2-3&at=-1&sel=a-b&range=7-7&finding=x&critical=yes&density=tiny&pin=x1,;t&move=t1,t2.zz&turn=<b>&speed=3&top=t1&follow=me&time=-4',
        ),
      ),
    ).toEqual(EMPTY);
  });

  test('a schedule too long for an address is left out', () => {
    expect(writeAddress({ ...EMPTY, schedule: '1,2,'.repeat(500), against: '1*9' }).toString()).toBe('against=1*9');
  });

  test('nothing to say is an empty query', () => {
    expect(writeAddress(EMPTY).toString()).toBe('');
  });

  test('parameter values have the type that their parameter has', () => {
    expect(parameterValue('integer', '12')).toBe(12);
    expect(parameterValue('integer', 'many')).toBe('many');
    expect(parameterValue('integer', '')).toBe('');
    expect(parameterValue('boolean', 'true')).toBe(true);
    expect(parameterValue('boolean', '')).toBe(false);
    expect(parameterValue('choice', '12')).toBe('12');
  });
});
