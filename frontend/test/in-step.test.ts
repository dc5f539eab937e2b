// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inStep } from '../src/pages/in-step.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the address is written with the end of the turn, once', async () => {
  const write = vi.fn(() => true);
  const changed = inStep(write);
  changed();
  changed();
  expect(write).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(write).toHaveBeenCalledTimes(1);
});

test('no ten seconds hold more than a hundred changes, the last one is not lost, and the address bar need not wait', async () => {
  let now = 0;
  const written: number[] = [];
  let shown = -1;
  const changed = inStep(() => {
    if (shown === now) return false;
    shown = now;
    written.push(performance.now());
    return true;
  });
  for (; now < 3_000; now++) {
    changed();
    await vi.advanceTimersByTimeAsync(16);
    if (now === 2_500) {
      dispatchEvent(new Event('blur'));
      expect(shown).toBe(now);
    }
  }
  for (const from of written)
    expect(written.filter((at) => at >= from && at < from + 10_000).length).toBeLessThanOrEqual(100);
  await vi.advanceTimersByTimeAsync(1_000);
  changed();
  await vi.advanceTimersByTimeAsync(200);
  expect(shown).toBe(now);
});

test('what is written as it was uses nothing up', async () => {
  const write = vi.fn(() => false);
  const changed = inStep(write);
  for (let i = 0; i < 200; i++) {
    changed();
    await Promise.resolve();
  }
  expect(write).toHaveBeenCalledTimes(200);
});
