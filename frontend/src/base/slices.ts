/** Work that pauses now and then, and comes to a result. */
export type Slices<T> = Generator<void, T>;

/** A frame's time is not taken whole. */
const SLICE_MS = 10;

/** Does it in one go. */
export function toEnd<T>(work: Slices<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does it between other things: what the page has to draw and to answer comes first. */
export async function betweenFrames<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const start = performance.now();
    while (performance.now() - start < SLICE_MS) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await new Promise((resume) => setTimeout(resume));
  }
}
