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

/** All classes that a recording consists of. */
const CLASSES: readonly { readonly prototype: object }[] = [
  Column, Packs, Chains, CriticalPath, Ends, Forest, Holds, Latest, Moves, ObjectHistory, Recording, Moments, Spans, ThreadHistory, Steps, Causes, Trace, Use, WaiterCount,
];
const CLASS_OF = new Map(CLASSES.map(({ prototype }, i) => [prototype, i]));

/**
 * A recording, or a part of one, on its way to another thread. A structured clone keeps which object is which, but not of which class: that goes along, by the
 * index in `CLASSES`. Whoever transfers `buffers` with it cannot use it any more.
 */
export interface Parcel<T extends object> {
  readonly root: T;
  readonly instances: readonly object[][];
}

export function wrap<T extends object>(root: T): { parcel: Parcel<T>; buffers: ArrayBuffer[] } {
  const instances: object[][] = CLASSES.map(() => []);
  const buffers = new Set<ArrayBuffer>();
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
    if (ArrayBuffer.isView(each)) {
      buffers.add(each.buffer as ArrayBuffer);
    } else if (each instanceof Map) {
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
      else if (prototype !== Object.prototype) throw new TypeError(`${each.constructor.name} is not among the classes of a recording`);
      for (const value of Object.values(each)) meet(value);
    }
  }
  return { parcel: { root, instances }, buffers: [...buffers] };
}

export function unwrap<T extends object>({ root, instances }: Parcel<T>): T {
  instances.forEach((own, i) => {
    for (const each of own) Object.setPrototypeOf(each, CLASSES[i]!.prototype);
  });
  return root;
}
