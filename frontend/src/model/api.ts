import type { CompactTrace, ParameterValue, Run } from './format.ts';

/** An RFC 9457 problem, or what a response without one amounts to. */
export class Problem extends Error {
  readonly title: string;
  readonly status: number;
  /** The field of the request that is wrong, such as `parameters.threads`. */
  readonly field: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, title: string, detail: string, field: string | null, retryAfterSeconds: number | null) {
    super(detail || title);
    this.title = title;
    this.status = status;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface RunRequest {
  readonly scenario: string;
  readonly variant?: string;
  readonly mode?: string;
  readonly seed?: number;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
}

/** The server's REST interface, by absolute URLs: inside a sandboxed frame the page has no origin of its own to be relative to. */
export class Api {
  private readonly base: string;

  constructor(base: string) {
    this.base = base.replace(/\/$/, '');
  }

  startRun(request: RunRequest): Promise<Run> {
    return this.json<Run>('/api/runs', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(request),
    });
  }

  async stopRun(id: string): Promise<void> {
    await this.send(`/api/runs/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  run(id: string): Promise<Run> {
    return this.json<Run>(`/api/runs/${encodeURIComponent(id)}`, { headers: { Accept: 'application/json' } });
  }

  trace(id: string): Promise<CompactTrace> {
    return this.json<CompactTrace>(`/api/runs/${encodeURIComponent(id)}/trace`, { headers: { Accept: 'application/json' } });
  }

  eventsUrl(id: string): string {
    return `${this.base}/api/runs/${encodeURIComponent(id)}/events`;
  }

  private async json<T>(path: string, init: RequestInit): Promise<T> {
    return (await (await this.send(path, init)).json()) as T;
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.base + path, { credentials: 'omit', ...init });
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as { title?: string; detail?: string; field?: string } | null;
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new Problem(
    response.status,
    body?.title ?? response.statusText,
    body?.detail ?? '',
    body?.field ?? null,
    Number.isNaN(retryAfter) ? null : retryAfter,
  );
}
