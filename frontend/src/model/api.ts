import { language } from '../base/language.ts';
import { words } from '../base/words.ts';
import { type ClientToken, nameOf } from './client.ts';
import type { Exploration, Method } from './exploration.ts';
import type { Memory, ParameterValue, Run, Strategy } from './format.ts';
import type { Account } from './scenario.ts';
import type { Scheduling } from './scheduling.ts';

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

  /** Whatever else was thrown means that the server was not reached. */
  static of(reason: unknown): Problem {
    return reason instanceof Problem ? reason : new Problem(0, words.problem.network, '', null, null);
  }
}

/** What is to be run, by whatever means. */
export interface Subject {
  readonly scenario: string;
  readonly variant?: string;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
}

export interface RunRequest extends Subject {
  readonly mode?: string;
  readonly seed?: number;
  readonly strategy?: Strategy;
  readonly depth?: number;
  readonly memory?: Memory;
  /** Instead of a strategy. */
  readonly schedule?: string;
}

export interface ExplorationRequest extends Subject {
  readonly method?: Method;
  readonly memory?: Memory;
  readonly seed?: number;
}

export interface SchedulingRequest extends Subject {
  readonly memory?: Memory;
  readonly schedule?: string;
}

export type SchedulingAction =
  | { readonly action: 'choose'; readonly thread: number; readonly alternative: number }
  | { readonly action: 'undo' | 'redo' | 'find' }
  | { readonly action: 'goto'; readonly step: number }
  | { readonly action: 'auto'; readonly strategy: Strategy; readonly steps?: number };

/** The server's REST interface, by absolute URLs: inside a sandboxed frame the page has no origin of its own to be relative to. */
export class Api {
  private readonly base: string;
  private readonly client: ClientToken;
  /** What lets an embed ask from a frame without an origin. */
  private readonly ticket: string | null;

  constructor(base: string, client: ClientToken, ticket: string | null = null) {
    this.base = base.replace(/\/$/, '');
    this.client = client;
    this.ticket = ticket;
  }

  startRun(request: RunRequest): Promise<Run> {
    return this.post<Run>('/api/runs', request);
  }

  stopRun(id: string): Promise<void> {
    return this.remove(`/api/runs/${encodeURIComponent(id)}`);
  }

  /** The newest runs of a scenario, the newest first. */
  runs(scenario: string, limit: number): Promise<Run[]> {
    return this.json<Run[]>(`/api/runs?scenario=${encodeURIComponent(scenario)}&limit=${limit}`, {
      headers: { Accept: 'application/json' },
    });
  }

  /** What happened in a finished run. */
  account(id: string): Promise<Account> {
    return this.json<Account>(`/api/runs/${encodeURIComponent(id)}/account`, {
      headers: { Accept: 'application/json' },
    });
  }

  /** The compact form of a run. */
  async trace(id: string): Promise<Blob> {
    return (
      await this.send(`/api/runs/${encodeURIComponent(id)}/trace`, { headers: { Accept: 'application/json' } })
    ).blob();
  }

  /** A run in a form to be saved. */
  async file(id: string, name: string, type: string): Promise<Blob> {
    return (await this.send(`/api/runs/${encodeURIComponent(id)}/${name}`, { headers: { Accept: type } })).blob();
  }

  /** The page that shows a trace without a server, before it has one. */
  async shell(): Promise<string> {
    return (await this.send('/standalone.html', {})).text();
  }

  eventsUrl(id: string): string {
    return this.streamUrl(`/api/runs/${encodeURIComponent(id)}/events`);
  }

  explore(request: ExplorationRequest): Promise<Exploration> {
    return this.post<Exploration>('/api/explorations', request);
  }

  cancelExploration(id: string): Promise<void> {
    return this.remove(`/api/explorations/${encodeURIComponent(id)}`);
  }

  /** Goes on with the server's bounds, once more. */
  resumeExploration(id: string): Promise<Exploration> {
    return this.post<Exploration>(`/api/explorations/${encodeURIComponent(id)}/resume`, { bounds: {} });
  }

  explorationEventsUrl(id: string): string {
    return this.streamUrl(`/api/explorations/${encodeURIComponent(id)}/events`);
  }

  openScheduling(request: SchedulingRequest): Promise<Scheduling> {
    return this.post<Scheduling>('/api/sessions', request);
  }

  schedule(id: string, action: SchedulingAction): Promise<Scheduling> {
    return this.post<Scheduling>(`/api/sessions/${encodeURIComponent(id)}/steps`, action);
  }

  closeScheduling(id: string): Promise<void> {
    return this.remove(`/api/sessions/${encodeURIComponent(id)}`);
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return this.json<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async remove(path: string): Promise<void> {
    // It may be the last thing that a page does.
    await this.send(path, { method: 'DELETE', keepalive: true });
  }

  private async json<T>(path: string, init: RequestInit): Promise<T> {
    return (await (await this.send(path, init)).json()) as T;
  }

  /** A stream is asked for without headers: who asks stands in its address, without what only we know. */
  private streamUrl(path: string): string {
    return this.url(`${path}?client=${nameOf(this.client)}`);
  }

  private url(path: string): string {
    if (this.ticket === null) return this.base + path;
    return `${this.base}${path}${path.includes('?') ? '&' : '?'}embed=${encodeURIComponent(this.ticket)}`;
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    // The browser's own wish is not always what the page's address says.
    const headers = { 'Accept-Language': language, 'Interleave-Client': this.client, ...init.headers };
    const response = await fetch(this.url(path), { credentials: 'omit', ...init, headers });
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
