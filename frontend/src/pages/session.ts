import { words } from '../base/words.ts';
import { type Api, Problem, type RunRequest } from '../model/api.ts';
import type { Feed } from '../model/feed.ts';
import { type CompactTrace, isOver, type Run } from '../model/format.ts';
import { type Opened, openTrace } from '../model/open-trace.ts';
import { Recording } from '../model/recording.ts';
import { openStream, type StreamState } from '../model/stream.ts';
import type { View } from '../timeline/view.ts';

/** The run on the page: started, followed, stopped, or fetched when it is over already. */
export class Session {
  run: Run | null = null;
  problem: Problem | null = null;
  /** Between the press of the button and the server's answer. */
  starting = false;
  /** The run was over before it came here. */
  recorded = false;
  /** The compact trace on the page, if it is not the server's to give. */
  original: (() => Promise<Blob>) | null = null;
  private readonly api: Api;
  private readonly view: View;
  private readonly changed: () => void;
  /** Runs come from files here. */
  readonly files: boolean;
  private stream: Feed | null = null;
  /** The file that was opened last. */
  private asked: Blob | null = null;

  constructor(api: Api, view: View, changed: () => void, files = false) {
    this.api = api;
    this.view = view;
    this.changed = changed;
    this.files = files;
  }

  get busy(): boolean {
    return this.starting || (this.stream !== null && this.run !== null && !isOver(this.run));
  }

  /** The run on the page goes on when a person says how. */
  get waits(): boolean {
    return !this.starting && this.stream === null && this.run !== null && !isOver(this.run);
  }

  async start(request: RunRequest): Promise<void> {
    this.forget();
    this.starting = true;
    this.changed();
    try {
      this.follow(await this.api.startRun(request));
    } catch (reason) {
      this.fail(reason);
    }
    this.starting = false;
    this.changed();
  }

  async stop(): Promise<void> {
    if (!this.run) return;
    try {
      await this.api.stopRun(this.run.id);
    } catch (reason) {
      this.fail(reason);
      this.changed();
    }
  }

  /** Shows a run that exists: from its record when it is over, else as it goes on. */
  async show(run: Run): Promise<void> {
    this.forget();
    if (!isOver(run)) {
      this.follow(run);
      return;
    }
    this.run = run;
    this.recorded = true;
    try {
      const opened = await openTrace(await this.api.trace(run.id));
      // Something else may be on the page by now.
      if (this.run !== run) return;
      this.load(opened);
    } catch (reason) {
      if (this.run !== run) return;
      this.fail(reason);
    }
    this.changed();
  }

  /** Shows a run that is made elsewhere on the page, as far as it is. */
  present(trace: CompactTrace): void {
    this.stream?.close();
    this.stream = null;
    this.view.stream = 'ended';
    this.problem = null;
    this.recorded = false;
    this.run = trace.run;
    this.original = async () => new Blob([JSON.stringify(trace)], { type: 'application/json' });
    this.view.replace(Recording.fromCompact(trace));
    this.changed();
  }

  /**
   * Shows a trace that came from elsewhere, and can be had there again, unless something newer was asked for meanwhile: then null.
   * Throws an Error that says what is wrong with it.
   */
  async open(file: Blob): Promise<Run | null> {
    this.asked = file;
    const opened = await openTrace(file);
    if (this.asked !== file) return null;
    this.forget();
    this.original = async () => file;
    this.load(opened);
    this.run = opened.recording.run;
    this.recorded = true;
    this.changed();
    return opened.recording.run;
  }

  private load({ recording, worked }: Opened): void {
    this.view.load(recording);
    void worked.then((figures) => {
      recording.adopt(figures);
      if (this.view.recording === recording) this.view.changed();
    });
  }

  /** Says that the run asked for is not there. */
  miss(): void {
    this.fail(new Problem(404, '', '', null, null));
    this.changed();
  }

  /** Leaves the run alone and clears the page of it. */
  forget(): void {
    this.stream?.close();
    this.stream = null;
    this.run = null;
    this.recorded = false;
    this.original = null;
    this.problem = null;
    this.view.load(null);
  }

  /** A page that nobody sees gives its connection back: a browser has only six for a server. */
  pauseWhenHidden(): void {
    document.addEventListener('visibilitychange', () =>
      document.hidden ? this.stream?.pause() : this.stream?.resume(),
    );
  }

  private follow(run: Run): void {
    this.setRun(run);
    this.view.show(run);
    this.stream = openStream(this.api.eventsUrl(run.id), {
      state: (state) => this.setState(state),
      run: (now) => this.setRun(now),
      events: (batch) => {
        this.view.recording!.append(batch);
        this.view.arrived();
      },
      finding: (finding) => {
        this.view.recording!.findings.push(finding);
        this.view.changed();
      },
      end: (now) => {
        this.setRun(now);
        this.view.arrived();
      },
      broken: (reason) => {
        this.fail(
          reason instanceof Problem ? reason : new Problem(0, words.problem.broken, String(reason), null, null),
        );
        this.changed();
      },
    });
    this.changed();
  }

  private setRun(run: Run): void {
    this.run = run;
    if (this.view.recording) this.view.recording.run = run;
    this.changed();
  }

  private setState(state: StreamState): void {
    this.view.stream = state;
    this.view.changed();
    this.changed();
  }

  private fail(reason: unknown): void {
    this.problem = Problem.of(reason);
    if (this.problem.status === 404)
      this.problem = new Problem(404, words.problem.notStored, words.blank.gone, null, null);
  }
}
