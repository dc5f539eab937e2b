import { encodeBatches } from './encode.ts';
import { randomProgram } from './programs.ts';
import { run } from './record.ts';
import { checkSeeds } from './seeds.ts';
import type { Simulator } from './simulator.ts';

const BATCH_EVENTS = 50;

/** The seeds of random programs, as {@link checkSeeds} tries them; the trace of one that fails is kept. */
export function checkTraces(
  name: string,
  total: number,
  shares: number,
  check: (sim: Simulator, seed: number) => void,
): number {
  return checkSeeds(
    name,
    total,
    shares,
    (seed) => check(randomProgram(seed), seed),
    (seed) => traceFile(randomProgram(seed)),
  );
}

/** A run as a file that the page Open reads. */
export function traceFile({ events, tables }: Simulator): string {
  const batches = encodeBatches(events, tables, BATCH_EVENTS);
  return JSON.stringify({
    formatVersion: 1,
    run: run({ status: 'completed', events: events.length }),
    batches,
    findings: [],
    end: { events: events.length },
  });
}
