import { type Connect, connectEventSource, type Feed, openFeed } from './feed.ts';
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

/** Reads a run's server-sent events. */
export function openStream(url: string, listener: StreamListener, connect: Connect = connectEventSource): Feed {
  let begun = false;
  const feed: Feed = openFeed(
    url,
    {
      state: (state) => listener.state(state === 'open' ? (begun ? 'streaming' : 'queued') : state),
      broken: (reason) => listener.broken(reason),
      takes: {
        run: ({ formatVersion, run }: { formatVersion: number; run: Run }) => {
          if (formatVersion !== FORMAT_VERSION) throw new Error(`trace format ${formatVersion} is not known here`);
          begun = true;
          listener.state('streaming');
          listener.run(run);
        },
        events: (batch: Batch) => listener.events(batch),
        finding: (finding: Finding) => listener.finding(finding),
        end: ({ run }: { run: Run }) => {
          feed.close();
          listener.state('ended');
          listener.end(run);
        },
      },
    },
    connect,
  );
  return feed;
}
