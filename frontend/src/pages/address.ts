import { METHODS, type Method } from '../model/exploration.ts';
import { MEMORIES, type Memory, type ParameterValue, STRATEGIES, type Strategy } from '../model/format.ts';
import { TABS, type Tab } from '../panels/panels.ts';
import type { Arranged } from '../timeline/arrangement.ts';
import { SPEEDS, type Speed } from '../timeline/player.ts';
import type { Top } from '../timeline/timeline.ts';
import { type Viewport, viewport } from '../timeline/viewport.ts';
import { isLaneKey, readLanes, writeLanes } from './lanes-address.ts';

/** What of a Lab is in its URL: enough to open it again just so. */
export interface Address {
  /** Where a person chose it; otherwise it is the browser's. */
  readonly lang: string | null;
  readonly variant: string | null;
  readonly mode: string | null;
  readonly strategy: Strategy | 'replay' | null;
  readonly depth: string | null;
  readonly memory: Memory | null;
  readonly method: Method | null;
  readonly seed: string | null;
  /** Of the run on screen, or of the one to be made. */
  readonly schedule: string | null;
  /** The schedule that it is compared with. */
  readonly against: string | null;
  /** A person is the scheduler. */
  readonly play: boolean;
  readonly run: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  /** Null where the whole run is on screen. */
  readonly viewport: Viewport | null;
  readonly playhead: number | null;
  /** Where the playhead stands between two events. */
  readonly time: number | null;
  readonly selection: { readonly thread: number; readonly seq: number } | null;
  readonly tab: Tab | null;
  /** Which of the run's findings is marked, from 1. */
  readonly finding: number | null;
  /** The range of time that figures are of. */
  readonly range: Viewport | null;
  /** Whether the critical path is drawn. */
  readonly critical: boolean;
  /** `fit` where something is marked and yet the whole run on screen; `tail` at the live edge; null elsewhere. */
  readonly follow: 'fit' | 'tail' | null;
  /** Of the list of events. */
  readonly filter: string;
  readonly speed: Speed;
  readonly lanes: Arranged;
  /** How far the lanes are scrolled. */
  readonly top: Top | null;
}

/** What a link says about the language: as much as the address of this page. */
export function languageHere(): Readonly<Record<string, string>> {
  const { lang } = readAddress(new URLSearchParams(location.search));
  return lang === null ? {} : { lang };
}

const PARAMETER = 'p.';
/** Servers refuse addresses that are much longer. */
const LONGEST_SCHEDULE = 1500;

export const fits = (schedule: string): boolean => schedule.length <= LONGEST_SCHEDULE;

export function readAddress(query: URLSearchParams): Address {
  const selection = numbers(query.get('sel'), 2);
  const playhead = numbers(query.get('at'), 1);
  return {
    lang: query.get('lang'),
    variant: query.get('variant'),
    mode: query.get('mode'),
    strategy: oneOf([...STRATEGIES, 'replay'], query.get('strategy')),
    depth: query.get('depth'),
    memory: oneOf(MEMORIES, query.get('memory')),
    method: oneOf(METHODS, query.get('method')),
    seed: query.get('seed'),
    schedule: query.get('schedule'),
    against: query.get('against'),
    play: query.get('play') === '1',
    run: query.get('run'),
    parameters: Object.fromEntries(
      [...query].filter(([k]) => k.startsWith(PARAMETER)).map(([k, v]) => [k.slice(PARAMETER.length), v]),
    ),
    viewport: readStretch(query.get('view')),
    playhead: playhead?.[0] ?? null,
    time: numbers(query.get('time'), 1)?.[0] ?? null,
    selection: selection && { thread: selection[0]!, seq: selection[1]! },
    tab: oneOf(TABS, query.get('panel')),
    finding: numbers(query.get('finding'), 1)?.[0] ?? null,
    range: readStretch(query.get('range')),
    critical: query.get('critical') === '1',
    follow: oneOf(['fit', 'tail'], query.get('follow')),
    filter: query.get('events') ?? '',
    speed: SPEEDS.find((speed) => String(speed) === query.get('speed')) ?? 1,
    lanes: readLanes(query),
    top: readTop(query.get('top')),
  };
}

export function writeAddress(address: Address): URLSearchParams {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') query.set(name, String(value));
  };
  put('lang', address.lang);
  put('variant', address.variant);
  put('mode', address.mode);
  put('strategy', address.strategy);
  put('depth', address.depth);
  put('memory', address.memory);
  put('method', address.method);
  put('seed', address.seed);
  for (const [name, value] of Object.entries(address.parameters)) put(PARAMETER + name, value);
  for (const name of ['schedule', 'against'] as const) put(name, fits(address[name] ?? '') ? address[name] : null);
  put('play', address.play ? 1 : null);
  put('run', address.run);
  put('view', writeStretch(address.viewport));
  put('at', address.playhead);
  put('time', address.time);
  put('sel', address.selection && `${address.selection.thread}-${address.selection.seq}`);
  put('panel', address.tab);
  put('finding', address.finding);
  put('range', writeStretch(address.range));
  put('critical', address.critical ? 1 : null);
  put('follow', address.follow);
  put('events', address.filter);
  put('speed', address.speed === 1 ? null : address.speed);
  writeLanes(address.lanes, put);
  put('top', address.top && `${address.top.lane}.${address.top.px}`);
  return query;
}

export const oneOf = <T extends string>(known: readonly T[], text: string | null): T | null =>
  known.find((value) => value === text) ?? null;

/** A stretch of time from `fromNs-toNs`; null from anything else. */
export function readStretch(text: string | null): Viewport | null {
  const ends = numbers(text, 2);
  return ends && ends[1]! > ends[0]! ? viewport(ends[0]!, ends[1]!) : null;
}

export const writeStretch = (ends: Viewport | null): string | null =>
  ends && `${Math.round(ends.fromNs)}-${Math.round(ends.toNs)}`;

function readTop(text: string | null): Top | null {
  const [lane = '', px = ''] = text?.split('.') ?? [];
  return isLaneKey(lane) && /^\d{1,5}$/.test(px) ? { lane, px: Number(px) } : null;
}

/** Whole numbers joined by `-`; null if it is anything else. */
export function numbers(text: string | null, count: number): number[] | null {
  const parts = text?.split('-') ?? [];
  return parts.length === count && parts.every((p) => /^\d{1,15}$/.test(p)) ? parts.map(Number) : null;
}

/** A parameter's value as the request wants it, from what a form or a URL holds. */
export function parameterValue(type: 'integer' | 'boolean' | 'choice', text: string): ParameterValue {
  if (type === 'boolean') return text === 'true';
  // What is no number goes to the server as it is: the server says what is wrong with it, and by name.
  return type === 'integer' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
