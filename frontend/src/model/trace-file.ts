import { words } from '../base/words.ts';
import { type CompactTrace, FORMAT_VERSION } from './format.ts';

const t = words.files;

/** The text of a trace file as a trace; throws an Error that says what is wrong with it. */
export function readTraceFile(text: string): CompactTrace {
  const trace = parse(text) as Partial<CompactTrace> | null;
  if (typeof trace !== 'object' || trace === null || !('formatVersion' in trace)) {
    throw new Error(t.noTrace);
  }
  if (trace.formatVersion !== FORMAT_VERSION) {
    throw new Error(t.otherVersion(String(trace.formatVersion), FORMAT_VERSION));
  }
  if (
    !trace.run ||
    !Array.isArray(trace.batches) ||
    !Array.isArray(trace.findings) ||
    typeof trace.end?.events !== 'number'
  ) {
    throw new Error(t.lacking);
  }
  const counted = trace.batches.reduce((sum, batch) => sum + batch.count, 0);
  if (counted !== trace.end.events) {
    throw new Error(t.counted(counted, trace.end.events));
  }
  return trace as CompactTrace;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(t.noJson);
  }
}
