/** `NAME.SECRET`: whose share of the server a request takes, and what proves that a run is ours to stop. */
export type ClientToken = string & { readonly __brand: 'ClientToken' };

const KEY = 'interleave.client';
const FORM = /^[0-9a-f]{16}\.[0-9a-f]{32}$/;

function word(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One for this page alone. */
export const newClient = (): ClientToken => `${word(8)}.${word(16)}` as ClientToken;

/** The one of this browser, where it lets pages keep something; else one for this page. */
export function clientOf(storage: () => Pick<Storage, 'getItem' | 'setItem'>): ClientToken {
  try {
    const kept = storage().getItem(KEY);
    if (kept !== null && FORM.test(kept)) return kept as ClientToken;
    const fresh = newClient();
    storage().setItem(KEY, fresh);
    return fresh;
  } catch {
    return newClient();
  }
}

/** The part of it that may be seen. */
export const nameOf = (client: ClientToken): string => client.slice(0, client.indexOf('.'));
