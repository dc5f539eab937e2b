import { FORMAT_VERSION, type CompactTrace } from './format.ts';

/** The text of a trace file as a trace; throws an Error that says what is wrong with it. */
export function readTraceFile(text: string): CompactTrace {
  const trace = parse(text) as Partial<CompactTrace> | null;
  if (typeof trace !== 'object' || trace === null || !('formatVersion' in trace)) {
    throw new Error('This file is no trace: it has no formatVersion.');
  }
  if (trace.formatVersion !== FORMAT_VERSION) {
    throw new Error(`This trace has format version ${trace.formatVersion}, and this page reads version ${FORMAT_VERSION}.`);
  }
  if (!trace.run || !Array.isArray(trace.batches) || !Array.isArray(trace.findings) || typeof trace.end?.events !== 'number') {
    throw new Error('This trace is not whole: it lacks its run, its batches, its findings or its end.');
  }
  const counted = trace.batches.reduce((sum, batch) => sum + batch.count, 0);
  if (counted !== trace.end.events) {
    throw new Error(`This trace is not whole: it has ${counted} of ${trace.end.events} events.`);
  }
  return trace as CompactTrace;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('This file is no trace: it is not JSON. (An NDJSON export is for other programs; the page opens the JSON form.)');
  }
}
