import type { Batch, Finding, Run } from './format.ts';
import { FORMAT_VERSION } from './format.ts';

export type StreamState = 'connecting' | 'queued' | 'streaming' | 'disconnected' | 'ended';

/** What a stream tells. `state` comes before the data that it announces. */
export interface StreamListener {
  state(state: StreamState): void;
  run(run: Run): void;
  events(batch: Batch): void;
  finding(finding: Finding): void;
  end(run: Run): void;
  /** The stream cannot be read; nothing follows. */
  broken(reason: unknown): void;
}

/** The part of EventSource used here, so that a test can stand in for it. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface Stream {
  /** Leaves for good. */
  close(): void;
  /** Gives the connection back while nobody looks; `resume` goes on where it left. */
  pause(): void;
  resume(): void;
}

const CLOSED = 2;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

/**
 * Reads a run's server-sent events. An EventSource reconnects by itself, with Last-Event-ID, after a lost connection;
 * after an HTTP error it gives up, and then a new one is opened with `lastEventId`, at growing intervals.
 */
export function openStream(
  url: string,
  listener: StreamListener,
  connect: (url: string) => Source = (address) => new EventSource(address),
): Stream {
  let source: Source | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = FIRST_RETRY_MS;
  let lastId = '';
  let begun = false;
  let over = false;

  const leave = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const close = () => {
    over = true;
    leave();
  };

  const open = () => {
    listener.state('connecting');
    const mine = connect(lastId === '' ? url : `${url}${url.includes('?') ? '&' : '?'}lastEventId=${encodeURIComponent(lastId)}`);
    source = mine;
    /** Reads one message; what a closed or replaced source still delivers is not ours any more. */
    const on = <T>(type: string, take: (data: T) => void) =>
      mine.addEventListener(type, (event) => {
        if (source !== mine) return;
        try {
          take(JSON.parse(event.data) as T);
          if (event.lastEventId) lastId = event.lastEventId;
        } catch (reason) {
          close();
          listener.broken(reason);
        }
      });
    mine.addEventListener('open', () => {
      if (source !== mine) return;
      retryMs = FIRST_RETRY_MS;
      listener.state(begun ? 'streaming' : 'queued');
    });
    mine.addEventListener('error', () => {
      if (source !== mine) return;
      listener.state('disconnected');
      if (mine.readyState !== CLOSED) return;
      leave();
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    });
    on<{ formatVersion: number; run: Run }>('run', ({ formatVersion, run }) => {
      if (formatVersion !== FORMAT_VERSION) throw new Error(`trace format ${formatVersion} is not known here`);
      begun = true;
      listener.state('streaming');
      listener.run(run);
    });
    on<Batch>('events', (batch) => listener.events(batch));
    on<Finding>('finding', (finding) => listener.finding(finding));
    on<{ run: Run }>('end', ({ run }) => {
      close();
      listener.state('ended');
      listener.end(run);
    });
  };

  open();
  return {
    close,
    pause: leave,
    resume: () => {
      if (!over && source === null) {
        clearTimeout(retry);
        open();
      }
    },
  };
}
