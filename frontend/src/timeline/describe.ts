import { formatAverage, formatCount, formatDuration, formatShare } from '../base/format.ts';
import { words } from '../base/words.ts';
import { eventView } from '../model/events.ts';
import { enderOf, waitersAfter } from '../model/explain.ts';
import { messageOf } from '../model/findings.ts';
import type { Finding } from '../model/format.ts';
import { CODE, kindOf } from '../model/kinds.ts';
import type { ObjectHistory } from '../model/objects.ts';
import type { Recording } from '../model/recording.ts';
import type { Group, Row } from './arrange.ts';
import type { Hit } from './hit.ts';

/** `Counter.java:23`, or nothing where it is not known. */
export function placeOf(recording: Recording, seq: number): string {
  const site = recording.trace.sites[recording.trace.site.at(seq)];
  return site ? `${site.file.slice(site.file.lastIndexOf('/') + 1)}:${site.line}` : '';
}

/** A group of objects is called after their type. */
export const groupName = ({ name, objects }: Group): string =>
  objects.length > 0 ? words.lanes.types[objects[0]!.info.type] : name;

/** What a lane is called. */
export const laneName = (row: Row): string => (row.kind === 'group' ? groupName(row.group) : row.name);

const waitersAt = (waiters: ObjectHistory['waiters'], timeNs: number): number => {
  const index = waiters.t.upperBound(timeNs) - 1;
  return index < 0 ? 0 : waiters.countAt(index);
};

/** What an object is in, just after an event: short enough for a lane's label. */
export function describeObject(
  recording: Recording,
  { info, holds, level, active }: ObjectHistory,
  seq: number,
): string {
  const t = words.timeline;
  const value = level.after(seq);
  const limit = info.capacity ?? (typeof info.initial === 'number' ? info.initial : undefined);
  switch (info.type) {
    case 'lock':
    case 'reentrant-lock':
    case 'read-write-lock':
    case 'stamped-lock': {
      const owner = holds.ownerAfter(seq);
      if (owner !== 0) return recording.threadName(owner);
      return value ? t.readers(value) : t.free;
    }
    case 'condition':
      return t.waitersNow(waitersAfter(recording, info.id, seq).length);
    case 'semaphore':
      return value === undefined ? '' : t.permits(value, limit);
    case 'queue':
      return t.depth(value ?? 0, info.capacity);
    case 'latch':
      return value === undefined ? '' : t.count(value);
    case 'barrier':
      return t.arrived(value ?? 0, limit);
    case 'event':
      return value ? t.set : t.clear;
    case 'future':
      return value ? t.done : t.pending;
    case 'executor':
      return t.tasks(value ?? 0, active.after(seq) ?? 0);
    case 'variable':
    case 'volatile':
    case 'atomic':
    case 'adder':
      if (value === undefined) return info.initial === undefined ? '' : `= ${info.initial}`;
      return `= ${info.text ? (recording.trace.strings[value] ?? '') : value}`;
  }
}

/** An event's value as text; empty where its kind has none. */
export function describeValue(recording: Recording, seq: number): string {
  const { value } = eventView(recording.trace, seq);
  if (value === null) return '';
  const type = kindOf(recording.trace.kind.at(seq)).value;
  // What a sleep or work was to take has no place among steps.
  if (type === 'nanos') return recording.moves ? '' : formatDuration(value as number);
  if (type === 'thread') return recording.threadName(value as number);
  if (typeof value === 'object')
    return (value.mode === 'read' ? words.timeline.readHolds : words.timeline.holds)(value.holds);
  return String(value);
}

/** What a thread does in an event, to stand after its name: `reads 3`, `asks for left account`. */
export function describeDoing(recording: Recording, seq: number): string {
  const { trace } = recording;
  const { kind } = kindOf(trace.kind.at(seq));
  const object = trace.object.at(seq) === 0 ? '' : recording.objectName(trace.object.at(seq));
  const value = describeValue(recording, seq);
  return words.doing[kind]?.(object, value) ?? [kind, object, value].filter(Boolean).join(' ');
}

/** A finding's type as a student says it. */
export function titleOf(type: string): string {
  const text = type.replaceAll('-', ' ');
  return words.finding.types[type]?.title ?? text.charAt(0).toUpperCase() + text.slice(1);
}

/** The lines of the tooltip over a finding's badge. */
export function describeBadge(findings: readonly Finding[]): string[] {
  const [first, ...more] = findings as [Finding, ...Finding[]];
  return [
    words.finding.mark(titleOf(first.type), words.finding[first.certainty]),
    messageOf(first),
    ...(more.length > 0 ? [words.finding.more(more.length)] : []),
  ];
}

/** The lines of the tooltip: the first is the title. */
export function describeHit(recording: Recording, hit: Hit): string[] {
  const { about, names, parts } = words.list;
  const { trace } = recording;
  switch (hit.kind) {
    case 'many':
      return [
        about(recording.threadName(hit.thread.id), words.timeline.more(formatCount(hit.count))),
        parts(...hit.shares.map(({ state, share }) => `${words.state[state]} ${formatShare(share)}`)),
        ...(hit.waits > 0 ? [words.timeline.waits(formatCount(hit.waits))] : []),
      ];
    case 'stretch': {
      const { interval } = hit;
      const length = recording.clock.duration(interval.endNs - interval.startNs);
      const joined =
        trace.kind.at(interval.from) === CODE['thread.join.request']
          ? recording.threadName(trace.value.at(interval.from))
          : '';
      const object = interval.object !== 0 ? recording.objectName(interval.object) : joined;
      const ender = enderOf(recording, interval);
      return [
        about(
          recording.threadName(interval.thread),
          `${words.state[interval.state]}${object && interval.state !== 'running' ? ` · ${object}` : ''}`,
        ),
        interval.to === 0 && interval.state !== 'running' ? parts(length, words.timeline.open) : length,
        ...(ender !== 0
          ? [
              `${words.selection.endedBy} ${words.selection.by(recording.threadName(trace.thread.at(ender)), kindOf(trace.kind.at(ender)).kind, placeOf(recording, ender))}`,
            ]
          : []),
        ...(placeOf(recording, interval.from) ? [placeOf(recording, interval.from)] : []),
      ];
    }
    case 'access':
      return [
        about(
          recording.threadName(trace.thread.at(hit.seq)),
          `${kindOf(trace.kind.at(hit.seq)).kind} ${describeValue(recording, hit.seq)}`,
        ),
        hit.object.info.name,
        ...(placeOf(recording, hit.seq) ? [placeOf(recording, hit.seq)] : []),
      ];
    case 'group': {
      const { group, counts, atNs } = hit;
      const waiting = group.objects.reduce((sum, { waiters }) => sum + waitersAt(waiters, atNs), 0);
      return [
        words.lanes.group(groupName(group), formatCount(group.threads.length + group.objects.length)),
        ...(group.objects.length > 0
          ? [words.timeline.waitersNow(waiting)].filter(Boolean)
          : counts.map(({ state, count }) => words.lanes.inState(words.state[state], formatAverage(count)))),
      ];
    }
    case 'object': {
      const seq = trace.seqAt(hit.atNs);
      const queue = waitersAfter(recording, hit.object.info.id, seq);
      return [
        about(`${hit.object.info.name} (${hit.object.info.type})`, describeObject(recording, hit.object, seq)),
        ...(queue.length > 0
          ? [
              about(
                words.timeline.waitersNow(queue.length),
                `${names(...queue.slice(0, 6).map((w) => recording.threadName(w.thread)))}${queue.length > 6 ? '…' : ''}`,
              ),
            ]
          : []),
      ];
    }
  }
}
