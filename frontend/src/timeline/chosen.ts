import type { Chosen } from './arrange.ts';
import type { View } from './view.ts';
import { whyOf } from './why.ts';

/** The threads and objects that the selection and the marked finding are about. */
export function chosenOf(view: View): Chosen {
  const {
    selection,
    recording,
    marks: { finding },
  } = view;
  const threads = new Set(finding?.threads);
  const objects = new Set(finding?.objects);
  if (selection && recording) {
    threads.add(selection.thread);
    const object = recording.trace.object.at(selection.seq);
    if (object !== 0) objects.add(object);
    for (const link of whyOf(view)?.chain ?? []) {
      threads.add(link.thread);
      if (link.object !== 0) objects.add(link.object);
    }
  }
  return { threads, objects };
}
