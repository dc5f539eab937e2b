import { afterEach, beforeEach, vi } from 'vitest';

/** So many milliseconds at once: what waits without a timer, a response that is read, gets a turn after each. */
const STEP_MS = 10;

/** Stops the clock of the page for each test of a file, so that it waits for nothing and no busy machine is too slow for it. */
export function stopClock(): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Lets so much time pass for the page. */
export async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) await vi.advanceTimersByTimeAsync(STEP_MS);
}

/** Lets so much time pass, in which something that was begun must come to its end. */
export async function within<T>(ms: number, begun: Promise<T>): Promise<T> {
  let over = false;
  const ended = () => {
    over = true;
  };
  begun.then(ended, ended);
  await pass(ms);
  if (!over) throw new Error(`not over after ${ms} ms`);
  return begun;
}
