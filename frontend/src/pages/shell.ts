import type { Scenario } from '../model/scenario.ts';
import type { Titles } from './exports.ts';

/** What a page that stands by itself knows beside its trace. */
export interface StandaloneData {
  /** Where the run came from. */
  readonly origin: string | null;
  readonly scenario?: Scenario;
  readonly variant?: string;
  readonly titles?: Titles | null;
}

/** What stands in the shell for the data and for the trace. */
const MARKS = ['"@data@"', '@trace@'] as const;

/** Puts a trace into the page that shows it without a server. */
export async function pageAround(shell: string, trace: Blob, data: StandaloneData): Promise<Blob> {
  const [head, middle, foot] = cut(shell);
  return new Blob([head, inScript(JSON.stringify(data)), middle, await squeeze(trace), foot], { type: 'text/html' });
}

/** Both marks come before the script, which has them too. */
function cut(shell: string): [string, string, string] {
  const [data, trace] = MARKS;
  const at = shell.indexOf(data);
  const within = shell.indexOf(trace, at);
  return [shell.slice(0, at), shell.slice(at + data.length, within), shell.slice(within + trace.length)];
}

/** JSON that cannot end the element it stands in: these characters occur in its strings only. */
const inScript = (json: string): string =>
  json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');

/** Compressed, in base64. */
async function squeeze(content: Blob): Promise<string> {
  const bytes = new Uint8Array(
    await new Response(content.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  );
  let binary = '';
  // Not more arguments at once than a call takes.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/** And back. */
export async function unsqueeze(text: string): Promise<Blob> {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).blob();
}
