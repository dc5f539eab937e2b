import { formatSteps } from '../base/clock.ts';
import type { Step } from '../base/units.ts';
import { words } from '../base/words.ts';
import { kindOf } from '../model/kinds.ts';
import type { Recording } from '../model/recording.ts';
import type { Choice, Parting } from '../model/schedule.ts';
import { describeValue, placeOf } from './describe.ts';

const t = words.strip;
/** More events of one step than this are told as a number. */
const EVENTS = 3;

/** What happened in a step: the first line says whose it was. */
export function describeStep(recording: Recording, at: Step): string[] {
  const moves = recording.moves!;
  const { thread, alternative } = moves.at(at);
  const [from, to] = moves.eventsOf(at);
  const own = Array.from({ length: to - from }, (_, i) => from + i).filter(
    (seq) => recording.trace.thread.at(seq) === thread,
  );
  const turn = moves.turnAt(at);
  const before = turn === 'goes on' ? '' : recording.threadName(moves.at((at - 1) as Step).thread);
  return [
    t.title(at, recording.threadName(thread)),
    ...own.slice(0, EVENTS).map((seq) => describeEvent(recording, seq)),
    ...(own.length > EVENTS ? ['…'] : []),
    ...(own.length > 0 && placeOf(recording, own[0]!) ? [placeOf(recording, own[0]!)] : []),
    ...(alternative === 0 ? [] : [t.alternative(alternative)]),
    ...(turn === 'preempts' ? [t.preempts(before)] : turn === 'takes over' ? [t.takesOver(before)] : []),
  ];
}

function describeEvent(recording: Recording, seq: number): string {
  const { trace } = recording;
  const object = trace.object.at(seq);
  return [
    kindOf(trace.kind.at(seq)).kind,
    object === 0 ? '' : recording.objectName(object),
    describeValue(recording, seq),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Where two schedules part, in a sentence. */
export function describeParting(parting: Parting, nameOf: (thread: number) => string): string {
  const name = ({ thread, alternative }: Choice, other: Choice) =>
    thread === other.thread ? t.course(nameOf(thread), alternative) : nameOf(thread);
  switch (parting.kind) {
    case 'same':
      return t.same;
    case 'shorter':
      return t.shorter(formatSteps(parting.steps));
    case 'apart':
      return t.apart(parting.step, name(parting.one, parting.other), name(parting.other, parting.one));
  }
}
