import { words } from '../base/words.ts';
import type { Api, ExplorationRequest } from '../model/api.ts';
import { Problem } from '../model/api.ts';
import { type Exploration, isExploring } from '../model/exploration.ts';
import { type Connect, connectEventSource, type Feed, openFeed } from '../model/feed.ts';

/** The exploration on the page: started, followed, cancelled, taken up again. */
export class Explorer {
  exploration: Exploration | null = null;
  problem: Problem | null = null;
  /** Between the press of a button and the server's answer. */
  starting = false;
  lost = false;
  private readonly api: Api;
  private readonly changed: () => void;
  private readonly connect: Connect;
  private feed: Feed | null = null;

  constructor(api: Api, changed: () => void, connect: Connect = connectEventSource) {
    this.api = api;
    this.changed = changed;
    this.connect = connect;
  }

  get busy(): boolean {
    return this.starting || (this.exploration !== null && isExploring(this.exploration));
  }

  async start(request: ExplorationRequest): Promise<void> {
    this.forget();
    await this.ask(() => this.api.explore(request));
  }

  async resume(): Promise<void> {
    const { exploration } = this;
    if (exploration) await this.ask(() => this.api.resumeExploration(exploration.id));
  }

  async cancel(): Promise<void> {
    const { exploration } = this;
    if (!exploration) return;
    try {
      await this.api.cancelExploration(exploration.id);
    } catch (reason) {
      this.fail(reason);
      this.changed();
    }
  }

  /** Nobody waits for it any more. */
  release(): void {
    if (this.exploration && isExploring(this.exploration))
      this.api.cancelExploration(this.exploration.id).catch(() => {});
  }

  /** Ends it and clears the page of it. */
  forget(): void {
    this.release();
    this.feed?.close();
    this.feed = null;
    this.exploration = null;
    this.problem = null;
    this.lost = false;
    this.changed();
  }

  private async ask(request: () => Promise<Exploration>): Promise<void> {
    this.starting = true;
    this.problem = null;
    this.changed();
    try {
      this.follow(await request());
    } catch (reason) {
      this.fail(reason);
    }
    this.starting = false;
    this.changed();
  }

  private follow(exploration: Exploration): void {
    this.feed?.close();
    this.exploration = exploration;
    if (!isExploring(exploration)) return;
    const take = (now: Exploration) => {
      this.exploration = now;
      this.changed();
    };
    const feed = openFeed(
      this.api.explorationEventsUrl(exploration.id),
      {
        state: (state) => {
          this.lost = state === 'disconnected';
          this.changed();
        },
        broken: (reason) => {
          this.fail(new Problem(0, words.exploration.failed, String(reason), null, null));
          this.changed();
        },
        takes: {
          progress: take,
          end: (now: Exploration) => {
            feed.close();
            take(now);
          },
        },
      },
      this.connect,
    );
    this.feed = feed;
  }

  private fail(reason: unknown): void {
    this.problem = Problem.of(reason);
  }
}
