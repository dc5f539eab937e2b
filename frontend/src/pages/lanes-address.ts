import {
  type Arranged,
  AS_IT_COMES,
  DENSITIES,
  GROUPINGS,
  type LaneKey,
  type Move,
  ONLY,
  SORTS,
} from '../timeline/arrangement.ts';
import { FAMILIES } from '../timeline/families.ts';

/** Keys of lanes: letters, digits and the hyphens of an object's type. */
const KEY = /^(?:[tog]\d{1,9}|k[a-z]+(?:-[a-z]+)*)$/;
const END = 'end';

export const isLaneKey = (text: string): boolean => KEY.test(text);
/** Longer lists than this no link needs; servers refuse addresses that are much longer. */
const MOST_KEYS = 120;

/** How the lanes are arranged, as an address says it; what is missing or unknown is as it comes. */
export function readLanes(query: URLSearchParams): Arranged {
  const oneOf = <T extends string>(known: readonly T[], text: string | null, otherwise: T): T =>
    known.find((value) => value === text) ?? otherwise;
  const parts = (name: string) => (query.get(name) ?? '').split(',').slice(0, MOST_KEYS);
  const keys = (name: string): LaneKey[] => [...new Set(parts(name).filter(isLaneKey))];
  return {
    density: oneOf(DENSITIES, query.get('density'), AS_IT_COMES.density),
    grouping: oneOf(GROUPINGS, query.get('group'), AS_IT_COMES.grouping),
    sort: oneOf(SORTS, query.get('sort'), AS_IT_COMES.sort),
    only: oneOf(ONLY, query.get('only'), AS_IT_COMES.only),
    text: query.get('lanes') ?? '',
    withoutFamilies: FAMILIES.filter((family) => parts('without').includes(family)),
    hidden: keys('hide'),
    pinned: keys('pin'),
    turned: keys('turn'),
    moves: parts('move').flatMap(readMove),
  };
}

/** Only what is not as it comes. */
export function writeLanes(lanes: Arranged, put: (name: string, value: string | null) => void): void {
  const other = <T extends string>(value: T, usual: T) => (value === usual ? null : value);
  const list = (keys: readonly string[]) => (keys.length === 0 || keys.length > MOST_KEYS ? null : keys.join(','));
  put('density', other(lanes.density, AS_IT_COMES.density));
  put('group', other(lanes.grouping, AS_IT_COMES.grouping));
  put('sort', other(lanes.sort, AS_IT_COMES.sort));
  put('only', other(lanes.only, AS_IT_COMES.only));
  put('lanes', lanes.text);
  put('without', list(lanes.withoutFamilies));
  put('hide', list(lanes.hidden));
  put('pin', list(lanes.pinned));
  put('turn', list(lanes.turned));
  put('move', list(lanes.moves.map(([lane, before]) => `${lane}.${before ?? END}`)));
}

function readMove(text: string): Move[] {
  const [lane = '', before = ''] = text.split('.');
  return isLaneKey(lane) && (before === END || isLaneKey(before)) ? [[lane, before === END ? null : before]] : [];
}
