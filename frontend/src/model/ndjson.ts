import { eventView } from './events.ts';
import type { Recording } from './recording.ts';

const LINES_A_PIECE = 2_000;

/** A run as docs/trace-format.md words it for other programs, in pieces: a long one is larger than a string can be. */
export function* ndjson({ run, trace, findings }: Recording): Generator<string> {
  const declared = <T>(all: readonly (T | undefined)[]) => all.filter((one) => one !== undefined);
  yield `${JSON.stringify({ run, threads: declared(trace.threads), objects: declared(trace.objects) })}\n`;
  for (let first = 1; first <= trace.count; first += LINES_A_PIECE) {
    let lines = '';
    for (let seq = first; seq < first + LINES_A_PIECE && seq <= trace.count; seq++) lines += `${line(trace, seq)}\n`;
    yield lines;
  }
  yield `${JSON.stringify({ findings, end: { events: trace.count } })}\n`;
}

function line(trace: Recording['trace'], seq: number): string {
  const { site, ...event } = eventView(trace, seq);
  // What an event does not have is absent.
  return JSON.stringify(
    { ...event, site: site && `${site.file}:${site.line}` },
    (_, value: unknown) => value ?? undefined,
  );
}
