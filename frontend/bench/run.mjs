/**
 * How large a run can the page show? `node bench/run.mjs [events...] [--lanes n] [--window 1440,900]` builds the page, opens it in a headless Chromium with generated
 * runs on 64 threads, or as many as `--lanes` says, and prints a line for each; without arguments 10000, 100000 and 1000000. The timeline takes all of the
 * window but 300 pixels. CHROMIUM names the browser.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { renderTemplate } from '../dev/thymeleaf.mjs';

const SECONDS = 9;
/** Status, controls and the beginning of the panels. */
const REST_PX = 300;
const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'interleave-bench-'));
const {
  values: { lanes, window },
  positionals,
} = parseArgs({
  options: { lanes: { type: 'string', default: '64' }, window: { type: 'string', default: '1600,2300' } },
  allowPositionals: true,
});
const timelinePx = Number(window.split(',')[1]) - REST_PX;
const sizes = positionals.map(Number);

await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    outDir: join(scratch, 'page'),
    target: 'es2022',
    rolldownOptions: {
      input: join(root, 'bench/page.ts'),
      output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
    },
  },
});
const html = renderTemplate(join(root, 'src/main/resources/templates'), 'open', {
  assets: { script: () => '/page.js', styles: () => ['/page.css'] },
}).replace('</head>', `<style>#timeline { height: ${timelinePx}px; min-height: ${timelinePx}px }</style></head>`);
const server = createServer(({ url }, response) => {
  const type = TYPES[extname(url)];
  response.writeHead(200, { 'Content-Type': type ?? 'text/html; charset=utf-8' });
  response.end(type ? readFileSync(join(scratch, 'page', url.slice(1))) : html);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const browser = spawn(
  process.env.CHROMIUM ?? 'chromium',
  [
    '--headless=new',
    '--remote-debugging-pipe',
    '--disable-gpu',
    `--window-size=${window}`,
    `--user-data-dir=${join(scratch, 'profile')}`,
    '--js-flags=--max-old-space-size=8000',
    '--no-first-run',
    ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
);
const call = protocol(browser.stdio[3], browser.stdio[4]);

try {
  console.log(
    "events | bytes | load ms (model, shown, settled; processor of the page's thread, of all threads; long tasks, longest) | frame ms p50 p95 p99; processor (frames, long tasks, longest) | the same while scrolling | append ns (first tenth, last, worst batch) | page bytes an event | load average",
  );
  for (const events of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) console.log(await measure(events));
} finally {
  const gone = once(browser, 'exit');
  browser.kill();
  await gone;
  server.close();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function measure(events) {
  const { targetId } = await call('Target.createTarget', { url: `http://127.0.0.1:${server.address().port}/` });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await call(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const memory = async () => {
    await call('HeapProfiler.collectGarbage', {}, sessionId);
    const { usedSize, backingStorageSize } = await call('Runtime.getHeapUsage', {}, sessionId);
    return usedSize + backingStorageSize;
  };
  // While the page comes there is nothing to ask.
  while (!(await evaluate('document.body?.dataset.ready').catch(() => null))) await setTimeout(50);
  const { bytes } = await evaluate(`figures.make(${events}, ${lanes})`);
  const empty = await memory();
  await call('Performance.enable', { timeDomain: 'threadTicks' }, sessionId);
  /** Of the page's main thread, in milliseconds: what neighbours on a busy machine disturb less than the clock. */
  const processor = async () =>
    (await call('Performance.getMetrics', {}, sessionId)).metrics.find(({ name }) => name === 'TaskDuration').value *
    1_000;
  /** Of all threads of all pages, in milliseconds. */
  const everywhere = async () =>
    (await call('SystemInfo.getProcessInfo')).processInfo
      .filter(({ type }) => type === 'renderer')
      .reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
  const before = await processor();
  const beforeAll = await everywhere();
  const load = await evaluate('figures.load()');
  const loadCpu = (await processor()) - before;
  const allCpu = (await everywhere()) - beforeAll;
  const own = (await memory()) - empty;
  const standing = await processor();
  const roam = await evaluate(`figures.roam(${SECONDS})`);
  const frameCpu = ((await processor()) - standing) / roam.frames;
  const beforeScroll = await processor();
  const scroll = await evaluate(`figures.scroll(${SECONDS})`);
  const scrollCpu = ((await processor()) - beforeScroll) / scroll.frames;
  const append = await evaluate('figures.append()');
  await call('Target.closeTarget', { targetId });
  const ms = (value) => value.toFixed(value < 100 ? 1 : 0);
  return [
    events,
    bytes,
    `${ms(load.modelMs)} ${ms(load.shownMs)} ${ms(load.settledMs)}; ${ms(loadCpu)} ${ms(allCpu)}; ${load.longTasks} ${ms(load.longestTaskMs)}`,
    `${ms(roam.p50)} ${ms(roam.p95)} ${ms(roam.p99)} ; ${ms(frameCpu)} (${roam.frames}, ${roam.longTasks}, ${ms(roam.longestTaskMs)})`,
    `${ms(scroll.p50)} ${ms(scroll.p95)} ${ms(scroll.p99)} ; ${ms(scrollCpu)} (${scroll.frames}, ${scroll.longTasks})`,
    `${ms(append.firstNs)} ${ms(append.lastNs)} ${ms(append.worstNs)}`,
    (own / events).toFixed(1),
    loadavg()[0].toFixed(1),
  ].join(' | ');
}

/** The DevTools protocol over a pair of pipes: messages of JSON, each ended by a zero. */
function protocol(out, into) {
  const waiting = new Map();
  let next = 0;
  let rest = '';
  into.setEncoding('utf8');
  into.on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop();
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const call = waiting.get(id);
      if (!call) continue;
      waiting.delete(id);
      if (error) call.reject(new Error(error.message));
      else call.resolve(result);
    }
  });
  into.on('close', () => waiting.forEach(({ reject }) => reject(new Error('the browser has gone'))));
  return (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = ++next;
      waiting.set(id, { resolve, reject });
      out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}
