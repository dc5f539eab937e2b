import { describe, expect, test } from 'vitest';
import { parameterValue, readAddress, writeAddress, type Address } from '../src/pages/address.ts';
import { TABS } from '../src/panels/panels.ts';
import { viewport } from '../src/timeline/viewport.ts';
import { random } from './support/random.ts';

const EMPTY: Address = { variant: null, mode: null, seed: null, run: null, parameters: {}, viewport: null, playhead: null, selection: null, tab: null };

describe('the address of a view', () => {
  test('comes back as it was, whatever it was', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const r = random(seed);
      const maybe = <T>(value: T) => (r.chance(0.5) ? value : null);
      const from = r.below(1e9);
      const address: Address = {
        variant: maybe('plain'), mode: maybe('live'), seed: maybe(String(r.below(1e6))), run: maybe('01J-abc_9'),
        parameters: r.chance(0.5) ? { threads: String(r.below(16)), order: 'by id & more', fair: 'true' } : {},
        viewport: maybe(viewport(from, from + 1 + r.below(1e9))), playhead: maybe(r.below(1e6)),
        selection: maybe({ thread: 1 + r.below(9), seq: r.below(1e6) }), tab: maybe(r.pick(TABS)),
      };
      expect(readAddress(new URLSearchParams(writeAddress(address).toString()))).toEqual(address);
    }
  });

  test('what makes no sense is as if it were not there', () => {
    expect(readAddress(new URLSearchParams('view=9-3&at=x&sel=1&panel=nope'))).toEqual(EMPTY);
    expect(readAddress(new URLSearchParams('view=1-2-3&at=-1&sel=a-b'))).toEqual(EMPTY);
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
