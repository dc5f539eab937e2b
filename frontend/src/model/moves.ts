import { STEP_NS } from '../base/clock.ts';
import { type Step, step } from '../base/units.ts';
import { type Choice, formatSchedule, parseSchedule, type Schedule } from './schedule.ts';
import type { State } from './states.ts';
import type { Trace } from './trace.ts';

/**
 * How a step came after the one before: the same thread goes on; another takes over from one that waits, sleeps or has ended;
 * or another takes over from one that could have gone on.
 */
export type Turn = 'goes on' | 'takes over' | 'preempts';

const TURNS: readonly Turn[] = ['goes on', 'takes over', 'preempts'];
const UNKNOWN = TURNS.length;

/** Says what a thread was doing just after an event. */
export interface Threads {
  thread(id: number): { stateAfter(seq: number): { readonly state: State } | undefined } | undefined;
}

/** Who made each step of a controlled run. Known from the trace, whose first event of a step is by the thread that made it. */
export class Moves {
  /** By step; slot 0 is empty, and so is a step that left no event. */
  private readonly thread: number[] = [];
  private readonly alternative: number[] = [];
  private readonly turns: number[] = [];
  private readonly trace: Trace;
  private readonly threads: Threads;

  constructor(trace: Trace, threads: Threads) {
    this.trace = trace;
    this.threads = threads;
    this.set(0, 0, 0);
  }

  get count(): number {
    return this.thread.length - 1;
  }

  /** The next event of the trace. */
  on(seq: number): void {
    const at = Math.floor(this.trace.t.at(seq) / STEP_NS);
    if (at <= this.count) return;
    this.set(at, this.trace.thread.at(seq), 0);
  }

  /** The schedule that the server says it was: it also knows of courses taken, and of steps without events. */
  adopt(text: string): void {
    parseSchedule(text)?.forEach(({ thread, alternative }, i) => this.set(i + 1, thread, alternative));
  }

  at(at: Step): Choice {
    return { thread: this.thread[at]!, alternative: this.alternative[at]! };
  }

  get schedule(): Schedule {
    return Array.from({ length: this.count }, (_, i) => this.at(step(i + 1)));
  }

  get text(): string {
    return formatSchedule(this.schedule);
  }

  /** The events of a step, from the first to before the second number. */
  eventsOf(at: Step): readonly [number, number] {
    return [this.trace.clock.upperBound(at * STEP_NS - 1), this.trace.clock.upperBound((at + 1) * STEP_NS - 1)];
  }

  turnAt(at: Step): Turn {
    if (this.turns[at] === UNKNOWN) this.turns[at] = TURNS.indexOf(this.work(at));
    return TURNS[this.turns[at]!]!;
  }

  private work(at: Step): Turn {
    const before = this.thread[at - 1]!;
    if (before === 0 || before === this.thread[at]) return 'goes on';
    const state = this.threads.thread(before)?.stateAfter(this.eventsOf(at)[0] - 1)?.state;
    return state === 'running' || state === 'ready' || state === 'io' ? 'preempts' : 'takes over';
  }

  private set(at: number, thread: number, alternative: number): void {
    while (this.thread.length <= at) {
      this.thread.push(0);
      this.alternative.push(0);
      this.turns.push(0);
    }
    this.thread[at] = thread;
    this.alternative[at] = alternative;
    this.turns[at] = UNKNOWN;
  }
}
