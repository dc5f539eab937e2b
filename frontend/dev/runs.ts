import type { Batch, Finding, Run } from '../src/model/format.ts';
import { CODE } from '../src/model/kinds.ts';
import type { Scenario, Source } from '../src/model/scenario.ts';
import { encodeBatches } from '../test/support/encode.ts';
import { programs } from '../test/support/programs.ts';
import { random } from '../test/support/random.ts';
import { findingsOf } from './findings.ts';

/** Simulated runs in the server's words, for looking at the pages without it. */
export interface DevRun {
  run: Run;
  batches: Batch[];
  findings: Finding[];
}

const java: Source = {
  language: 'java',
  file: 'demo/Demo.java',
  firstLine: 5,
  text: `/** One worker of the demonstration. */
final class Demo implements Scenario {
    public Outcome run(Context context) throws InterruptedException {
        var workers = context.startAll(this::work);   // line 8
        workers.join();
        return Outcome.of(counter.get());
    }

    private void work() {
        ledger.lock();                  // who is here holds it, or waits for it
        try {
            int seen = counter.get();
            counter.set(seen + 1);
        } finally {
            ledger.unlock();
        }
        String name = "take " + 42;
        process(queue.take(), name);
    }
}
`,
};

const striped: Source = {
  ...java,
  text: java.text
    .replace('ledger.lock();                  // who', 'stripe(name).lock();            // who')
    .replace('ledger.unlock()', 'stripe(name).unlock()'),
};

const python: Source = {
  language: 'python',
  file: 'demo/demo.py',
  firstLine: 1,
  text: 'def work(ledger, counter):\n    """One worker."""\n    with ledger:\n        counter.value += 1\n',
};

/** What dev/controlled.ts has programs for. */
const CONTROLLED = ['lost-update', 'deadlock'];

export const scenarios: Scenario[] = Object.keys(programs).map((id) => ({
  id,
  title: (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' '),
  topic: id === 'deadlock' || id === 'dining-philosophers' ? 'Deadlock and liveness' : 'Threads and locks',
  summary: 'Several threads want the same thing at the same time, and only one of them can have it.',
  story:
    'Tellers book into one ledger. Each takes the lock, writes, and gives it back.\n\nThe more tellers there are, the longer the queue; the ledger gets no faster.',
  goal: 'Every booking is made, and no two tellers ever write at once.',
  lookFor: [
    'One owner at a time in the lock’s lane.',
    'The queue below it, which never empties.',
    'Throughput stays flat as threads rise.',
  ],
  python: true,
  modes: CONTROLLED.includes(id) ? ['live', 'controlled'] : ['live'],
  small: CONTROLLED.includes(id) ? { threads: 2, hold: 0 } : null,
  parameters: [
    {
      name: 'threads',
      title: 'Threads',
      type: 'integer',
      default: 5,
      min: 2,
      max: 16,
      step: 1,
      text: 'How many work at once.',
    },
    {
      name: 'hold',
      title: 'Hold',
      type: 'integer',
      default: 3,
      min: 0,
      max: 50,
      step: 1,
      unit: 'ms',
      text: 'How long each keeps the lock.',
    },
    { name: 'fair', title: 'Fair', type: 'boolean', default: false, text: 'Serve in the order of asking.' },
    {
      name: 'order',
      title: 'Order',
      type: 'choice',
      default: 'given',
      choices: ['given', 'by-id'],
      choiceTitles: { given: 'as given', 'by-id': 'by id' },
      text: 'Which lock is taken first.',
    },
  ],
  variants: [
    {
      id: 'plain',
      title: 'One coarse lock',
      correct: false,
      text: 'Everything under the same lock.',
      sources: [java, python],
    },
    {
      id: 'striped',
      title: 'A lock for each stripe',
      correct: true,
      text: 'Different accounts do not wait for each other.',
      sources: [striped],
    },
  ],
  questions: [
    { id: 'inside', title: 'How many tellers are inside at once, at most?', text: 'One lock has one owner.' },
    {
      id: 'waits',
      title: 'Will any teller wait?',
      text: 'Whoever comes second does.',
      choices: ['yes', 'no'],
      choiceTitles: { yes: 'Yes', no: 'No' },
    },
  ],
}));

let nextId = 1;

export function simulate(scenario: string, variant: string, parameters: Run['parameters']): DevRun {
  const sim = programs[scenario]!(random(nextId + 6));
  const ended = sim.events.filter((e) => e.code === CODE['thread.end']).length === sim.tables.threads.length;
  const endNs = Math.max(...sim.events.map((e) => e.t));
  const findings: Finding[] = [...(ended ? [] : [deadlock(sim)]), ...findingsOf(sim)];
  return {
    run: {
      id: `dev-${nextId++}`,
      scenario,
      variant,
      mode: 'live',
      seed: nextId,
      parameters,
      status: ended ? 'completed' : 'deadlocked',
      reason: ended ? null : 'Two threads wait for each other for ever.',
      outcome: ended
        ? {
            value: 17,
            goalMet: variant !== 'plain',
            summary:
              variant === 'plain'
                ? 'The counter is 17 where 24 was expected: 7 updates were lost.'
                : 'All 24 updates are there.',
          }
        : null,
      durationNanos: ended ? endNs : endNs * 1.8,
      events: sim.events.length,
      threads: sim.tables.threads.length,
      findings: findings.length,
    },
    batches: encodeBatches(sim.events, sim.tables, Math.max(8, Math.ceil(sim.events.length / 60))),
    findings,
  };
}

/** Who made the last request in vain, and whom for: enough for programs of plain locks. */
function deadlock({ events, tables }: ReturnType<(typeof programs)[string]>): Finding {
  const last = tables.threads
    .map((t) => events.findLast((e) => e.thread === t.id)!)
    .filter((e) => e.code === CODE['lock.request']);
  const holder = (object: number) =>
    events.findLast((e) => e.object === object && e.code === CODE['lock.acquire'])!.thread;
  const cycle = [last[0]!];
  for (let at = holder(last[0]!.object); at !== last[0]!.thread; ) {
    const next = last.find((e) => e.thread === at)!;
    cycle.push(next);
    at = holder(next.object);
  }
  const name = (id: number) => tables.threads[id - 1]!.name;
  return {
    type: 'deadlock',
    certainty: 'observed',
    threads: cycle.map((e) => e.thread),
    objects: cycle.map((e) => e.object),
    events: cycle.map((e) => e.seq),
    message: `${cycle.map((e) => name(e.thread)).join(' and ')} each hold a lock that the next one asks for.`,
  };
}
