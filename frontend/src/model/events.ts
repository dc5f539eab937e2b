import type { Site } from './format.ts';
import type { Kind } from './kinds.ts';
import { holdsOf, isRead, isTimed, kindOf, REASONS } from './kinds.ts';
import type { Trace } from './trace.ts';

/** One event with its ids looked up, made on demand for a row or a test: the model itself keeps no such objects. */
interface EventView {
  readonly seq: number;
  readonly t: number;
  readonly thread: number;
  readonly kind: Kind;
  readonly object: number | null;
  readonly value: number | string | { mode: 'read' | 'write'; holds: number; timed?: true } | null;
  readonly timed: true | null;
  readonly cause: number | null;
  readonly site: Site | null;
}

export function eventView(trace: Trace, seq: number): EventView {
  return {
    seq,
    t: trace.t.at(seq),
    thread: trace.thread.at(seq),
    kind: kindOf(trace.kind.at(seq)).kind,
    object: trace.object.at(seq) || null,
    value: valueAt(trace, seq),
    timed: trace.timed.at(seq) === 1 || null,
    cause: trace.cause.at(seq) || null,
    site: trace.sites[trace.site.at(seq)] ?? null,
  };
}

function valueAt(trace: Trace, seq: number): EventView['value'] {
  const { kind, value: type } = kindOf(trace.kind.at(seq));
  const value = trace.value.at(seq);
  switch (type) {
    case 'none':
      return null;
    case 'text':
      return trace.strings[value] ?? '';
    case 'reason':
      return REASONS[value] ?? null;
    case 'lock':
      return {
        mode: isRead(value) ? 'read' : 'write',
        holds: holdsOf(value),
        ...(isTimed(value) ? { timed: true as const } : {}),
      };
    case 'count':
      return kind.startsWith('var.') && trace.objects[trace.object.at(seq)]?.text
        ? (trace.strings[value] ?? '')
        : value;
    case 'thread':
    case 'nanos':
    case 'id':
      return value;
  }
}
