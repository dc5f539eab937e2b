import { html, nothing, render } from 'lit';
import { formatSteps } from '../base/clock.ts';
import { words } from '../base/words.ts';
import type { RunRequest, SchedulingRequest, Subject } from '../model/api.ts';
import { isExploring } from '../model/exploration.ts';
import type { Run } from '../model/format.ts';
import { formatSchedule, parseSchedule } from '../model/schedule.ts';
import { offersOf, type Scheduling } from '../model/scheduling.ts';
import { outcomesPanel } from '../panels/outcomes.ts';
import { choose, schedulerPanel } from '../panels/scheduler.ts';
import { wantsKeys } from '../timeline/keys.ts';
import { type Address, fits } from './address.ts';
import type { Bench } from './bench.ts';
import { Explorer } from './explorer.ts';
import type { ParameterForm } from './form.ts';
import type { ModeForm } from './mode.ts';
import { byId } from './page-data.ts';
import { Seat } from './seat.ts';

interface Parts {
  readonly bench: Bench;
  readonly form: ParameterForm;
  readonly mode: ModeForm;
  /** The program that the form describes. */
  readonly subject: () => Subject;
  /** The URL has something new to say. */
  readonly changed: () => void;
}

const NARROW = '(max-width: 900px)';

/** Controlled mode on the Lab page: replays, explorations, the scheduler's seat, and the one view that they share. */
export class Controlled {
  readonly seat: Seat;
  private readonly parts: Parts;
  private readonly explorer: Explorer;
  /** A schedule that the URL brought and nobody has run yet. */
  private offered: string | null = null;
  /** Whether a schedule that misses the goal is to be shown as soon as exploring has found it. */
  private searching = false;
  private shown: Scheduling | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
    this.explorer = new Explorer(parts.bench.api, () => this.update());
    this.seat = new Seat(parts.bench.api, () => this.seatChanged());
    byId('explore-button').addEventListener('click', () => void this.explore());
    byId('find-button').addEventListener('click', () => void this.find());
    byId('scheduler-button').addEventListener('click', () => {
      this.compare(null);
      void this.sit();
    });
    document.addEventListener('keydown', (event) => this.key(event));
    addEventListener('pagehide', () => {
      this.seat.release();
      this.explorer.release();
    });
  }

  /** The seed goes along where the schedule is too long: with the strategy it leads to the same run. */
  get address(): Pick<Address, 'schedule' | 'against' | 'play' | 'seed'> {
    const {
      bench: {
        view,
        session: { run },
      },
      form,
      mode,
    } = this.parts;
    const { seat } = this;
    const replayed = mode.controlled && mode.strategy === 'replay' ? mode.schedule : null;
    const schedule = seat.open
      ? (seat.session?.schedule ?? null)
      : (view.recording?.moves?.text ?? this.offered ?? replayed);
    const sown = schedule !== null && !fits(schedule) && run?.strategy !== 'replay' ? run?.seed : null;
    return {
      schedule,
      seed: form.seed === null ? (sown == null ? null : String(sown)) : String(form.seed),
      against: view.against && formatSchedule(view.against),
      play: seat.open,
    };
  }

  /** Opens what the URL says, beside the run that it names if that is still stored. */
  async reopen({ schedule, against, play }: Address, run: Run | null): Promise<void> {
    this.compare(against);
    if (play) {
      await this.sit(schedule);
    } else if (schedule !== null && !run) {
      this.offered = schedule.trim();
      this.parts.mode.set({ mode: 'controlled', strategy: 'replay', schedule: schedule.trim() });
    }
    this.update();
  }

  async run(request: RunRequest): Promise<void> {
    const { bench } = this.parts;
    // What the URL brought to compare with belongs to the schedule that it brought.
    if (this.offered === null) bench.view.compareWith(null);
    this.offered = null;
    this.searching = false;
    this.seat.leave();
    // On a narrow page the picture is far below the form.
    if (matchMedia(NARROW).matches) document.querySelector('.bench')!.scrollIntoView();
    await bench.session.start(request);
  }

  /** Leaves everything that belongs to the program on screen. */
  forget(): void {
    this.offered = null;
    this.searching = false;
    this.parts.bench.view.compareWith(null);
    this.explorer.forget();
    this.seat.leave();
  }

  /** Brings the page in line with the mode, the run and the exploration. */
  update(): void {
    const {
      bench: { panels, session },
      mode,
    } = this.parts;
    // Whoever chooses otherwise has put the link's schedule aside.
    if (!mode.controlled || mode.strategy !== 'replay' || mode.schedule !== this.offered) this.offered = null;
    if (!mode.controlled && this.seat.open) {
      this.seat.leave();
      session.forget();
    }
    panels.showOutcomes(mode.controlled || this.explorer.exploration ? () => outcomesPanel(this.outcomesDesk()) : null);
    for (const id of ['explore-button', 'find-button']) byId<HTMLButtonElement>(id).disabled = this.explorer.busy;
    this.showOffer();
    this.showFound();
  }

  /** Explores, and shows the simplest schedule that misses the goal. */
  private async find(): Promise<void> {
    this.parts.mode.set({ mode: 'controlled' });
    this.update();
    const explored = this.explore();
    this.searching = true;
    await explored;
  }

  private showFound(): void {
    const { exploration } = this.explorer;
    if (!this.searching || !exploration || isExploring(exploration)) return;
    this.searching = false;
    if (exploration.minimal) void this.show(exploration.minimal.schedule);
  }

  private async explore(): Promise<void> {
    const { bench, mode, form, subject } = this.parts;
    this.searching = false;
    form.showProblem(null);
    bench.panels.open('outcomes');
    if (matchMedia(NARROW).matches) byId('panel-tabs').scrollIntoView();
    this.parts.changed();
    await this.explorer.start({
      ...subject(),
      method: mode.method,
      memory: mode.memory,
      ...(form.seed === null ? {} : { seed: form.seed }),
    });
    if (this.explorer.problem) form.showProblem(this.explorer.problem);
  }

  private async sit(schedule: string | null = null): Promise<void> {
    const { bench, mode, subject } = this.parts;
    this.offered = null;
    bench.session.forget();
    this.update();
    const request: SchedulingRequest = { ...subject(), memory: mode.memory, ...(schedule ? { schedule } : {}) };
    if (matchMedia(NARROW).matches) document.querySelector('.bench')!.scrollIntoView();
    await this.seat.sit(request);
  }

  /** Runs a schedule of the program explored, which the form then describes. */
  private async show(schedule: string): Promise<void> {
    const { form } = this.parts;
    const { scenario, variant, parameters, memory } = this.explorer.exploration!;
    form.set(parameters);
    await this.run({ scenario, variant, parameters, mode: 'controlled', memory, schedule });
  }

  private compare(schedule: string | null): void {
    this.parts.bench.view.compareWith(schedule === null ? null : parseSchedule(schedule));
  }

  private outcomesDesk() {
    const { explorer } = this;
    const { view } = this.parts.bench;
    return {
      exploration: explorer.exploration,
      problem: explorer.problem,
      starting: explorer.starting,
      lost: explorer.lost,
      comparable: (view.recording?.moves?.count ?? 0) > 0,
      explore: () => void this.explore(),
      cancel: () => void explorer.cancel(),
      resume: () => void explorer.resume(),
      show: (schedule: string) => void this.show(schedule),
      compare: (schedule: string) => {
        this.compare(schedule);
        if (matchMedia(NARROW).matches) byId('strip').scrollIntoView();
      },
    };
  }

  private schedulerDesk() {
    const { seat } = this;
    const { view, session } = this.parts.bench;
    return {
      session: seat.session,
      track: seat.track,
      problem: seat.problem,
      pending: seat.pending,
      reached: seat.reached,
      act: (action: Parameters<Seat['act']>[0]) => void seat.act(action),
      point: (thread: number | null) => view.point(thread),
      play: () => void seat.play(),
      retry: () => void seat.retry(),
      leave: () => {
        seat.leave();
        session.forget();
        this.parts.changed();
        byId('scheduler-button').focus();
      },
    };
  }

  private seatChanged(): void {
    const { bench, changed } = this.parts;
    const { session } = this.seat;
    const place = byId('scheduler');
    const inside = place.contains(document.activeElement);
    const arrived = session !== null && this.shown === null;
    place.hidden = !this.seat.open;
    render(this.seat.open ? schedulerPanel(this.schedulerDesk()) : nothing, place);
    // Whoever sits down, or has the button that was pressed taken away, has the next choice at hand.
    if (arrived || (inside && !place.contains(document.activeElement)))
      place.querySelector<HTMLElement>('.offer, #undo')?.focus();
    if (session !== this.shown) {
      this.shown = session;
      bench.view.point(null);
      if (session) bench.session.present(session.trace);
    }
    changed();
  }

  private key(event: KeyboardEvent): void {
    const { seat } = this;
    if (!seat.session || event.ctrlKey || event.metaKey || event.altKey || wantsKeys(event.target, event.key)) return;
    const key = event.key.toLowerCase();
    const offer = /^[1-9]$/.test(key) ? offersOf(seat.session)[Number(key) - 1] : undefined;
    if (offer && !seat.session.end) void seat.act(choose(offer));
    else if (key === 'u' && seat.session.canUndo) void seat.act({ action: 'undo' });
    else if (key === 'r' && seat.session.canRedo) void seat.act({ action: 'redo' });
    else return;
    event.preventDefault();
  }

  private showOffer(): void {
    const place = byId('offer');
    const { offered } = this;
    place.hidden = offered === null;
    const steps = offered === null ? null : parseSchedule(offered);
    render(
      offered === null
        ? nothing
        : steps === null
          ? words.offer.broken
          : html`${words.offer.text(formatSteps(steps.length))}
            <button type="button" id="show-offer" class="secondary" @click=${() => byId('run-button').click()}>${words.offer.show}</button>`,
      place,
    );
  }
}
