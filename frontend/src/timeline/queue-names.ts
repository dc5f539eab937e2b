import { waitersAfter } from '../model/explain.ts';
import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';

/** Of more threads than this, looking for those that wait would cost more than their names are worth. */
const MOST_THREADS = 500;
const MOST_KNOWN = 400;

const known = new WeakMap<ObjectHistory, Map<number, string>>();

/** Who waits for an object after a time, in the order of their requests; what is past is looked up once. */
export function queueNames(recording: Recording, object: ObjectHistory, timeNs: number): string {
  if (recording.threads.length > MOST_THREADS) return '';
  const seq = recording.trace.seqAt(timeNs);
  let names = known.get(object);
  if (!names || names.size > MOST_KNOWN) {
    names = new Map<number, string>();
    known.set(object, names);
  }
  const before = names.get(seq);
  if (before !== undefined) return before;
  const text = waitersAfter(recording, object.info.id, seq)
    .map(({ thread }) => recording.threadName(thread))
    .join(', ');
  // The newest event may still get company at the same time.
  if (seq < recording.trace.count) names.set(seq, text);
  return text;
}
