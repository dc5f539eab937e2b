/**
 * The pages without the server: `npm run dev`, then http://localhost:5173/scenarios/mutex-contention (or deadlock, lost-update,
 * producer-consumer, dining-philosophers, semaphore, busy). Templates are the real ones; runs are simulated and streamed as
 * server-sent events over about five seconds (STREAM_MS). A parameter beyond its range shows how a refusal looks; in controlled mode,
 * which lost-update and deadlock have, the seeds 429 and 503 do. Schedules beyond 3000 are left for Go on.
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createServer as createVite } from 'vite';
import { renderTemplate } from './thymeleaf.mjs';

const PORT = Number(process.env.PORT ?? 5173);
const STREAM_MS = Number(process.env.STREAM_MS ?? 5000);
const EXECUTIONS_AT_ONCE = 100;
const root = fileURLToPath(new URL('..', import.meta.url));
const templates = `${root}/src/main/resources/templates`;
const vite = await createVite({
  root,
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, cors: { origin: '*' } },
});
const { scenarios, simulate } = await vite.ssrLoadModule('/dev/runs.ts');
const controlled = await vite.ssrLoadModule('/dev/controlled.ts');
const runs = new Map();

const json = (response, status, body) => {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
  response.end(JSON.stringify(body));
};

const page = (response, template, model, language) => {
  const entry = ['catalogue', 'lab', 'run', 'compare', 'embed'].includes(template) ? template : 'guide';
  const assets = { script: () => `/src/pages/${entry}.ts`, styles: () => [] };
  const pageData = JSON.stringify({ page: template, ...model, variant: model.variant?.id }).replaceAll('<', '\\u003c');
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(
    renderTemplate(
      templates,
      template,
      { ...model, assets, pageData, baseUrl: `http://localhost:${PORT}`, run: model.run ?? null },
      language,
    ),
  );
};

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text || '{}');
}

function stream(response, recorded, after) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' });
  const send = (event, id, data) => response.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  const { run, batches, findings } = recorded;
  const step = recorded.done ? 0 : STREAM_MS / batches.length;
  let at = 0;
  if (after === 0)
    send('run', 0, {
      formatVersion: 1,
      run: { ...run, status: 'running', outcome: null, durationNanos: null, schedule: null },
    });
  const next = () => {
    if (response.closed) return;
    const batch = batches[at++];
    if (batch && !recorded.stopped) {
      if (batch.seq > after) send('events', batch.seq + batch.count - 1, batch);
      setTimeout(next, step);
      return;
    }
    findings.forEach((f, i) => send('finding', `${run.events}.${i + 1}`, f));
    recorded.done = true;
    if (recorded.stopped) recorded.run = { ...run, status: 'cancelled', outcome: null };
    send('end', `${run.events}.end`, { run: recorded.run, events: run.events, findings: findings.length });
    response.end();
  };
  setTimeout(next, recorded.done ? 0 : 300);
}

/** Explorations and sessions; false if the request is about something else. */
async function handleControlled(request, response, [kind, id, action]) {
  const asked = request.method === 'POST' ? await body(request) : {};
  if (asked.seed === 429 || asked.seed === 503) {
    response.writeHead(asked.seed, {
      'Content-Type': 'application/problem+json',
      'Retry-After': '7',
      'Access-Control-Expose-Headers': 'Retry-After',
    });
    response.end(
      JSON.stringify({
        title: asked.seed === 429 ? 'Too many requests' : 'No place free',
        status: asked.seed,
        detail: 'The queue is full.',
      }),
    );
    return;
  }
  const missing = () => json(response, 404, { title: 'Nothing of that name', status: 404 });
  if (request.method === 'DELETE') {
    if (kind === 'explorations') controlled.cancelExploration(id);
    else controlled.closeSession(id);
    response.writeHead(204);
    response.end();
  } else if (kind === 'sessions') {
    const session = id ? controlled.stepSession(id, asked) : controlled.openSession(asked);
    if (session) json(response, id ? 200 : 201, session);
    else missing();
  } else if (action === 'events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const next = () => {
      if (response.closed) return;
      const now = controlled.exploreOn(id, EXECUTIONS_AT_ONCE);
      const over = now.status !== 'running';
      response.write(`event: ${over ? 'end' : 'progress'}\ndata: ${JSON.stringify(now)}\n\n`);
      if (over) response.end();
      else setTimeout(next, 200);
    };
    next();
  } else {
    const exploration =
      action === 'resume'
        ? controlled.resumeExploration(id)
        : id
          ? controlled.explorationOf(id)
          : controlled.startExploration(asked);
    if (exploration) json(response, id ? 200 : 201, exploration);
    else missing();
  }
}

async function handle(request, response) {
  const url = new URL(request.url, `http://localhost:${PORT}`);
  const language = url.searchParams.get('lang') === 'zh' ? 'zh' : 'en';
  const languages = [
    ['en', 'en', 'English'],
    ['zh', 'zh-Hans', '中文'],
  ].map(([code, tag, title]) => ({ code, tag, title, href: `?lang=${code}` }));
  const show = (template, model) => page(response, template, { languages, ...model }, language);
  const [, first, second, third] = url.pathname.split('/');
  const scenario = scenarios.find((s) => s.id === second) ?? scenarios.find((s) => s.id === third);
  const variant = scenario?.variants.find((v) => v.id === url.searchParams.get('variant')) ?? scenario?.variants[0];
  const recorded = runs.get(url.searchParams.get('run')) ?? runs.get(second) ?? runs.get(third);
  if (url.pathname === '/') {
    const topics = [...new Set(scenarios.map((s) => s.topic))].map((title) => ({
      title,
      scenarios: scenarios
        .filter((s) => s.topic === title)
        .map((s) => ({ ...s, search: `${s.topic} ${s.title} ${s.summary}`, picture: null })),
    }));
    return show('catalogue', { topics });
  }
  if (first === 'compare') {
    const side = (name) => {
      const id = url.searchParams.get(name);
      const run = runs.get(id)?.run ?? null;
      const of = run && scenarios.find((s) => s.id === run.scenario);
      return {
        name: name.toUpperCase(),
        id,
        run,
        scenario: of,
        variant: of?.variants.find((v) => v.id === run.variant),
        outcome: run?.outcome?.summary,
      };
    };
    const both = [side('a'), side('b')];
    const [a, b] = both.map((s) => s.run && { run: s.run, scenario: s.scenario });
    return show('compare', {
      a,
      b,
      sides: both.filter((s) => s.run).map((s) => ({ ...s, run: { ...s.run, status: { word: () => s.run.status } } })),
      missing: both.filter((s) => s.id && !s.run),
    });
  }
  if (first === 'guide') return show('guide', {});
  if (first === 'scenarios' && scenario) return show('lab', { scenario, variant, run: recorded?.run });
  if (first === 'embed' && scenario) {
    const example = simulate(scenario.id, variant.id, {});
    example.done = true;
    runs.set(example.run.id, example);
    return show('embed', { scenario, variant, run: example.run });
  }
  if (first === 'runs' && recorded) {
    const of = scenarios.find((s) => s.id === recorded.run.scenario);
    return show('run', { scenario: of, variant: of.variants[0], run: recorded.run });
  }
  if (first === 'api') {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': '*',
        'Access-Control-Allow-Methods': '*',
      });
      return response.end();
    }
    if (second === 'explorations' || second === 'sessions')
      return handleControlled(request, response, url.pathname.split('/').slice(2));
    if (!third && request.method === 'GET') {
      const all = [...runs.values()].map((r) => r.run).filter((r) => r.scenario === url.searchParams.get('scenario'));
      return json(response, 200, all.reverse().slice(0, Number(url.searchParams.get('limit'))));
    }
    if (request.method === 'POST') {
      const asked = await body(request);
      for (const p of scenarios[0].parameters) {
        const value = asked.parameters?.[p.name];
        if (p.max != null && value !== undefined && !(value >= p.min && value <= p.max)) {
          return json(response, 400, {
            title: 'Value out of range',
            status: 400,
            detail: `${p.title} must be between ${p.min} and ${p.max}.`,
            field: `parameters.${p.name}`,
          });
        }
      }
      const fresh =
        asked.mode === 'controlled'
          ? controlled.controlledRun(asked)
          : simulate(asked.scenario, asked.variant ?? 'plain', asked.parameters ?? {});
      runs.set(fresh.run.id, fresh);
      return json(response, 201, {
        ...fresh.run,
        status: 'queued',
        outcome: null,
        durationNanos: null,
        schedule: null,
      });
    }
    const of = runs.get(third);
    if (!of) return json(response, 404, { title: 'No such run', status: 404 });
    if (request.method === 'DELETE') {
      of.stopped = true;
      response.writeHead(204, { 'Access-Control-Allow-Origin': '*' });
      return response.end();
    }
    if (url.pathname.endsWith('/events'))
      return stream(
        response,
        of,
        Number.parseInt(request.headers['last-event-id'] ?? url.searchParams.get('lastEventId') ?? '0', 10),
      );
    if (url.pathname.endsWith('/trace'))
      return json(response, 200, {
        formatVersion: 1,
        run: of.run,
        batches: of.batches,
        findings: of.findings,
        end: { events: of.run.events },
      });
    return json(response, 200, of.run);
  }
  if (scenario || (!url.pathname.includes('.') && !url.pathname.startsWith('/@') && !url.pathname.startsWith('/src'))) {
    return show('error', { status: 404, title: 'Not here', detail: `There is nothing at ${url.pathname}.` });
  }
  vite.middlewares(request, response);
}

createServer((request, response) => {
  handle(request, response).catch((reason) => {
    console.error(reason);
    response.writeHead(500);
    response.end(String(reason));
  });
}).listen(PORT, () => console.log(`http://localhost:${PORT}/`));
