import { words } from '../base/words.ts';
import { isOver } from '../model/format.ts';
import type { Blank } from '../timeline/blank.ts';
import type { View } from '../timeline/view.ts';
import type { Session } from './session.ts';

/** Why there is no picture of a run, or none yet. */
export function blankOf(session: Session, { stream, recording }: View): Blank {
  const { run, problem } = session;
  const t = words.blank;
  if (problem) return { title: problem.title, hint: problem.message === problem.title ? '' : problem.message };
  if (session.starting) return t.starting;
  if (session.recorded && !recording) return t.opening;
  if (!run) return session.files ? t.file : t.idle;
  if (isOver(run)) return t.without;
  if (stream === 'disconnected') return t.disconnected;
  if (session.waits) return t.choose;
  return run.status === 'queued' ? t.queued : t.first;
}
