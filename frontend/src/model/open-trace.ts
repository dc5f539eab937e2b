import { language } from '../base/language.ts';
import { betweenFrames } from '../base/slices.ts';
import { opening } from './opening.ts';
import { unwrap } from './parcel.ts';
import type { Recording } from './recording.ts';
import type { Answer } from './worker.ts';
import TraceWorker from './worker.ts?worker&inline';

/** What is read within a frame or two need not go to another thread. */
const SMALL_BYTES = 32_768;

/**
 * The run in a trace file. A worker reads it, which is code in the page's own script, so that a frame without an origin and a page on a disk
 * have it too; where workers are refused, the page does the same between its frames. Throws an Error that says what is wrong with the file.
 */
export async function openTrace(file: Blob, makeWorker: () => Worker = () => new TraceWorker({ name: language })): Promise<Recording> {
  const answer = file.size > SMALL_BYTES ? await askWorker(file, makeWorker) : null;
  if (answer === null) return betweenFrames(opening(await file.text()));
  if ('problem' in answer) throw new Error(answer.problem);
  return unwrap(answer.parcel);
}

/** Null if there can be no worker. */
function askWorker(file: Blob, makeWorker: () => Worker): Promise<Answer | null> {
  return new Promise((resolve) => {
    let worker: Worker | null = null;
    const end = (answer: Answer | null) => {
      worker?.terminate();
      resolve(answer);
    };
    try {
      worker = makeWorker();
      worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => end(data));
      // A policy that forbids it is told in this way too.
      worker.addEventListener('error', () => end(null));
      worker.addEventListener('messageerror', () => end(null));
      worker.postMessage(file);
    } catch {
      end(null);
    }
  });
}
