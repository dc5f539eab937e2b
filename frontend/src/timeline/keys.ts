import type { Player } from './player.ts';
import { stretchRange } from './range.ts';
import type { View } from './view.ts';
import { spanNs } from './viewport.ts';

interface Actions {
  readonly view: View;
  readonly player: Player;
  readonly scrollLanes: (px: number) => void;
  readonly search: () => void;
  /** Goes to the list of lanes, and back. */
  readonly lanes: () => void;
  readonly help: () => void;
}

const ZOOM_STEP = 1.4;
const PAN_SHARE = 0.15;
const SCROLL_PX = 48;

/** The keyboard, where nothing else wants the keys. */
export function listenToKeys(actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || wantsKeys(event.target, event.key)) return;
    const done = event.shiftKey && event.key.startsWith('Arrow') ? choose(actions, event.key) : act(actions, event.key);
    if (done) event.preventDefault();
  });
}

/** Fields want all keys; controls want those that work them. */
export function wantsKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [contenteditable], dialog')) return true;
  const control = target.closest('button, a, summary, [role="tab"], [role="listbox"], [role="slider"], .scrolls');
  return control !== null && (key === ' ' || key === 'Enter' || key.startsWith('Arrow'));
}

/** Shift and an arrow draw a range out, or back. */
function choose({ view }: Actions, key: string): boolean {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
  stretchRange(view, key === 'ArrowRight' ? 1 : -1);
  return true;
}

function act({ view, player, scrollLanes, search, lanes, help }: Actions, key: string): boolean {
  const { viewport } = view;
  const centre = view.playheadNs ?? (viewport.fromNs + viewport.toNs) / 2;
  const step = spanNs(viewport) * PAN_SHARE;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'w':
      view.zoom(1 / ZOOM_STEP, centre);
      return true;
    case 's':
      view.zoom(ZOOM_STEP, centre);
      return true;
    case 'a':
    case 'ArrowLeft':
      view.pan(-step);
      return true;
    case 'd':
    case 'ArrowRight':
      view.pan(step);
      return true;
    case 'ArrowUp':
      scrollLanes(-SCROLL_PX);
      return true;
    case 'ArrowDown':
      scrollLanes(SCROLL_PX);
      return true;
    case 'f':
      view.fit();
      return true;
    case 'l':
      view.tail();
      return true;
    case ',':
      player.pause();
      view.advance(-1);
      return true;
    case '.':
      player.pause();
      view.advance(1);
      return true;
    case '[':
      view.walk('cause');
      return true;
    case ']':
      view.walk('effect');
      return true;
    case ' ':
      player.toggle();
      return true;
    case 'Escape':
      player.pause();
      view.clear();
      return true;
    case 'c':
      view.marks.criticalPath = !view.marks.criticalPath;
      return true;
    case '<':
      player.shift(-1);
      return true;
    case '>':
      player.shift(1);
      return true;
    case 'n':
      lanes();
      return true;
    case '/':
      search();
      return true;
    case '?':
      help();
      return true;
    default:
      return false;
  }
}
