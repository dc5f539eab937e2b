import { Api } from '../model/api.ts';
import { clientOf, newClient } from '../model/client.ts';
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

/** The server, asked by this browser. */
export const browserApi = (): Api =>
  new Api(
    serverUrl(),
    clientOf(() => localStorage),
  );

/** The server, asked by a page that keeps nothing; `ticket` is what lets an embed ask from a sandbox. */
export const pageApi = (ticket: string | null): Api => new Api(serverUrl(), newClient(), ticket);

export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E;
