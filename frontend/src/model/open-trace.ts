import { language } from '../base/language.ts';
import { betweenFrames } from '../base/slices.ts';
import { isOver } from './format.ts';
import { figuring, opening } from './opening.ts';
import { unwrap } from './parcel.ts';
import type { Recording, Worked } from './recording.ts';
import type { Answer } from './worker.ts';
import TraceWorker from './worker.ts?worker&inline';

/** What is read within a frame or two need not go to another thread. */
const SMALL_BYTES = 32_768;

/** A run, and what panels show of all of it as soon as it is worked out; null if it is not, and the page does it when it is asked for. */
export interface Opened {
  readonly recording: Recording;
  readonly worked: Promise<Worked | null>;
}

/**
 * The run in a trace file. A worker reads it, which is code in the page's own script, so that a frame without an origin and a page on a disk
 * have it too; where workers are refused, the page does the same between its frames. Throws an Error that says what is wrong with the file.
 */
export async function openTrace(
  file: Blob,
  makeWorker: () => Worker = () => new TraceWorker({ name: language }),
): Promise<Opened> {
  const opened = file.size > SMALL_BYTES ? await askWorker(file, makeWorker) : null;
  if (opened) return opened;
  const recording = await betweenFrames(opening(await file.text()));
  return expecting(recording, isOver(recording.run) ? betweenFrames(figuring(recording)) : Promise.resolve(null));
}

function expecting(recording: Recording, worked: Promise<Worked | null>): Opened {
  recording.working = isOver(recording.run);
  return { recording, worked };
}

/** Null if there can be no worker. */
function askWorker(file: Blob, makeWorker: () => Worker): Promise<Opened | null> {
  return new Promise((resolve, reject) => {
    let worker: Worker | null = null;
    let tell: (worked: Worked | null) => void = () => {};
    const worked = new Promise<Worked | null>((resolveWorked) => {
      tell = resolveWorked;
    });
    /** What was said before counts: of each promise, only the first. */
    const end = () => {
      worker?.terminate();
      resolve(null);
      tell(null);
    };
    const take = (answer: Answer) => {
      if ('recording' in answer) {
        const recording = unwrap(answer.recording);
        resolve(expecting(recording, worked));
        if (isOver(recording.run)) return;
      } else if ('worked' in answer) {
        tell(unwrap(answer.worked));
      } else {
        reject(new Error(answer.problem));
      }
      end();
    };
    try {
      worker = makeWorker();
      worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => take(data));
      // A policy that forbids it is told in this way too.
      worker.addEventListener('error', end);
      worker.addEventListener('messageerror', end);
      worker.postMessage(file);
    } catch {
      end();
    }
  });
}
