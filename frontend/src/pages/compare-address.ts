import { TABS, type Tab } from '../panels/panels.ts';
import type { Selection } from '../timeline/view.ts';
import type { Viewport } from '../timeline/viewport.ts';
import { numbers, oneOf, readStretch, writeStretch } from './address.ts';
import type { By, SideKey } from './linked.ts';

/** What is in the URL of two runs beside each other, besides their ids: enough to open it again just so. */
export interface CompareAddress {
  readonly lang: string | null;
  readonly by: By;
  /** Whose all that follows is; that of the other run follows from it. */
  readonly lead: SideKey;
  /** Null where all of both runs is on screen. */
  readonly viewport: Viewport | null;
  readonly playhead: number | null;
  readonly selection: Selection | null;
  /** Which of the run's findings is marked, from 1. */
  readonly finding: number | null;
  readonly tab: Tab | null;
  readonly critical: boolean;
}

export function readCompareAddress(query: URLSearchParams): CompareAddress {
  const selection = numbers(query.get('sel'), 2);
  return {
    lang: query.get('lang'),
    by: query.get('by') === 'event' ? 'event' : 'clock',
    lead: query.get('lead') === 'b' ? 'b' : 'a',
    viewport: readStretch(query.get('view')),
    playhead: numbers(query.get('at'), 1)?.[0] ?? null,
    selection: selection && { thread: selection[0]!, seq: selection[1]! },
    finding: numbers(query.get('finding'), 1)?.[0] ?? null,
    tab: oneOf(TABS, query.get('panel')),
    critical: query.get('critical') === '1',
  };
}

export function writeCompareAddress(
  ids: Readonly<Record<SideKey, string | null>>,
  address: CompareAddress,
): URLSearchParams {
  const { lang, by, lead, viewport, playhead, selection, finding, tab, critical } = address;
  const placed = [viewport, playhead, selection, finding].some((place) => place !== null);
  const fields = {
    lang,
    a: ids.a,
    b: ids.b,
    by: by === 'event' ? by : null,
    lead: placed && lead === 'b' ? lead : null,
    view: writeStretch(viewport),
    at: playhead === null ? null : String(playhead),
    sel: selection && `${selection.thread}-${selection.seq}`,
    finding: finding === null ? null : String(finding),
    panel: tab,
    critical: critical ? '1' : null,
  };
  return new URLSearchParams(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null));
}
