import { describe, expect, test } from 'vitest';
import {
  canResume,
  countsOf,
  type Exploration,
  type ExplorationOutcome,
  isExploring,
  verdictOf,
} from '../src/model/exploration.ts';

const outcome = (more: Partial<ExplorationOutcome> = {}): ExplorationOutcome => ({
  value: '2',
  grade: 'acceptable',
  summary: '',
  classes: 4,
  share: 0.5,
  schedule: '1',
  ...more,
});

const exploration = (more: Partial<Exploration> = {}): Exploration => ({
  id: 'e',
  scenario: 's',
  variant: 'v',
  parameters: {},
  method: 'auto',
  by: 'classes',
  caveat: null,
  memory: 'sc',
  seed: 1,
  bounds: { executions: 100_000, millis: 20_000, steps: 10_000, retries: 2 },
  status: 'completed',
  reason: null,
  exhaustive: true,
  executions: 120,
  classes: 34,
  redundant: 3,
  deadlocked: 0,
  cut: 0,
  states: null,
  elapsedMillis: 41,
  outcomes: [outcome(), outcome({ value: '1', grade: 'forbidden', classes: 30 })],
  minimal: null,
  ...more,
});

describe('what came of an exploration', () => {
  test.each<[string, Partial<Exploration>]>([
    ['All 34 classes of schedules were tried: 30 miss the goal.', {}],
    ['All 34 classes of schedules were tried: none misses the goal.', { outcomes: [outcome()] }],
    [
      'All 34 classes of schedules were tried: 1 misses the goal.',
      { outcomes: [outcome({ grade: 'forbidden', classes: 1 })] },
    ],
    [
      'All 34 classes of schedules were tried: none misses the goal.',
      { outcomes: [outcome({ grade: 'interesting' })] },
    ],
    [
      'The one class of schedules that there is was tried: none misses the goal.',
      { classes: 1, outcomes: [outcome({ classes: 1 })] },
    ],
    [
      'All 412 states that can be reached were visited: 30 miss the goal.',
      { method: 'states', by: 'states', states: 412 },
    ],
    [
      'All 1 680 schedules were tried: 30 miss the goal.',
      { method: 'interleavings', by: 'interleavings', executions: 1680 },
    ],
    ['All 34 classes of schedules were tried: 30 miss the goal. 2 executions were cut short.', { cut: 2 }],
    [
      'Not exhaustive: stopped at 100 000 executions. 30 classes missed the goal so far.',
      { exhaustive: false, executions: 100_000 },
    ],
    [
      'Not exhaustive: stopped at 20 s. None missed the goal so far, which proves nothing.',
      { exhaustive: false, elapsedMillis: 20_003, outcomes: [outcome()] },
    ],
    ['Exploring: 120 executions so far, 34 classes of schedules.', { status: 'running', exhaustive: false }],
    ['Cancelled after 120 executions. 30 classes missed the goal so far.', { status: 'cancelled', exhaustive: false }],
    ['In the queue: the exploration begins when a place is free.', { status: 'queued', exhaustive: false }],
    ['It threw.', { status: 'failed', exhaustive: false, reason: 'It threw.' }],
  ])('%s', (sentence, more) => {
    expect(verdictOf(exploration(more))).toBe(sentence);
  });

  test('a search that has found one stops there', () => {
    const minimal = { schedule: '1', value: '1', preemptions: 1, steps: 9, proved: false, words: [] };
    expect(verdictOf(exploration({ method: 'search', exhaustive: false, minimal }))).toContain(
      'Stopped at the first failing schedule, after 120 executions.',
    );
  });

  test('counts are said with what they mean, and only those that there are', () => {
    expect(countsOf(exploration()).map(({ text }) => text)).toEqual([
      '120 executions',
      '3 redundant',
      '0 deadlocked',
      '0 cut short',
    ]);
    expect(countsOf(exploration({ states: 1 })).at(-1)).toMatchObject({ name: 'states', text: '1 state' });
    for (const { meaning } of countsOf(exploration())) expect(meaning).toMatch(/\.$/);
  });

  test('only what stopped short can go on', () => {
    expect(canResume(exploration())).toBe(false);
    expect(canResume(exploration({ exhaustive: false }))).toBe(true);
    expect(canResume(exploration({ status: 'cancelled', exhaustive: false }))).toBe(true);
    expect(canResume(exploration({ status: 'failed', exhaustive: false }))).toBe(false);
    expect(isExploring(exploration({ status: 'queued' }))).toBe(true);
    expect(isExploring(exploration())).toBe(false);
  });
});
