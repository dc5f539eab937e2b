import { kindOf } from '../model/kinds.ts';
import type { Recording } from '../model/recording.ts';

/** Whether an event has the text in the name of its kind, thread or object. */
export function matcher(recording: Recording, text: string): (seq: number) => boolean {
  const needle = text.trim().toLowerCase();
  const has = (name: string) => name.toLowerCase().includes(needle);
  const { trace } = recording;
  const threads = new Set(recording.threads.filter((t) => has(recording.threadName(t.id))).map((t) => t.id));
  const objects = new Set(recording.objects.filter((o) => has(o.info.name)).map((o) => o.info.id));
  const kinds = new Map<number, boolean>();
  const kindHas = (code: number) => {
    const known = kinds.get(code) ?? has(kindOf(code).kind);
    kinds.set(code, known);
    return known;
  };
  return (seq) => threads.has(trace.thread.at(seq)) || objects.has(trace.object.at(seq)) || kindHas(trace.kind.at(seq));
}
