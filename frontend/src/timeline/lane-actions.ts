import { formatCount } from '../base/format.ts';
import { words } from '../base/words.ts';
import type { Arrangement } from './arrangement.ts';
import { laneName } from './describe.ts';
import type { Lane } from './lanes.ts';
import type { Layout } from './layout.ts';

export type Action = 'open' | 'close' | 'pin' | 'unpin' | 'up' | 'down' | 'hide';

/** What can be done with a lane, by whichever way it is asked for. */
export function actionsOn(lane: Lane, layout: Layout): Action[] {
  const siblings = layout.siblings(lane);
  const at = siblings.indexOf(lane);
  return [
    ...(lane.kind === 'group' ? ([lane.open ? 'close' : 'open'] as const) : []),
    lane.pinned ? 'unpin' : 'pin',
    ...(at > 0 ? (['up'] as const) : []),
    ...(at < siblings.length - 1 ? (['down'] as const) : []),
    'hide',
  ];
}

/** Does it, and says what it did. */
export function perform(action: Action, lane: Lane, layout: Layout, lanes: Arrangement): string {
  const { said } = words.lanes;
  const name = laneName(lane);
  const siblings = layout.siblings(lane);
  const at = siblings.indexOf(lane);
  switch (action) {
    case 'open':
    case 'close':
      lanes.turn(lane.key);
      return action === 'open'
        ? said.opened(
            name,
            formatCount(lane.kind === 'group' ? lane.group.threads.length + lane.group.objects.length : 0),
          )
        : said.closed(name);
    case 'pin':
    case 'unpin':
      lanes.togglePin(lane.key);
      return action === 'pin' ? said.pinned(name) : said.unpinned(name);
    case 'up':
      return put(lane, siblings[at - 1], lanes);
    case 'down':
      return put(lane, siblings[at + 2], lanes);
    case 'hide':
      lanes.hide(lane.key);
      return said.hidden(name);
  }
}

/** Puts a lane above another, or below all that it is among. */
export function put(lane: Lane, before: Lane | undefined, lanes: Arrangement): string {
  lanes.move(lane.key, before?.key ?? null);
  return before ? words.lanes.said.moved(laneName(lane), laneName(before)) : words.lanes.said.last(laneName(lane));
}
