import { describe, expect, test } from 'vitest';
import { fit, pan, reveal, Scale, spanNs, tail, viewport, zoom } from '../src/timeline/viewport.ts';
import { random } from './support/random.ts';

const END = 1e9;

describe('viewport', () => {
  test('stays inside the run, and never turns over, whatever one does', () => {
    const r = random(1);
    let view = fit(END);
    for (let i = 0; i < 5000; i++) {
      const at = r.between(view.fromNs, view.toNs);
      view = r.chance(0.5) ? zoom(view, r.next() * 2 + 0.05, at, END) : pan(view, r.between(-END, END), END);
      expect(view.fromNs).toBeGreaterThanOrEqual(0);
      expect(view.toNs).toBeLessThanOrEqual(fit(END).toNs * 1.000001);
      expect(spanNs(view)).toBeGreaterThan(0);
    }
  });

  test('zooming keeps what is under the pointer under the pointer', () => {
    const view = viewport(2e8, 6e8);
    const at = 3e8;
    const before = new Scale(view, 100, 800).px(at);
    const after = new Scale(zoom(view, 0.5, at, END), 100, 800).px(at);
    expect(after).toBeCloseTo(before, 6);
  });

  test('a scale goes there and back', () => {
    const scale = new Scale(viewport(2e8, 6e8), 156, 700);
    for (const t of [2e8, 2.5e8, 6e8]) expect(scale.ns(scale.px(t))).toBeCloseTo(t, 0);
    expect(scale.pxInside(-1e18)).toBeGreaterThan(0);
  });

  test('revealing what is in sight moves nothing, even at the ends of the run', () => {
    const view = viewport(2e8, 6e8);
    expect(reveal(view, 4e8, END)).toBe(view);
    expect(reveal(view, 9e8, END).toNs).toBeGreaterThan(9e8);
    const whole = fit(END);
    expect(reveal(whole, 0, END)).toBe(whole);
    expect(reveal(whole, END, END)).toBe(whole);
  });

  test('the tail ends at the live edge', () => {
    const view = tail(END, 1e8);
    expect(spanNs(view)).toBeCloseTo(1e8, 0);
    expect(view.toNs).toBeGreaterThanOrEqual(END);
    expect(tail(1e6, 1e8).fromNs).toBe(0);
  });
});
