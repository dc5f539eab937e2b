import type { Slices } from '../base/slices.ts';
import { criticalPath } from './critical.ts';
import { Recording, type Worked } from './recording.ts';
import { statisticsInSlices } from './statistics.ts';
import { readTraceFile } from './trace-file.ts';

/** All that there is to do from the text of a trace to a run on the page; throws an Error that says what is wrong with it. */
export function* opening(text: string): Slices<Recording> {
  const { run, batches, findings } = readTraceFile(text);
  const recording = new Recording(run);
  for (const batch of batches) {
    yield;
    recording.append(batch);
  }
  recording.findings.push(...findings);
  yield;
  recording.trim();
  return recording;
}

/** What panels show of a whole run, which takes as long again and can come later. */
export function* figuring(recording: Recording): Slices<Worked> {
  const figures = yield* statisticsInSlices(recording, 0, Infinity, recording.endNs);
  const { chains, objects } = recording;
  const path = criticalPath(recording);
  recording.trim();
  return { figures, path, chains, uses: objects.map(({ uses }) => uses) };
}
