// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { words } from '../src/base/words.ts';
import { listenToKeys } from '../src/timeline/keys.ts';
import { Player } from '../src/timeline/player.ts';
import { View } from '../src/timeline/view.ts';

/** Other names of keys that the list has under one. */
const LISTED: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
  Escape: 'Esc',
};

test('every key that does something is in the list of keys', () => {
  const view = new View();
  listenToKeys({
    view,
    player: new Player(view),
    scrollLanes: () => {},
    search: () => {},
    lanes: () => {},
    help: () => {},
  });
  const listed = new Set(words.keys.flatMap(([keys]) => keys.split(' ')).map((key) => key.toUpperCase()));
  const candidates = [
    ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
    ...Object.keys(LISTED),
    'Enter',
    'Tab',
    'Home',
    'End',
    'PageUp',
    'PageDown',
    'Delete',
  ];
  const taken = candidates.filter(
    (key) => !document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
  );
  expect(taken.length).toBeGreaterThan(20);
  for (const key of taken) expect(listed, key).toContain((LISTED[key] ?? key).toUpperCase());
});
