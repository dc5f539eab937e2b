import type { Finding } from '../src/model/format.ts';
import { CODE } from '../src/model/kinds.ts';
import type { Simulator } from '../test/support/simulator.ts';

/** Findings by looking at the events one by one: enough to see what the page makes of them. */
export function findingsOf({ events, tables }: Simulator): Finding[] {
  const name = (id: number) => tables.threads[id - 1]!.name;
  const out: Finding[] = [];
  const seen = new Set<string>();
  const once = (key: string, finding: Finding) => {
    if (!seen.has(key)) out.push(finding);
    seen.add(key);
  };
  for (const object of tables.objects.filter((o) => o.type === 'variable')) {
    const accesses = events.filter(
      (e) => e.object === object.id && (e.code === CODE['var.read'] || e.code === CODE['var.write']),
    );
    accesses.forEach((e, i) => {
      const before = accesses
        .slice(0, i)
        .findLast((x) => x.thread !== e.thread && (x.code === CODE['var.write'] || e.code === CODE['var.write']));
      if (before) {
        once(`race ${before.site} ${e.site}`, {
          type: 'data-race',
          certainty: 'observed',
          threads: [before.thread, e.thread],
          objects: [object.id],
          events: [before.seq, e.seq],
          message: `“${name(before.thread)}” and “${name(e.thread)}” both use “${object.name}”, at least one of them writes, and nothing orders the two.`,
        });
      }
      if (e.code !== CODE['var.write']) return;
      const read = accesses.slice(0, i).findLast((x) => x.thread === e.thread && x.code === CODE['var.read']);
      const between =
        read &&
        accesses.find(
          (x) => x.code === CODE['var.write'] && x.thread !== e.thread && x.seq > read.seq && x.seq < e.seq,
        );
      if (!read || !between) return;
      once(`lost ${e.thread} ${between.thread}`, {
        type: 'lost-update',
        certainty: 'observed',
        threads: [between.thread, e.thread],
        objects: [object.id],
        events: [read.seq, between.seq, e.seq],
        message: `“${name(e.thread)}” read ${read.value} and wrote ${e.value}; in between “${name(between.thread)}” had written ${between.value}, which is gone.`,
      });
    });
    const first = accesses.find((e) => e.code === CODE['var.write']);
    const last = accesses.findLast((e) => e.code === CODE['var.write'] && e.thread !== first?.thread);
    if (first && last) {
      out.push({
        type: 'data-race',
        certainty: 'possible',
        threads: [first.thread, last.thread],
        objects: [object.id],
        events: [first.seq, last.seq],
        witness: [
          { thread: 1, seq: 8 },
          { thread: first.thread, seq: first.seq - 1 },
          { thread: last.thread, seq: last.seq - 1 },
          { thread: 3, seq: 0 },
        ],
        message: `In another order “${name(first.thread)}” and “${name(last.thread)}” would write “${object.name}” with nothing between them.`,
      });
    }
  }
  out.push(
    ...inversion(
      events.filter((e) => e.code === CODE['lock.request'] || e.code === CODE['lock.release']),
      tables,
    ),
  );
  const end = events.find((e) => e.code === CODE['thread.end']);
  if (end)
    out.push({
      type: 'left-handed',
      certainty: 'observed',
      threads: [end.thread],
      objects: [],
      events: [end.seq],
      message: `A type that the page does not know: “${name(end.thread)}” ended first.`,
    });
  return out;
}

/** Philosophers, each with one fork, asking for the next one. */
function inversion(events: Simulator['events'], tables: Simulator['tables']): Finding[] {
  const nested = new Map<number, { first: number; second: number; seq: number; thread: number }>();
  const held = new Map<number, number>();
  for (const e of events) {
    const first = held.get(e.thread);
    if (e.code === CODE['lock.release']) held.delete(e.thread);
    else if (first !== undefined) nested.set(first, { first, second: e.object, seq: e.seq, thread: e.thread });
    else held.set(e.thread, e.object);
  }
  const ring: { second: number; seq: number; thread: number }[] = [];
  for (let at = [...nested.keys()][0]; at !== undefined && ring.length < nested.size; ) {
    const next = nested.get(at);
    if (!next) return [];
    ring.push(next);
    at = next.second;
    if (at === [...nested.keys()][0]) break;
  }
  if (ring.length < 2) return [];
  return [
    {
      type: 'lock-order-inversion',
      certainty: 'possible',
      threads: ring.map((r) => r.thread),
      objects: ring.map((r) => r.second),
      events: ring.map((r) => r.seq),
      message: `${ring.map((r) => `“${tables.threads[r.thread - 1]!.name}”`).join(', ')} take the same locks in different orders.`,
    },
  ];
}
