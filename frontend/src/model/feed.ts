/** The part of EventSource used here, so that a test can stand in for it. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export type Connect = (url: string) => Source;

export const connectEventSource: Connect = (url) => new EventSource(url);

export interface Feed {
  /** Leaves for good. */
  close(): void;
  /** Gives the connection back while nobody looks; `resume` goes on where it left. */
  pause(): void;
  resume(): void;
}

export interface FeedListener {
  state(state: 'connecting' | 'open' | 'disconnected'): void;
  /** A message cannot be read; nothing follows. */
  broken(reason: unknown): void;
  /** What to do with the data of each type of message. */
  readonly takes: Readonly<Record<string, (data: never) => void>>;
}

const CLOSED = 2;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

/**
 * Reads server-sent events. An EventSource reconnects by itself, with Last-Event-ID, after a lost connection;
 * after an HTTP error it gives up, and then a new one is opened with `lastEventId`, at growing intervals.
 */
export function openFeed(url: string, listener: FeedListener, connect: Connect): Feed {
  let source: Source | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = FIRST_RETRY_MS;
  let lastId = '';
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
    const mine = connect(
      lastId === '' ? url : `${url}${url.includes('?') ? '&' : '?'}lastEventId=${encodeURIComponent(lastId)}`,
    );
    source = mine;
    for (const [type, take] of Object.entries(listener.takes)) {
      mine.addEventListener(type, (event) => {
        // What a closed or replaced source still delivers is not ours any more.
        if (source !== mine) return;
        try {
          take(JSON.parse(event.data) as never);
          if (event.lastEventId) lastId = event.lastEventId;
        } catch (reason) {
          close();
          listener.broken(reason);
        }
      });
    }
    mine.addEventListener('open', () => {
      if (source !== mine) return;
      retryMs = FIRST_RETRY_MS;
      listener.state('open');
    });
    mine.addEventListener('error', () => {
      if (source !== mine) return;
      listener.state('disconnected');
      if (mine.readyState !== CLOSED) return;
      leave();
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
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
