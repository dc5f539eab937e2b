import type { Viewport } from '../timeline/viewport.ts';
import { readStretch, writeStretch } from './address.ts';
import type { By, SideKey } from './linked.ts';

/** What is in the URL of two runs beside each other, besides their ids: enough to open it again just so. */
export interface CompareAddress {
  readonly lang: string | null;
  readonly by: By;
  /** Whose the viewport and the playhead are; those of the other follow from them. */
  readonly lead: SideKey;
  /** Null where all of both runs is on screen. */
  readonly viewport: Viewport | null;
  readonly playhead: number | null;
  readonly critical: boolean;
}

export function readCompareAddress(query: URLSearchParams): CompareAddress {
  const at = query.get('at') ?? '';
  return {
    lang: query.get('lang'),
    by: query.get('by') === 'event' ? 'event' : 'clock',
    lead: query.get('lead') === 'b' ? 'b' : 'a',
    viewport: readStretch(query.get('view')),
    playhead: /^\d{1,15}$/.test(at) ? Number(at) : null,
    critical: query.get('critical') === '1',
  };
}

export function writeCompareAddress(ids: Readonly<Record<SideKey, string | null>>, address: CompareAddress): URLSearchParams {
  const { lang, by, lead, viewport, playhead, critical } = address;
  const placed = viewport !== null || playhead !== null;
  const fields = {
    lang,
    a: ids.a, b: ids.b,
    by: by === 'event' ? by : null,
    lead: placed && lead === 'b' ? lead : null,
    view: writeStretch(viewport),
    at: playhead === null ? null : String(playhead),
    critical: critical ? '1' : null,
  };
  return new URLSearchParams(Object.entries(fields).filter((field): field is [string, string] => field[1] !== null));
}
