import { Column } from '../base/column.ts';
import { Packs } from '../base/packs.ts';
import { Chains } from './chains.ts';
import { CriticalPath } from './critical.ts';
import { Ends } from './ends.ts';
import { Forest } from './forest.ts';
import { Holds } from './holds.ts';
import { Latest } from './latest.ts';
import { Moves } from './moves.ts';
import { ObjectHistory } from './objects.ts';
import { Recording } from './recording.ts';
import { Moments, Spans } from './spans.ts';
import { ThreadHistory } from './states.ts';
import { Steps } from './steps.ts';
import { Causes, Trace } from './trace.ts';
import { Use } from './use.ts';
import { WaiterCount } from './waiters.ts';
import { Waits } from './waits.ts';

/** All classes that a recording consists of. */
const CLASSES: readonly { readonly prototype: object }[] = [
  Column,
  Packs,
  Chains,
  CriticalPath,
  Ends,
  Forest,
  Holds,
  Latest,
  Moves,
  ObjectHistory,
  Recording,
  Moments,
  Spans,
  ThreadHistory,
  Steps,
  Causes,
  Trace,
  Use,
  WaiterCount,
  Waits,
];
const CLASS_OF = new Map(CLASSES.map(({ prototype }, i) => [prototype, i]));

/**
 * A recording, or a part of one, on its way to another thread. A structured clone keeps which object is which, but not of which class: that goes along, by the
 * index in `CLASSES`.
 */
export interface Parcel<T extends object> {
  readonly root: T;
  readonly instances: readonly object[][];
}

/** Sends something away, with its buffers: to transfer them is much faster than to have them cloned. */
export type Send<T extends object> = (parcel: Parcel<T>, buffers: ArrayBuffer[]) => void;

/** Sends it away for good: it cannot be used any more. */
export function give<T extends object>(root: T, send: Send<T>): void {
  const { parcel, views } = wrap(root);
  send(
    parcel,
    views.map(({ holder, key }) => holder[key]!.buffer),
  );
}

/** Sends it away and keeps a copy in its place. */
export function share<T extends object>(root: T, send: Send<T>): void {
  const { parcel, views } = wrap(root);
  const copies = views.map(({ holder, key }) => holder[key]!.slice());
  send(
    parcel,
    views.map(({ holder, key }) => holder[key]!.buffer),
  );
  views.forEach(({ holder, key }, i) => {
    holder[key] = copies[i]!;
  });
}

type Numbers = Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A field with numbers in a buffer of its own. */
interface View {
  readonly holder: Record<string, Numbers>;
  readonly key: string;
}

function wrap<T extends object>(root: T): { parcel: Parcel<T>; views: View[] } {
  const instances: object[][] = CLASSES.map(() => []);
  const views: View[] = [];
  const seen = new Set<object>();
  const open: object[] = [];
  const meet = (value: unknown) => {
    if (typeof value === 'function') throw new TypeError('a function cannot go to another thread');
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    open.push(value);
  };
  meet(root);
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each instanceof Map) {
      for (const [key, value] of each) {
        meet(key);
        meet(value);
      }
    } else if (each instanceof Set || Array.isArray(each)) {
      for (const value of each) meet(value);
    } else {
      const prototype = Object.getPrototypeOf(each) as object;
      const index = CLASS_OF.get(prototype);
      if (index !== undefined) instances[index]!.push(each);
      else if (prototype !== Object.prototype)
        throw new TypeError(`${each.constructor.name} is not among the classes of a recording`);
      for (const [key, value] of Object.entries(each)) {
        if (value instanceof Float64Array || value instanceof Uint8Array)
          views.push({ holder: each as View['holder'], key });
        else meet(value);
      }
    }
  }
  return { parcel: { root, instances }, views };
}

export function unwrap<T extends object>({ root, instances }: Parcel<T>): T {
  instances.forEach((own, i) => {
    for (const each of own) Object.setPrototypeOf(each, CLASSES[i]!.prototype);
  });
  return root;
}
