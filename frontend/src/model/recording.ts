import { type Clock, endOf, NANOS, STEP_NS, STEPS, stepAt } from '../base/clock.ts';
import { Chains } from './chains.ts';
import type { CriticalPath } from './critical.ts';
import type { Batch, CompactTrace, Finding, Run } from './format.ts';
import { FORMAT_VERSION, isOver } from './format.ts';
import { CODE } from './kinds.ts';
import { Moves } from './moves.ts';
import { ObjectHistory } from './objects.ts';
import { ThreadHistory, type WaitListener } from './states.ts';
import type { Statistics } from './statistics.ts';
import { Trace } from './trace.ts';
import type { Use } from './use.ts';

/** What panels show of a whole run, if it was worked out when the run was opened. */
export interface Worked {
  readonly figures: Statistics;
  readonly path: CriticalPath;
  readonly chains: Chains;
  /** Of each object. */
  readonly uses: readonly (readonly Use[])[];
}

/** A run as far as it is known here: its trace and everything derived from it, kept up to date batch by batch. */
export class Recording implements WaitListener {
  readonly trace = new Trace();
  readonly threads: ThreadHistory[] = [];
  readonly objects: ObjectHistory[] = [];
  readonly findings: Finding[] = [];
  /** Who made each step; of a live run nothing is known of that. */
  readonly moves: Moves | null;
  /** Who waited for whom: as far as anybody asked. */
  chains = new Chains();
  worked: Worked | null = null;
  /** What panels show of the whole run is being worked out elsewhere. */
  working = false;
  private now: Run;

  private readonly threadsById: (ThreadHistory | undefined)[] = [];
  private readonly objectsById: (ObjectHistory | undefined)[] = [];

  constructor(run: Run) {
    this.now = run;
    this.moves = run.mode === 'controlled' ? new Moves(this.trace, this) : null;
    this.run = run;
  }

  get run(): Run {
    return this.now;
  }

  set run(run: Run) {
    this.now = run;
    if (run.schedule) this.moves?.adopt(run.schedule);
  }

  get clock(): Clock {
    return this.moves ? STEPS : NANOS;
  }

  static fromCompact(form: CompactTrace): Recording {
    if (form.formatVersion !== FORMAT_VERSION) throw new Error(`trace format ${form.formatVersion} is not known here`);
    const recording = new Recording(form.run);
    for (const batch of form.batches) recording.append(batch);
    recording.findings.push(...form.findings);
    recording.trim();
    return recording;
  }

  /** When the run ended, or the latest that any event tells; of a controlled run, the end of the last step. */
  get endNs(): number {
    if (this.moves) return this.trace.count === 0 ? 0 : endOf(stepAt(this.trace.endNs));
    return Math.max(this.trace.endNs, isOver(this.run) ? (this.run.durationNanos ?? 0) : 0);
  }

  thread(id: number): ThreadHistory | undefined {
    return this.threadsById[id];
  }

  object(id: number): ObjectHistory | undefined {
    return this.objectsById[id];
  }

  threadName(id: number): string {
    return this.trace.threads[id]?.name ?? `thread ${id}`;
  }

  objectName(id: number): string {
    return this.trace.objects[id]?.name ?? `object ${id}`;
  }

  /** Takes what was worked out; null if it could not be, and is worked out when it is asked for. */
  adopt(worked: Worked | null): void {
    this.working = false;
    this.worked = worked;
    if (!worked) return;
    this.chains = worked.chains;
    this.objects.forEach((object, i) => object.adopt(worked.uses[i]!));
  }

  append(batch: Batch): void {
    this.worked = null;
    this.trace.append(
      batch,
      () => this.declare(batch),
      (seq) => this.derive(seq),
    );
  }

  waitBegan(object: number, startNs: number): void {
    this.objectsById[object]?.waiters.began(startNs);
  }

  waitEnded(object: number, thread: number, startNs: number, endNs: number, resumedNs: number, result: number): void {
    this.objectsById[object]?.waitEnded(thread, startNs, endNs, resumedNs, result);
  }

  /** To be called when nothing more is expected: what follows still can, but costs more. */
  trim(): void {
    this.trace.trim();
    this.chains.trim();
    for (const history of [...this.threads, ...this.objects]) history.trim();
  }

  private declare({ threads, objects }: Batch): void {
    for (const { id } of threads ?? []) this.declareThread(id);
    for (const { id } of objects ?? []) this.declareObject(id);
  }

  private derive(seq: number): void {
    const { trace } = this;
    const kind = trace.kind.at(seq);
    this.moves?.on(seq);
    if (kind === CODE['thread.new'] || kind === CODE['thread.create']) this.threadsById[trace.value.at(seq)]?.born(seq);
    this.threadsById[trace.thread.at(seq)]?.own(seq);
    const object = trace.object.at(seq);
    if (object !== 0) this.objectsById[object]?.on(seq);
  }

  private declareThread(id: number): void {
    if (this.threadsById[id]) return;
    const history = new ThreadHistory(id, this.trace, this, this.moves ? STEP_NS : 0);
    this.threadsById[id] = history;
    this.threads.push(history);
  }

  private declareObject(id: number): void {
    const info = this.trace.objects[id];
    if (this.objectsById[id] || !info) return;
    const history = new ObjectHistory(info, this.trace);
    this.objectsById[id] = history;
    this.objects.push(history);
  }
}
