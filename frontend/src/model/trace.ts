import { bytes, doubles, words32 } from '../base/column.ts';
import { ByteReader, fromBase64 } from '../base/bytes.ts';
import type { Batch, ObjectInfo, Site, ThreadInfo } from './format.ts';
import { kindOf } from './kinds.ts';

/**
 * The events of a run, a column for each field, indexed by `seq`.
 *
 * Slot 0 of every column is "none": causes, effects, objects and sites that are absent are 0, so no reader needs a special case.
 */
export class Trace {
  readonly kind = bytes();
  /** 1 where the event begins a wait that gives up by itself; a lock's request says so in its value. */
  readonly timed = bytes();
  readonly thread = words32();
  readonly t = doubles();
  readonly object = words32();
  readonly value = doubles();
  readonly cause = words32();
  readonly site = words32();
  /** The first event that names this one as its cause. */
  readonly effect = words32();
  /** The latest `t` of all events up to this one: time in `seq` order, which `t` itself is not. */
  readonly clock = doubles();

  /** Declarations by id; ids count from 1. */
  readonly threads: (ThreadInfo | undefined)[] = [];
  readonly objects: (ObjectInfo | undefined)[] = [];
  readonly sites: (Site | undefined)[] = [];
  readonly strings: (string | undefined)[] = [];

  constructor() {
    for (const column of [this.kind, this.timed, this.thread, this.t, this.object, this.value, this.cause, this.site, this.effect, this.clock]) {
      column.push(0);
    }
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

  /** Takes a batch that follows on. A batch already seen is ignored; a gap is an error. */
  append(batch: Batch): void {
    if (batch.seq + batch.count - 1 <= this.count) return;
    if (batch.seq !== this.count + 1) throw new Error(`expected event ${this.count + 1}, got ${batch.seq}`);
    for (const thread of batch.threads ?? []) this.threads[thread.id] = thread;
    for (const object of batch.objects ?? []) this.objects[object.id] = object;
    for (const site of batch.sites ?? []) this.sites[site.id] = site;
    for (const { id, text } of batch.strings ?? []) this.strings[id] = text;
    this.decode(batch);
  }

  private decode({ seq: first, count, data }: Batch): void {
    const reader = new ByteReader(fromBase64(data));
    for (let i = 0; i < count; i++) {
      const byte = reader.byte();
      const code = byte & 0x7f;
      kindOf(code);
      this.kind.push(code);
      this.timed.push(byte >> 7);
    }
    for (let i = 0; i < count; i++) this.thread.push(reader.varint());
    for (let i = 0, t = 0; i < count; i++) {
      t += reader.zigzag();
      this.t.push(t);
      this.clock.push(Math.max(this.clock.last(), t));
    }
    for (let i = 0; i < count; i++) this.object.push(reader.varint());
    for (let i = 0; i < count; i++) this.value.push(reader.zigzag());
    for (let i = 0; i < count; i++) {
      const back = reader.varint();
      const seq = first + i;
      if (back > seq) throw new RangeError(`event ${seq} has a cause before the first event`);
      const cause = back === 0 ? 0 : seq - back;
      this.cause.push(cause);
      this.effect.push(0);
      if (cause !== 0 && this.effect.at(cause) === 0) this.effect.set(cause, seq);
    }
    for (let i = 0; i < count; i++) this.site.push(reader.varint());
    if (!reader.done) throw new RangeError('the batch is longer than its count');
  }
}
