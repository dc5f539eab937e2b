/** Browsers refuse more than a hundred changes of the address in ten seconds: so many may follow each other, then one in `PACE_MS`. */
const BURST = 40;
const PACE_MS = 200;

/**
 * Keeps the address in step with the page: what is returned is called after each change, and `write` writes the address before anybody can see or copy it. What goes on
 * moving is written at a pace, and at once as soon as a person turns to the address bar. `write` says whether the address was another.
 */
export function inStep(write: () => boolean): () => void {
  let due = false;
  /** When all changes that were used up may be made again; each takes one pace more. */
  let restoredMs = -Infinity;
  const perform = () => {
    due = false;
    if (write()) restoredMs = Math.max(restoredMs, performance.now()) + PACE_MS;
  };
  addEventListener('blur', perform);
  return () => {
    if (due) return;
    due = true;
    const waitMs = restoredMs - BURST * PACE_MS - performance.now();
    if (waitMs > 0) setTimeout(perform, waitMs);
    else queueMicrotask(perform);
  };
}
