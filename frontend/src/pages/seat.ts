import type { Api, SchedulingAction, SchedulingRequest } from '../model/api.ts';
import { Problem } from '../model/api.ts';
import { type Goal, newlyReached, type Scheduling, type Track, trackOf } from '../model/scheduling.ts';

/** The scheduler's seat: a session in which a person chooses, and what the server answers. */
export class Seat {
  open = false;
  session: Scheduling | null = null;
  track: Track | null = null;
  problem: Problem | null = null;
  /** What was asked for, until the server's answer. */
  pending: SchedulingAction['action'] | 'open' | null = null;
  /** Reached by the last step for the first time. */
  reached: readonly Goal[] = [];
  private readonly api: Api;
  private readonly changed: () => void;
  private request: SchedulingRequest | null = null;

  constructor(api: Api, changed: () => void) {
    this.api = api;
    this.changed = changed;
  }

  /** Sits down, at the end of the request's schedule if it has one. */
  async sit(request: SchedulingRequest): Promise<void> {
    this.release();
    this.open = true;
    this.session = null;
    this.track = null;
    this.request = request;
    await this.ask('open', () => this.api.openScheduling(request));
  }

  async act(action: SchedulingAction): Promise<void> {
    const { session } = this;
    if (!session || this.pending) return;
    await this.ask(action.action, () => this.perform(session, action));
  }

  /** Asks again for what went wrong before there was a session. */
  async retry(): Promise<void> {
    if (this.request) await this.sit(this.request);
  }

  /** Takes up the failing schedule that was found. */
  async play(): Promise<void> {
    const schedule = this.session?.found?.schedule;
    if (this.request && schedule) await this.sit({ ...this.request, schedule });
  }

  leave(): void {
    this.release();
    this.open = false;
    this.session = null;
    this.problem = null;
    this.changed();
  }

  /** The server's place is free again; the page can still take up the schedule elsewhere. */
  release(): void {
    // A session that is not there any more is as good as closed.
    if (this.session) this.api.closeScheduling(this.session.id).catch(() => {});
  }

  private async ask(pending: NonNullable<Seat['pending']>, request: () => Promise<Scheduling>): Promise<void> {
    this.pending = pending;
    this.problem = null;
    this.changed();
    try {
      const now = await request();
      if (!this.open) return;
      this.reached = newlyReached(this.session, now);
      this.track = trackOf(now, this.track);
      this.session = now;
    } catch (reason) {
      this.problem = Problem.of(reason);
    } finally {
      this.pending = null;
      this.changed();
    }
  }

  private async perform(session: Scheduling, action: SchedulingAction): Promise<Scheduling> {
    try {
      return await this.api.schedule(session.id, action);
    } catch (reason) {
      if (!(reason instanceof Problem) || reason.status !== 404) throw reason;
      return this.api.schedule((await this.reopen(session)).id, action);
    }
  }

  /** An expired session again, standing where it stood and with what could be redone. */
  private async reopen({ step }: Scheduling): Promise<Scheduling> {
    const { schedule, steps } = this.track!;
    const fresh = await this.api.openScheduling({ ...this.request!, schedule });
    this.session = steps > step ? await this.api.schedule(fresh.id, { action: 'goto', step }) : fresh;
    return this.session;
  }
}
