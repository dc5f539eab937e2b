import { toEnd } from '../base/slices.ts';
import { opening } from './opening.ts';
import { wrap, type Parcel } from './parcel.ts';

/** What a worker that opens a trace says, once. */
export type Answer = { readonly parcel: Parcel } | { readonly problem: string };

addEventListener('message', ({ data }: MessageEvent<Blob>) => void open(data));

async function open(file: Blob): Promise<void> {
  try {
    const { parcel, buffers } = wrap(toEnd(opening(await file.text())));
    say({ parcel }, buffers);
  } catch (reason) {
    say({ problem: reason instanceof Error ? reason.message : String(reason) }, []);
  }
}

const say = (answer: Answer, transfer: ArrayBuffer[]) => postMessage(answer, { transfer });
