import type { Random } from './random.ts';
import { random } from './random.ts';
import { type Body, type Op, Simulator } from './simulator.ts';

const MS = 1e6;

/** A random program over every primitive, for comparing the model with its oracles. It may well deadlock. */
export function randomProgram(seed: number): Simulator {
  const r = random(seed);
  const sim = new Simulator(r, 'test/Random.java', r.chance(0.5) ? 3_000 : 0);
  const locks = [sim.object('reentrant-lock', 'a'), sim.object('lock', 'b')];
  const rw = sim.object('read-write-lock', 'rw');
  const condition = sim.object('condition', 'changed', { parent: locks[0]! });
  const semaphore = sim.object('semaphore', 'permits', { initial: 2 });
  const queue = sim.object('queue', 'queue', { capacity: 2 });
  const latch = sim.object('latch', 'latch', { initial: 2 });
  const barrier = sim.object('barrier', 'barrier', { initial: 2 });
  const event = sim.object('event', 'event');
  const variable = sim.object('variable', 'x', { initial: 0 });
  const atomic = sim.object('atomic', 'n', { initial: 0 });

  const pause = (): Op =>
    r.pick<Op>([
      { do: 'work', ns: r.below(40_000), line: 10 },
      { do: 'sleep', ns: r.below(40_000), line: 11 },
      { do: 'io', ns: r.below(20_000), line: 12 },
    ]);
  const actions: (() => Generator<Op, void, number>)[] = [
    function* () {
      yield pause();
    },
    function* () {
      const object = r.pick(locks);
      yield { do: 'lock', object, line: 20 };
      const again = object === locks[0] && r.chance(0.3);
      if (again) yield { do: 'lock', object, line: 21 };
      if (r.chance(0.6)) yield pause();
      if (again) yield { do: 'unlock', object, line: 22 };
      yield { do: 'unlock', object, line: 23 };
    },
    function* () {
      const outcome: number = yield { do: 'try-lock', object: locks[1]!, ns: r.below(20_000), line: 24 };
      if (outcome < 0) return;
      yield pause();
      yield { do: 'unlock', object: locks[1]!, line: 25 };
    },
    function* () {
      const read = r.chance(0.7);
      yield { do: read ? 'read-lock' : 'lock', object: rw, line: 30 };
      yield pause();
      yield { do: read ? 'read-unlock' : 'unlock', object: rw, line: 31 };
    },
    function* () {
      yield { do: 'lock', object: locks[0]!, line: 40 };
      if (r.chance(0.4)) yield { do: 'await', object: condition, line: 41 };
      else yield { do: r.chance(0.5) ? 'signal' : 'signal-all', object: condition, line: 42 };
      yield { do: 'unlock', object: locks[0]!, line: 43 };
    },
    function* () {
      yield { do: 'acquire', object: semaphore, line: 50 };
      yield pause();
      yield { do: 'release', object: semaphore, line: 51 };
    },
    function* () {
      yield { do: r.chance(0.5) ? 'put' : 'take', object: queue, line: 60 };
    },
    function* () {
      yield { do: 'count-down', object: latch, line: 70 };
    },
    function* () {
      if (r.chance(0.3)) yield { do: 'latch', object: latch, line: 71 };
    },
    function* () {
      if (r.chance(0.3)) yield { do: 'barrier', object: barrier, line: 72 };
    },
    function* () {
      yield { do: 'set', object: event, line: 73 };
    },
    function* () {
      if (r.chance(0.3)) yield { do: 'wait-event', object: event, line: 74 };
    },
    function* () {
      const x: number = yield { do: 'read', object: variable, line: 80 };
      yield { do: 'write', object: variable, value: x + 1, line: 81 };
    },
    function* () {
      yield { do: 'update', object: atomic, by: r.between(-3, 3), line: 82 };
    },
  ];

  const workers = r.between(1, 5);
  const steps = r.between(1, 14);
  sim.run(function* () {
    const ids: number[] = [];
    for (let i = 0; i < workers; i++) {
      ids.push(
        yield {
          do: 'spawn',
          name: `worker-${i + 1}`,
          line: 1,
          body: function* () {
            for (let s = 0; s < steps; s++) yield* r.pick(actions)();
          },
        },
      );
      if (r.chance(0.3)) yield* r.pick(actions)();
    }
    for (const thread of ids) yield { do: 'join', thread, line: 2 };
  });
  return sim;
}

const spawnAll = (names: readonly string[], body: (i: number) => Body): Body =>
  function* () {
    const ids: number[] = [];
    for (let i = 0; i < names.length; i++) ids.push(yield { do: 'spawn', name: names[i]!, body: body(i), line: 8 });
    for (const thread of ids) yield { do: 'join', thread, line: 9 };
  };

const numbered = (name: string, n: number) => Array.from({ length: n }, (_, i) => `${name}-${i + 1}`);

/** Programs worth looking at, by the name of the scenario that they stand for. */
export const programs: Record<string, (r: Random) => Simulator> = {
  'mutex-contention'(r) {
    const sim = new Simulator(r);
    const lock = sim.object('reentrant-lock', 'ledger lock');
    sim.run(
      spawnAll(
        numbered('teller', 5),
        () =>
          function* () {
            for (let i = 0; i < 12; i++) {
              yield { do: 'work', ns: r.between(1, 6) * MS, line: 14 };
              yield { do: 'lock', object: lock, line: 15 };
              yield { do: 'work', ns: r.between(2, 4) * MS, line: 17 };
              yield { do: 'unlock', object: lock, line: 19 };
            }
          },
      ),
    );
    return sim;
  },
  'lost-update'(r) {
    const sim = new Simulator(r);
    const counter = sim.object('variable', 'counter', { initial: 0 });
    sim.run(
      spawnAll(
        numbered('adder', 3),
        () =>
          function* () {
            for (let i = 0; i < 8; i++) {
              const seen: number = yield { do: 'read', object: counter, line: 15 };
              yield { do: 'work', ns: r.between(100, 900) * 1_000, line: 16 };
              yield { do: 'write', object: counter, value: seen + 1, line: 17 };
              yield { do: 'sleep', ns: r.between(100, 700) * 1_000, line: 18 };
            }
          },
      ),
    );
    return sim;
  },
  deadlock(r) {
    const sim = new Simulator(r);
    const locks = [sim.object('reentrant-lock', 'left account'), sim.object('reentrant-lock', 'right account')];
    sim.run(
      spawnAll(
        ['alice', 'bob'],
        (i) =>
          function* () {
            yield { do: 'work', ns: 2 * MS + i * 40_000, line: 13 };
            yield { do: 'lock', object: locks[i]!, line: 14 };
            yield { do: 'work', ns: 4 * MS, line: 15 };
            yield { do: 'lock', object: locks[1 - i]!, line: 16 };
            yield { do: 'unlock', object: locks[1 - i]!, line: 18 };
            yield { do: 'unlock', object: locks[i]!, line: 19 };
          },
      ),
    );
    return sim;
  },
  'producer-consumer'(r) {
    const sim = new Simulator(r);
    const queue = sim.object('queue', 'orders', { capacity: 4 });
    sim.run(
      spawnAll(
        ['producer-1', 'producer-2', 'consumer-1', 'consumer-2'],
        (i) =>
          function* () {
            for (let n = 0; n < 24; n++) {
              if (i < 2) {
                yield { do: 'work', ns: r.between(1, 3) * MS, line: 13 };
                yield { do: 'put', object: queue, line: 14 };
              } else {
                yield { do: 'take', object: queue, line: 20 };
                yield { do: 'io', ns: r.between(n < 12 ? 3 : 1, n < 12 ? 6 : 2) * MS, line: 21 };
              }
            }
          },
      ),
    );
    return sim;
  },
  'dining-philosophers'(r) {
    const sim = new Simulator(r);
    const forks = numbered('fork', 5).map((name) => sim.object('reentrant-lock', name));
    sim.run(
      spawnAll(
        ['Plato', 'Hypatia', 'Kant', 'Arendt', 'Laozi'],
        (i) =>
          function* () {
            for (let n = 0; n < 6; n++) {
              yield { do: 'sleep', ns: r.between(1, 5) * MS, line: 13 };
              yield { do: 'lock', object: forks[i]!, line: 14 };
              yield { do: 'work', ns: r.between(1, 3) * MS, line: 15 };
              yield { do: 'lock', object: forks[(i + 1) % 5]!, line: 16 };
              yield { do: 'work', ns: r.between(2, 5) * MS, line: 17 };
              yield { do: 'unlock', object: forks[(i + 1) % 5]!, line: 18 };
              yield { do: 'unlock', object: forks[i]!, line: 19 };
            }
          },
      ),
    );
    return sim;
  },
  semaphore(r) {
    const sim = new Simulator(r);
    const permits = sim.object('semaphore', 'connections', { initial: 3 });
    const latch = sim.object('latch', 'all served', { initial: 6 });
    sim.run(
      spawnAll(
        numbered('client', 6),
        () =>
          function* () {
            for (let n = 0; n < 6; n++) {
              yield { do: 'work', ns: r.between(1, 3) * MS, line: 13 };
              yield { do: 'acquire', object: permits, line: 14 };
              yield { do: 'io', ns: r.between(2, 6) * MS, line: 15 };
              yield { do: 'release', object: permits, line: 16 };
            }
            yield { do: 'count-down', object: latch, line: 18 };
            yield { do: 'latch', object: latch, line: 19 };
          },
      ),
    );
    return sim;
  },
  /** Long enough that single events vanish at full view. */
  busy(r) {
    const sim = new Simulator(r);
    const locks = [sim.object('reentrant-lock', 'hot'), sim.object('reentrant-lock', 'cold')];
    sim.run(
      spawnAll(
        numbered('worker', 12),
        (i) =>
          function* () {
            for (let n = 0; n < 900; n++) {
              yield { do: 'work', ns: r.between(5, 90) * 1_000, line: 13 };
              const object = locks[r.chance(i < 6 ? 0.9 : 0.1) ? 0 : 1]!;
              yield { do: 'lock', object, line: 14 };
              yield { do: 'work', ns: r.between(2, 12) * 1_000, line: 15 };
              yield { do: 'unlock', object, line: 16 };
            }
          },
      ),
      80_000,
    );
    return sim;
  },
};
