import type { Slices } from '../base/slices.ts';
import { criticalPath } from './critical.ts';
import { isOver } from './format.ts';
import { Recording } from './recording.ts';
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
  if (isOver(run)) {
    const figures = yield* statisticsInSlices(recording, 0, Infinity, recording.endNs);
    recording.worked = { figures, path: criticalPath(recording) };
  }
  recording.trim();
  return recording;
}
