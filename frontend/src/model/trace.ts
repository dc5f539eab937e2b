import { Column } from '../base/column.ts';
import { makeRows, type Rows, readRows } from './batch.ts';
import type { Batch, ObjectInfo, Site, ThreadInfo } from './format.ts';
import { Latest } from './latest.ts';

const NONE = makeRows(1);

/**
 * The events of a run, a column for each field, indexed by `seq`.
 *
 * Slot 0 of every column is "none": causes, objects and sites that are absent are 0, so no reader needs a special case.
 */
export class Trace {
  readonly kind = new Column();
  /** 1 where the event begins a wait that gives up by itself; a lock's request says so in its value. */
  readonly timed = new Column();
  readonly thread = new Column();
  readonly t = new Column();
  readonly object = new Column();
  readonly value = new Column();
  readonly cause = new Causes();
  readonly site = new Column();
  /** The latest `t` of all events up to this one: time in `seq` order, which `t` itself is not. */
  readonly clock = new Latest(this.t);

  /** Declarations by id; ids count from 1. */
  readonly threads: (ThreadInfo | undefined)[] = [];
  readonly objects: (ObjectInfo | undefined)[] = [];
  readonly sites: (Site | undefined)[] = [];
  readonly strings: (string | undefined)[] = [];

  constructor() {
    this.take(NONE, 1);
  }

  /** The number of events, which is the `seq` of the last. */
  get count(): number {
    return this.kind.length - 1;
  }

  /** The latest time that any event has seen. */
  get endNs(): number {
    return this.clock.last();
  }

  /** The last event of the run, in `seq` order, that had happened by then. */
  seqAt(timeNs: number): number {
    return this.clock.upperBound(timeNs) - 1;
  }

  /** Takes a batch that follows on, and then tells of its events one by one. A batch already seen is ignored; a gap is an error. */
  append(batch: Batch, declared: () => void = () => {}, taken: (seq: number) => void = () => {}): void {
    if (batch.seq + batch.count - 1 <= this.count) return;
    if (batch.seq !== this.count + 1) throw new Error(`expected event ${this.count + 1}, got ${batch.seq}`);
    const rows = readRows(batch);
    for (const thread of batch.threads ?? []) this.threads[thread.id] = thread;
    for (const object of batch.objects ?? []) this.objects[object.id] = object;
    for (const site of batch.sites ?? []) this.sites[site.id] = site;
    for (const { id, text } of batch.strings ?? []) this.strings[id] = text;
    declared();
    this.take(rows, batch.count);
    for (let seq = batch.seq; seq <= this.count; seq++) taken(seq);
  }

  /** To be called when nothing more is expected. */
  trim(): void {
    for (const column of [
      this.kind,
      this.timed,
      this.thread,
      this.t,
      this.object,
      this.value,
      this.cause,
      this.site,
      this.clock,
    ])
      column.trim();
  }

  private take({ kind, timed, thread, t, object, value, back, site }: Rows, count: number): void {
    this.kind.append(kind, count);
    this.timed.append(timed, count);
    this.thread.append(thread, count);
    this.t.append(t, count);
    this.clock.append(t, count);
    this.object.append(object, count);
    this.value.append(value, count);
    this.cause.append(back, count);
    this.site.append(site, count);
  }
}

/** The event behind each event, kept as the distance to it: most are near. */
export class Causes {
  private readonly back = new Column();

  at(seq: number): number {
    const back = this.back.at(seq);
    return back === 0 ? 0 : seq - back;
  }

  /** The first `count` of some distances. */
  append(back: Float64Array, count: number): void {
    this.back.append(back, count);
  }

  trim(): void {
    this.back.trim();
  }
}
