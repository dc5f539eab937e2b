import type { Run } from '../../src/model/format.ts';
import { Recording } from '../../src/model/recording.ts';
import { encodeBatches } from './encode.ts';
import type { Simulator } from './simulator.ts';

export const run = (more: Partial<Run> = {}): Run => ({
  id: 'r1',
  scenario: 's',
  variant: 'v',
  mode: 'live',
  seed: null,
  parameters: {},
  status: 'running',
  reason: null,
  outcome: null,
  durationNanos: null,
  events: 0,
  threads: 0,
  findings: 0,
  ...more,
});

/** What the browser makes of a simulated run, sent in batches of some size. */
export function record(sim: Simulator, batchSize = 50): Recording {
  const recording = new Recording(run());
  for (const batch of encodeBatches(sim.events, sim.tables, batchSize)) recording.append(batch);
  return recording;
}
