import { kindOf } from './kinds.ts';
import type { Recording } from './recording.ts';

/**
 * Which event of one run is which of another: the n-th event of a kind, by a thread, on an object, is the n-th of the same kind,
 * by the thread of the same name, on the object of the same name. Threads that share a name are told apart by the order in which
 * they were declared, and so are objects. Works in time linear in both runs.
 */
export class Alignment {
  /** By event of the first run, the event of the second; 0 for none. And the other way round. */
  private readonly forth: Uint32Array;
  private readonly back: Uint32Array;

  constructor(a: Recording, b: Recording) {
    this.forth = new Uint32Array(a.trace.count + 1);
    this.back = new Uint32Array(b.trace.count + 1);
    const waiting = new Map<string, number[]>();
    const subjectsOfB = subjects(b);
    for (let seq = b.trace.count; seq >= 1; seq--) {
      const subject = subjectsOfB(seq);
      const queue = waiting.get(subject);
      if (queue) queue.push(seq);
      else waiting.set(subject, [seq]);
    }
    const subjectsOfA = subjects(a);
    for (let seq = 1; seq <= a.trace.count; seq++) {
      const match = waiting.get(subjectsOfA(seq))?.pop();
      if (match === undefined) continue;
      this.forth[seq] = match;
      this.back[match] = seq;
    }
  }

  /** The very event that matches one of the first run, or of the second; 0 if none does. */
  match(seq: number, of: 'a' | 'b'): number {
    return (of === 'a' ? this.forth : this.back)[seq] ?? 0;
  }

  /** Where the other run stands when this one stands after an event: at the match of the latest event that has one, or 0. */
  place(seq: number, of: 'a' | 'b'): number {
    for (let at = Math.min(seq, (of === 'a' ? this.forth : this.back).length - 1); at > 0; at--) {
      const match = this.match(at, of);
      if (match !== 0) return match;
    }
    return 0;
  }

  /** How many events of each run have a match. */
  get count(): number {
    return this.forth.reduce((sum, match) => sum + (match === 0 ? 0 : 1), 0);
  }
}

/** Of each event, its kind, thread and object by name. */
function subjects({ trace }: Recording): (seq: number) => string {
  const threads = distinct(trace.threads);
  const objects = distinct(trace.objects);
  return (seq) =>
    `${kindOf(trace.kind.at(seq)).kind}\n${threads[trace.thread.at(seq)] ?? ''}\n${objects[trace.object.at(seq)] ?? ''}`;
}

/** By id, the name, with its place among those of the same name. */
function distinct(declared: readonly ({ readonly name: string } | undefined)[]): (string | undefined)[] {
  const seen = new Map<string, number>();
  return declared.map((one) => {
    if (!one) return undefined;
    const nth = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, nth);
    return `${one.name}\n${nth}`;
  });
}
