import type { ObjectType } from '../model/format.ts';

/** Alike next to alike: who does it, what is locked, what is waited at, what is passed on, who does the work, what is computed. */
export const FAMILIES = ['threads', 'locks', 'conditions', 'gates', 'queues', 'tasks', 'values'] as const;
export type Family = (typeof FAMILIES)[number];

const OF: Record<ObjectType, Family> = {
  lock: 'locks',
  'reentrant-lock': 'locks',
  'read-write-lock': 'locks',
  'stamped-lock': 'locks',
  condition: 'conditions',
  semaphore: 'gates',
  event: 'gates',
  latch: 'gates',
  barrier: 'gates',
  queue: 'queues',
  executor: 'tasks',
  future: 'tasks',
  variable: 'values',
  volatile: 'values',
  atomic: 'values',
  adder: 'values',
};

export const familyOf = (type: ObjectType): Family => OF[type];
export const rankOf = (type: ObjectType): number => FAMILIES.indexOf(OF[type]);
