import { toEnd } from '../base/slices.ts';
import { isOver } from './format.ts';
import { figuring, opening } from './opening.ts';
import { give, type Parcel, share } from './parcel.ts';
import type { Recording, Worked } from './recording.ts';

/** What a worker that opens a trace says: the run, and then, if it is over, what was worked out of it; or what is wrong. */
export type Answer =
  | { readonly recording: Parcel<Recording> }
  | { readonly worked: Parcel<Worked> }
  | { readonly problem: string };

addEventListener('message', ({ data }: MessageEvent<Blob>) => void open(data));

async function open(file: Blob): Promise<void> {
  try {
    const recording = toEnd(opening(await file.text()));
    if (!isOver(recording.run)) {
      give(recording, (parcel, buffers) => say({ recording: parcel }, buffers));
      return;
    }
    share(recording, (parcel, buffers) => say({ recording: parcel }, buffers));
    give(toEnd(figuring(recording)), (parcel, buffers) => say({ worked: parcel }, buffers));
  } catch (reason) {
    say({ problem: reason instanceof Error ? reason.message : String(reason) }, []);
  }
}

const say = (answer: Answer, transfer: ArrayBuffer[]) => postMessage(answer, { transfer });
