import { describe, expect, test } from 'vitest';
import { endOf, NANOS, STEP_NS, STEPS, startOf, stepAt } from '../src/base/clock.ts';
import { step } from '../src/base/units.ts';
import { enderOf, wasPassedOver } from '../src/model/explain.ts';
import { Recording } from '../src/model/recording.ts';
import { formatSchedule } from '../src/model/schedule.ts';
import { describeStep } from '../src/timeline/describe-step.ts';
import { encodeBatches } from './support/encode.ts';
import { lostUpdate, Machine, opposedLocks } from './support/machine.ts';
import { random } from './support/random.ts';
import { run } from './support/record.ts';
import { checkSeeds } from './support/seeds.ts';

/** A random run, with who could go and who waited after each step. */
function randomRun(seed: number) {
  const r = random(seed);
  const program = r.chance(0.4) ? opposedLocks : lostUpdate(r.between(1, 4), r.chance(0.5));
  const machine = new Machine(program, 'demo/Demo.java', r.chance(0.3));
  const enabled = [machine.enabled()];
  const waiting = [machine.waiting()];
  const asleep: number[][] = [[]];
  while (!machine.over) {
    const last = machine.schedule.at(-1)?.thread ?? 0;
    const thread = machine.enabled().includes(last) && r.chance(0.5) ? last : r.pick(machine.enabled());
    machine.step(thread, r.below(machine.next(thread).alternatives.length));
    enabled.push(machine.enabled());
    waiting.push(machine.waiting());
    asleep.push(machine.enabled().filter((id) => machine.next(id).text === 'wakes up'));
  }
  return { machine, enabled, waiting, asleep };
}

function recordOf(machine: Machine, batchSize: number, schedule: string | null = null): Recording {
  const recording = new Recording(
    run({
      mode: 'controlled',
      status: schedule === null ? 'running' : 'completed',
      schedule,
      durationNanos: 123_456_789,
    }),
  );
  for (const batch of encodeBatches(machine.events, machine.tables, batchSize)) recording.append(batch);
  return recording;
}

describe('the clock of a controlled run', () => {
  test('counts steps and knows no milliseconds', () => {
    expect(STEPS.duration(STEP_NS)).toBe('1 step');
    expect(STEPS.duration(3 * STEP_NS)).toBe('3 steps');
    expect(STEPS.moment(12 * STEP_NS, STEP_NS)).toBe('step 12');
    expect(STEPS.moment(12.9 * STEP_NS, 1)).toBe('step 12');
    expect(STEPS.moment(0, STEP_NS)).toBe('start');
    expect(NANOS.duration(3 * STEP_NS)).toBe('3 ms');
  });

  test('goes from a step to its time and back', () => {
    for (const k of [1, 2, 17, 9_999]) {
      expect(stepAt(startOf(step(k)))).toBe(k);
      expect(stepAt(endOf(step(k)) - 1)).toBe(k);
    }
  });
});

describe('a controlled run', () => {
  test('tells its schedule from its trace, and from its description what the trace does not say', () => {
    checkSeeds('a schedule told', 300, 5, (seed) => {
      const { machine } = randomRun(seed);
      const told = recordOf(machine, 1 + (seed % 9));
      expect(told.moves!.schedule.map((c) => c.thread)).toEqual(machine.schedule.map((c) => c.thread));
      expect(recordOf(machine, 7, formatSchedule(machine.schedule)).moves!.schedule).toEqual(machine.schedule);
    });
  });

  test('ends with its last step, whatever time it took', () => {
    const { machine } = randomRun(3);
    expect(recordOf(machine, 50, formatSchedule(machine.schedule)).endNs).toBe((machine.schedule.length + 1) * STEP_NS);
  });

  test('has one thread running in each step, the one that made it; the others are ready or wait', () => {
    checkSeeds('states of a controlled run', 400, 5, (seed) => {
      const { machine, enabled, waiting, asleep } = randomRun(seed);
      const recording = recordOf(machine, 1 + (seed % 13));
      const now = recording.endNs;
      /** Since their last own step. */
      const waited = new Set<number>();
      machine.schedule.forEach(({ thread: mover }, i) => {
        const at = i + 1;
        waited.delete(mover);
        for (const id of waiting[at]!) waited.add(id);
        for (const thread of recording.threads) {
          const state = thread.at((at + 0.5) * STEP_NS, now)?.state;
          const hint = `seed ${seed}, step ${at}, thread ${thread.id}: ${state}`;
          if (thread.id === mover) expect(state, hint).toBe('running');
          else if (asleep[at]!.includes(thread.id)) expect(state, hint).toBe('sleeping');
          // Who had to wait is blocked until the release that let it on, also while the lock was free for others in between.
          else if (enabled[at]!.includes(thread.id) && enabled[at - 1]!.includes(thread.id))
            expect(waited.has(thread.id) ? ['ready', 'blocked', 'waiting'] : ['ready'], hint).toContain(state);
          else if (waiting[at]!.includes(thread.id) && waiting[at - 1]!.includes(thread.id))
            expect(['blocked', 'waiting'], hint).toContain(state);
        }
      });
    });
  });

  test('leaves no gap in a thread from its birth to its end', () => {
    checkSeeds('no gap in a controlled run', 200, 5, (seed) => {
      const recording = recordOf(randomRun(seed).machine, 1 + (seed % 5));
      for (const thread of recording.threads) {
        const all = [
          ...Array.from({ length: thread.state.length }, (_, i) => thread.interval(i)),
          ...thread.open(recording.endNs),
        ];
        all.slice(1).forEach((interval, i) => expect(interval.startNs).toBe(all[i]!.endNs));
        for (const interval of all) {
          expect(interval.startNs % STEP_NS).toBe(0);
          if (interval.endNs > interval.startNs)
            expect(thread.of(interval.from, recording.endNs)?.from).toBe(interval.from);
        }
      }
    });
  });

  test('the state after the last event of a step is what the machine says', () => {
    checkSeeds('states after a step', 200, 5, (seed) => {
      const { machine, enabled, waiting } = randomRun(seed);
      const recording = recordOf(machine, 20);
      for (let at = 1; at <= machine.schedule.length; at++) {
        const seq = recording.moves!.eventsOf(step(at))[1] - 1;
        for (const thread of recording.threads) {
          const state = thread.stateAfter(seq)?.state;
          if (waiting[at]!.includes(thread.id)) expect(['blocked', 'waiting']).toContain(state);
          if (thread.id === machine.schedule[at - 1]!.thread && enabled[at]!.includes(thread.id))
            expect(['running', 'sleeping']).toContain(state);
        }
      }
    });
  });

  test('a switch is a preemption if the thread before it could have gone on', () => {
    const seen = new Set<string>();
    checkSeeds('preemptions', 300, 5, (seed) => {
      const { machine, enabled, asleep } = randomRun(seed);
      const { moves } = recordOf(machine, 1 + (seed % 7));
      machine.schedule.forEach(({ thread }, i) => {
        const before = machine.schedule[i - 1]?.thread ?? thread;
        const could = enabled[i]!.includes(before) && !asleep[i]!.includes(before);
        const turn = before === thread ? 'goes on' : could ? 'preempts' : 'takes over';
        expect(moves!.turnAt(step(i + 1)), `seed ${seed}, step ${i + 1}`).toBe(turn);
        seen.add(turn);
      });
    });
    expect(seen.size).toBe(3);
  });

  test('being passed over was ended by nobody', () => {
    let passed = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const recording = recordOf(randomRun(seed).machine, 30);
      for (const thread of recording.threads) {
        for (let i = 0; i < thread.state.length; i++) {
          const interval = thread.interval(i);
          if (!wasPassedOver(recording, interval)) continue;
          passed++;
          expect(enderOf(recording, interval)).toBe(0);
        }
      }
    }
    expect(passed).toBeGreaterThan(50);
  });

  test('a step is told with what it did and whom it interrupted', () => {
    const machine = new Machine(lostUpdate(2, false), 'demo/Demo.java');
    for (const thread of [1, 1, 1, 2, 2, 3, 3]) machine.step(thread);
    const recording = recordOf(machine, 100);
    expect(describeStep(recording, step(5))).toEqual(['Step 5: turnstile 1', 'var.read counter 0', 'Demo.java:16']);
    expect(describeStep(recording, step(6))).toEqual([
      'Step 6: turnstile 2',
      'thread.start',
      'turnstile 1 could have gone on',
    ]);
  });
});
