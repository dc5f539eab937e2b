import type { View } from './view.ts';
import { type Scale, viewport } from './viewport.ts';

interface Surface {
  readonly view: View;
  readonly canvas: HTMLCanvasElement;
  readonly overview: HTMLCanvasElement;
  readonly scroller: HTMLElement;
  readonly scale: () => Scale;
  readonly overviewScale: () => Scale;
  readonly hover: (at: { x: number; y: number } | null) => void;
  readonly click: (at: { x: number; y: number }) => void;
  readonly choose: (fromNs: number, toNs: number) => void;
}

/** Farther than this a press is a drag. */
const DRAG_PX = 4;
const WHEEL_ZOOM = 0.0025;

/**
 * Pointers and wheel. Drag pans, Shift + drag chooses a range, Ctrl + wheel and pinch zoom, Shift + wheel and sideways wheel pan; a plain wheel scrolls the lanes,
 * or the page where there is nothing to scroll: a picture in a text must not catch the reader's wheel.
 */
export function listenToPointer(surface: Surface): void {
  listenToLanes(surface);
  listenToOverview(surface);
}

function listenToLanes({ view, canvas, scale, hover, click, choose }: Surface): void {
  const pointers = new Map<number, { x: number; y: number }>();
  let moved = 0;
  /** Where a range begins, while one is drawn. */
  let rangeNs: number | null = null;
  const at = (event: PointerEvent) => ({ x: event.offsetX, y: event.offsetY });

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size > 1) return;
    moved = 0;
    rangeNs = event.shiftKey ? scale().ns(event.offsetX) : null;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') hover(at(event));
      return;
    }
    const now = at(event);
    const s = scale();
    moved += Math.abs(now.x - before.x);
    pointers.set(event.pointerId, now);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const factor = Math.max(1, Math.abs(before.x - other.x)) / Math.max(1, Math.abs(now.x - other.x));
      view.zoom(factor, s.ns((now.x + other.x) / 2));
    } else if (moved > DRAG_PX && rangeNs !== null) {
      hover(null);
      choose(rangeNs, s.ns(now.x));
    } else if (moved > DRAG_PX) {
      hover(null);
      view.pan((before.x - now.x) * s.nsPerPx);
    }
  });
  const lift = (event: PointerEvent) => {
    if (pointers.delete(event.pointerId) && event.type === 'pointerup' && moved <= DRAG_PX) click(at(event));
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  canvas.addEventListener('pointerleave', () => hover(null));
  canvas.addEventListener(
    'wheel',
    (event) => {
      const s = scale();
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        view.zoom(Math.exp(event.deltaY * WHEEL_ZOOM), s.ns(event.offsetX));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        view.pan((event.deltaX || event.deltaY) * s.nsPerPx);
      }
    },
    { passive: false },
  );
}

/** Dragging over the strip chooses what is on screen; a click moves there. */
function listenToOverview({ view, overview, overviewScale }: Surface): void {
  let fromNs: number | null = null;
  overview.addEventListener('pointerdown', (event) => {
    overview.setPointerCapture(event.pointerId);
    fromNs = overviewScale().ns(event.offsetX);
  });
  overview.addEventListener('pointermove', (event) => {
    if (fromNs === null) return;
    const scale = overviewScale();
    const toNs = scale.ns(event.offsetX);
    if (Math.abs(toNs - fromNs) < DRAG_PX * scale.nsPerPx) return;
    view.look(viewport(Math.max(0, Math.min(fromNs, toNs)), Math.min(scale.toNs, Math.max(fromNs, toNs))));
  });
  overview.addEventListener('pointerup', (event) => {
    if (fromNs === null) return;
    const scale = overviewScale();
    const atNs = scale.ns(event.offsetX);
    if (Math.abs(atNs - fromNs) < DRAG_PX * scale.nsPerPx) {
      const { viewport: now } = view;
      view.pan(atNs - (now.fromNs + now.toNs) / 2);
    }
    fromNs = null;
  });
  overview.addEventListener('pointercancel', () => {
    fromNs = null;
  });
}
