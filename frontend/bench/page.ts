import '../src/base/tokens.css';
import '../src/pages/page.css';
import '../src/pages/bench.css';
import '../src/pages/findings.css';
import '../src/pages/figures.css';
import '../src/pages/lab.css';
import { Recording } from '../src/model/recording.ts';
import { readTraceFile } from '../src/model/trace-file.ts';
import { Bench } from '../src/pages/bench.ts';
import { spanNs } from '../src/timeline/viewport.ts';
import { compactParts } from './trace.ts';

/** The page as it is, with a generated run; bench/run.mjs asks for one measurement after the other. */
const bench = new Bench();
const { view } = bench;
const QUIET_MS = 1_000;

let file = new Blob();
const longTasks: { at: number; ms: number }[] = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ at: startTime, ms: duration });
}).observe({ type: 'longtask' });

const longestMs = () => Math.max(0, ...longTasks.map(({ ms }) => ms));
const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
/** What a wheel turns in a frame, when it is turned fast. */
const SCROLL_PX = 240;

function ranks(deltas: number[]): { frames: number; p50: number; p95: number; p99: number } {
  deltas.sort((a, b) => a - b);
  const rank = (share: number) => deltas[Math.max(0, Math.ceil(share * deltas.length) - 1)]!;
  return { frames: deltas.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) };
}

const after = (ms: number) => new Promise((done) => setTimeout(done, ms));

const figures = {
  make(events: number, lanes: number): { bytes: number } {
    const parts: Blob[] = [];
    const texts: string[] = [];
    for (const text of compactParts(events, lanes)) {
      texts.push(text);
      // A blob is kept outside of the page's memory.
      if (texts.length === 1_000) parts.push(new Blob(texts.splice(0)));
    }
    file = new Blob([...parts, ...texts]);
    return { bytes: file.size };
  },

  /** From the bytes to the second frame with the run in it; and until no long task follows for a second. */
  async load() {
    longTasks.length = 0;
    const start = performance.now();
    await bench.session.open(file);
    const opened = performance.now();
    await frame();
    await frame();
    const shown = performance.now();
    for (let seen = -1; seen !== longTasks.length; await after(QUIET_MS)) seen = longTasks.length;
    const settled = Math.max(shown, ...longTasks.map(({ at, ms }) => at + ms));
    return {
      modelMs: opened - start,
      shownMs: shown - start,
      settledMs: settled - start,
      longTasks: longTasks.length,
      longestTaskMs: longestMs(),
    };
  },

  /** Pans and zooms with every frame: over the whole run, into a millionth of it and back out, three times, always moving sideways. */
  async roam(seconds: number) {
    longTasks.length = 0;
    const deltas: number[] = [];
    const whole = view.extentNs;
    view.fit();
    let last = await frame();
    const start = last;
    while (last - start < seconds * 1_000) {
      const phase = ((last - start) / (seconds * 1_000)) * 3 * 2 * Math.PI;
      const span = whole * 10 ** (-3 + 3 * Math.cos(phase));
      view.zoom(span / spanNs(view.viewport), (view.viewport.fromNs + view.viewport.toNs) / 2);
      view.pan(spanNs(view.viewport) * 0.02);
      const now = await frame();
      deltas.push(now - last);
      last = now;
    }
    return { ...ranks(deltas), longTasks: longTasks.length, longestTaskMs: longestMs() };
  },

  /** All groups are opened, and the lanes scroll from top to bottom and back, again and again, a fixed way with every frame. */
  async scroll(seconds: number) {
    view.lanes.set({ grouping: 'none' });
    view.fit();
    view.zoom(0.05, view.extentNs / 2);
    const scroller = document.querySelector('.timeline-scroll')!;
    await frame();
    await frame();
    longTasks.length = 0;
    const deltas: number[] = [];
    let last = await frame();
    const start = last;
    for (let by = SCROLL_PX; last - start < seconds * 1_000; ) {
      scroller.scrollTop += by;
      if (scroller.scrollTop <= 0 || scroller.scrollTop >= scroller.scrollHeight - scroller.clientHeight) by = -by;
      const now = await frame();
      deltas.push(now - last);
      last = now;
    }
    return { ...ranks(deltas), longTasks: longTasks.length, lanes: view.recording!.threads.length };
  },

  /** Nanoseconds an event of taking in batch after batch, of the first tenth of the run and of the last. */
  async append() {
    const trace = readTraceFile(await file.text());
    const recording = new Recording(trace.run);
    const tenth = Math.max(1, Math.floor(trace.batches.length / 10));
    const took = trace.batches.map((batch) => {
      const start = performance.now();
      recording.append(batch);
      return ((performance.now() - start) * 1e6) / batch.count;
    });
    const mean = (part: readonly number[]) => part.reduce((a, b) => a + b, 0) / part.length;
    return { firstNs: mean(took.slice(0, tenth)), lastNs: mean(took.slice(-tenth)), worstNs: Math.max(...took) };
  },
};

Object.assign(globalThis, { figures });
document.body.dataset.ready = 'true';
