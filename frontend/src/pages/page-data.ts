import type { RunPageData, Variant } from '../model/scenario.ts';

/** What the server wrote into the page. */
export const pageData = (): RunPageData =>
  JSON.parse(document.getElementById('page-data')!.textContent!) as RunPageData;

export function variantOf({ scenario, variant }: RunPageData): Variant {
  const id = typeof variant === 'string' ? variant : variant.id;
  return scenario.variants.find((v) => v.id === id) ?? scenario.variants[0]!;
}

/** Where the server is: a sandboxed frame has no origin, but its document still has an address. */
export const serverUrl = (): string => new URL('/', document.baseURI).href;

export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E;
