import type { Exploration, ExplorationOutcome, Minimal } from '../src/model/exploration.ts';
import type { CompactTrace, Finding, Run } from '../src/model/format.ts';
import { type Choice, formatSchedule, parseSchedule, type Schedule } from '../src/model/schedule.ts';
import type { Scheduling } from '../src/model/scheduling.ts';
import { encodeBatches } from '../test/support/encode.ts';
import { lostUpdate, Machine, opposedLocks, type Program } from '../test/support/machine.ts';
import { type Random, random } from '../test/support/random.ts';
import type { DevRun } from './runs.ts';

/** The server's controlled mode in small: enough of it to look at the page. */
interface Asked {
  scenario: string;
  variant?: string;
  parameters?: Run['parameters'];
  memory?: 'sc' | 'java';
  seed?: number;
  schedule?: string;
  strategy?: 'random' | 'pct' | 'round-robin' | 'sequential';
  depth?: number;
  method?: Exploration['method'];
}

type Chooser = (machine: Machine) => Choice;

const MOST_EXECUTIONS = 3_000;

const programOf = ({ scenario, variant, parameters }: Asked): Program =>
  scenario === 'deadlock' ? opposedLocks : lostUpdate(Number(parameters?.threads ?? 2), variant === 'striped');

/** A machine, and the program whose outcome it has. */
const programs = new WeakMap<Machine, Program>();

function machineOf(asked: Asked): Machine {
  const program = programOf(asked);
  const machine = new Machine(program, 'demo/Demo.java', asked.memory === 'java');
  programs.set(machine, program);
  return machine;
}

const outcomeOf = (machine: Machine) => programs.get(machine)!.outcome(machine);

/** Anybody, or each in turn, or one as long as it goes. */
function chooser(strategy: NonNullable<Asked['strategy']>, r: Random): Chooser {
  return (machine) => {
    const enabled = machine.enabled();
    const last = machine.schedule.at(-1)?.thread ?? 0;
    if (strategy === 'sequential') return { thread: enabled.includes(last) ? last : enabled[0]!, alternative: 0 };
    if (strategy === 'round-robin') return { thread: enabled.find((id) => id > last) ?? enabled[0]!, alternative: 0 };
    if (strategy === 'pct' && enabled.includes(last) && r.chance(0.75)) return { thread: last, alternative: 0 };
    const thread = r.pick(enabled);
    return { thread, alternative: r.below(machine.next(thread).alternatives.length) };
  };
}

function follow(machine: Machine, schedule: Schedule): Machine {
  for (const { thread, alternative } of schedule) machine.step(thread, alternative);
  return machine;
}

function goOn(machine: Machine, choose: Chooser, steps = 10_000): Machine {
  for (let i = 0; i < steps && !machine.over; i++) {
    const { thread, alternative } = choose(machine);
    machine.step(thread, alternative);
  }
  return machine;
}

function endOf(machine: Machine): Pick<Run, 'status' | 'outcome'> & { reason: string | null } {
  if (machine.deadlocked)
    return { status: 'deadlocked', reason: 'Every thread that is left waits for another.', outcome: null };
  return { status: 'completed', reason: null, outcome: outcomeOf(machine) };
}

let nextId = 1;

function recorded(asked: Asked, machine: Machine, more: Partial<Run>): DevRun {
  const findings: Finding[] = machine.deadlocked
    ? [
        {
          type: 'deadlock',
          certainty: 'observed',
          threads: machine.waiting(),
          objects: [],
          events: [],
          message: 'Each waits for what another holds.',
        },
      ]
    : [];
  return {
    run: {
      id: `dev-c${nextId++}`,
      scenario: asked.scenario,
      variant: asked.variant ?? 'plain',
      mode: 'controlled',
      seed: asked.seed ?? 7,
      parameters: asked.parameters ?? {},
      status: 'running',
      reason: null,
      outcome: null,
      durationNanos: 3_000_000,
      events: machine.events.length,
      threads: machine.tables.threads.length,
      findings: findings.length,
      memory: asked.memory ?? 'sc',
      strategy: null,
      depth: null,
      schedule: null,
      ...more,
    },
    batches: encodeBatches(machine.events, machine.tables, 8),
    findings,
  };
}

export function controlledRun(asked: Asked): DevRun {
  const machine = machineOf(asked);
  const strategy = asked.strategy ?? 'random';
  if (asked.schedule !== undefined) {
    follow(machine, parseSchedule(asked.schedule) ?? []);
    goOn(machine, chooser('sequential', random(1)));
  } else {
    goOn(machine, chooser(strategy, random(asked.seed ?? 7)));
  }
  return recorded(asked, machine, {
    ...endOf(machine),
    strategy: asked.schedule === undefined ? strategy : 'replay',
    depth: asked.schedule === undefined && strategy === 'pct' ? (asked.depth ?? 3) : null,
    schedule: formatSchedule(machine.schedule),
  });
}

interface Session {
  asked: Asked;
  id: string;
  done: Choice[];
  undone: Choice[];
  reached: Set<string>;
  found: Scheduling['found'];
}

const sessions = new Map<string, Session>();

export function openSession(asked: Asked): Scheduling {
  const session: Session = {
    asked,
    id: `dev-s${nextId++}`,
    done: [...(parseSchedule(asked.schedule ?? '') ?? [])],
    undone: [],
    reached: new Set(),
    found: null,
  };
  sessions.set(session.id, session);
  return answer(session);
}

export const closeSession = (id: string): boolean => sessions.delete(id);

export function stepSession(
  id: string,
  body: {
    action: string;
    thread?: number;
    alternative?: number;
    step?: number;
    strategy?: Asked['strategy'];
    steps?: number;
  },
): Scheduling | null {
  const session = sessions.get(id);
  if (!session) return null;
  const { done, undone } = session;
  session.found = null;
  const goTo = (step: number) => {
    while (done.length > step) undone.push(done.pop()!);
    while (done.length < step && undone.length > 0) done.push(undone.pop()!);
  };
  if (body.action === 'choose') {
    done.push({ thread: body.thread!, alternative: body.alternative ?? 0 });
    undone.length = 0;
  } else if (body.action === 'undo') goTo(done.length - 1);
  else if (body.action === 'redo') goTo(done.length + 1);
  else if (body.action === 'goto') goTo(body.step!);
  else if (body.action === 'auto') {
    session.done = [
      ...goOn(follow(machineOf(session.asked), done), chooser(body.strategy ?? 'random', random(nextId++)), body.steps)
        .schedule,
    ];
    undone.length = 0;
  } else if (body.action === 'find') session.found = find(session);
  return answer(session);
}

function find({ asked, done }: Session): Scheduling['found'] {
  for (let seed = 1; seed < 300; seed++) {
    const machine = goOn(follow(machineOf(asked), done), chooser('random', random(seed)));
    const value = judge(machine);
    if (value.grade === 'forbidden')
      return {
        schedule: formatSchedule(machine.schedule),
        value: value.value,
        words: inWords(asked, machine.schedule.slice(done.length), done),
      };
  }
  return { schedule: null };
}

function answer(session: Session): Scheduling {
  const { asked, id, done, undone, reached, found } = session;
  const machine = follow(machineOf(asked), done);
  const end = machine.over ? endOf(machine) : null;
  if (end && end.outcome?.goalMet !== true) reached.add('miss');
  if (end?.outcome?.goalMet) reached.add('meet');
  const { run, batches, findings } = recorded(asked, machine, { id, ...(end ?? {}), schedule: null });
  const trace: CompactTrace = { formatVersion: 1, run, batches, findings, end: { events: machine.events.length } };
  return {
    id,
    scenario: asked.scenario,
    variant: asked.variant ?? 'plain',
    parameters: asked.parameters ?? {},
    memory: asked.memory ?? 'sc',
    schedule: formatSchedule(done),
    step: done.length,
    canUndo: done.length > 0,
    canRedo: undone.length > 0,
    end: end && { ...end, reason: end.reason },
    choices: machine.enabled().map((thread) => machine.next(thread)),
    waiting: machine.waiting().map((thread) => machine.next(thread)),
    goals: [
      {
        id: 'miss',
        title: asked.scenario === 'deadlock' ? 'Make them wait for each other for ever' : 'Lose an update',
        reached: reached.has('miss'),
      },
      { id: 'meet', title: 'Bring everybody home with nothing lost', reached: reached.has('meet') },
    ],
    found,
    trace,
  };
}

function judge(machine: Machine): Pick<ExplorationOutcome, 'value' | 'grade' | 'summary'> {
  if (machine.deadlocked) return { value: 'deadlock', grade: 'forbidden', summary: 'Nobody can go on.' };
  const { value, goalMet, summary } = outcomeOf(machine);
  return { value: String(value), grade: goalMet ? 'acceptable' : 'forbidden', summary };
}

function inWords(asked: Asked, schedule: Schedule, before: Schedule = []): string[] {
  const machine = follow(machineOf(asked), before);
  let last = before.at(-1)?.thread ?? 1;
  return schedule.map(({ thread, alternative }) => {
    const { name, alternatives } = machine.next(thread);
    const line = `${thread === last ? '' : 'switch: '}${name} ${alternatives[alternative]}`;
    last = thread;
    machine.step(thread, alternative);
    return line;
  });
}

interface Exploring {
  asked: Asked;
  now: Exploration;
  /** Where to branch next: prefixes still to be tried. */
  stack: Choice[][];
  classes: Map<string, string>;
  random: Map<string, number>;
  best: { schedule: Schedule; preemptions: number; value: string } | null;
  most: number;
}

const explorations = new Map<string, Exploring>();

export function startExploration(asked: Asked): Exploration {
  const id = `dev-e${nextId++}`;
  const now: Exploration = {
    id,
    scenario: asked.scenario,
    variant: asked.variant ?? 'plain',
    parameters: asked.parameters ?? {},
    method: asked.method ?? 'auto',
    by: 'classes',
    caveat: null,
    memory: asked.memory ?? 'sc',
    seed: asked.seed ?? 1,
    bounds: { executions: MOST_EXECUTIONS, millis: 20_000, steps: 10_000, retries: 2 },
    status: 'running',
    reason: null,
    exhaustive: false,
    executions: 0,
    classes: 0,
    redundant: 0,
    deadlocked: 0,
    cut: 0,
    states: null,
    elapsedMillis: 0,
    outcomes: [],
    minimal: null,
  };
  explorations.set(id, {
    asked,
    now,
    stack: [[]],
    classes: new Map(),
    random: new Map(),
    best: null,
    most: MOST_EXECUTIONS,
  });
  return now;
}

export const explorationOf = (id: string): Exploration | undefined => explorations.get(id)?.now;

export function cancelExploration(id: string): void {
  const e = explorations.get(id);
  if (e?.now.status === 'running') e.now = { ...e.now, status: 'cancelled' };
}

export function resumeExploration(id: string): Exploration | undefined {
  const e = explorations.get(id);
  if (!e) return undefined;
  e.most = e.now.executions + MOST_EXECUTIONS;
  e.now = { ...e.now, status: 'running' };
  return e.now;
}

/** Some more executions; the exploration as it is then. */
export function exploreOn(id: string, executions: number): Exploration {
  const e = explorations.get(id)!;
  for (let i = 0; i < executions && e.now.status === 'running'; i++) {
    const prefix = e.stack.pop();
    if (!prefix) e.now = { ...e.now, status: 'completed', exhaustive: true };
    else if (e.now.executions >= e.most) {
      e.stack.push(prefix);
      e.now = { ...e.now, status: 'completed', bounds: { ...e.now.bounds, executions: e.most } };
    } else execute(e, prefix);
  }
  if (e.best) e.now = { ...e.now, minimal: minimal(e.asked, e.best, e.now.exhaustive) };
  return e.now;
}

function execute(e: Exploring, prefix: Choice[]): void {
  const machine = follow(machineOf(e.asked), prefix);
  while (!machine.over) {
    const options = machine
      .enabled()
      .flatMap((thread) => machine.next(thread).alternatives.map((_, alternative) => ({ thread, alternative })));
    for (const other of options.slice(1)) e.stack.push([...machine.schedule, other]);
    machine.step(options[0]!.thread, options[0]!.alternative);
  }
  const { value, grade, summary } = judge(machine);
  const key = machine.events
    .filter((x) => x.cause !== 0)
    .map(
      (x) =>
        `${x.thread}:${x.code}:${machine.events[x.cause - 1]!.thread}:${machine.events[x.cause - 1]!.code}:${x.value}`,
    )
    .sort()
    .join();
  const known = e.classes.has(key);
  e.classes.set(key, value);
  const sample = goOn(machineOf(e.asked), chooser('random', random(e.now.executions + 1)));
  const sampled = judge(sample).value;
  e.random.set(sampled, (e.random.get(sampled) ?? 0) + 1);
  const outcomes = e.now.outcomes.some((o) => o.value === value)
    ? e.now.outcomes
    : [
        ...e.now.outcomes,
        { value, grade, summary, classes: 0, share: null, schedule: formatSchedule(machine.schedule) },
      ];
  const preemptions = machine.schedule.filter(
    ({ thread }, i) => i > 0 && machine.schedule[i - 1]!.thread !== thread,
  ).length;
  if (grade === 'forbidden' && (!e.best || preemptions < e.best.preemptions))
    e.best = { schedule: [...machine.schedule], preemptions, value };
  e.now = {
    ...e.now,
    executions: e.now.executions + 1,
    classes: e.classes.size,
    redundant: e.now.redundant + (known ? 1 : 0),
    deadlocked: e.now.deadlocked + (machine.deadlocked ? 1 : 0),
    outcomes: outcomes.map((o) => ({
      ...o,
      classes: [...e.classes.values()].filter((v) => v === o.value).length,
      share: (e.random.get(o.value) ?? 0) / (e.now.executions + 1),
    })),
  };
}

const minimal = (
  asked: Asked,
  { schedule, preemptions, value }: NonNullable<Exploring['best']>,
  proved: boolean,
): Minimal => ({
  schedule: formatSchedule(schedule),
  value,
  preemptions,
  steps: schedule.length,
  proved,
  words: inWords(asked, schedule),
});
