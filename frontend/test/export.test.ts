import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fileName } from '../src/base/download.ts';
import type { Batch, Finding, Run } from '../src/model/format.ts';
import { ndjson } from '../src/model/ndjson.ts';
import { Recording } from '../src/model/recording.ts';
import { STATES, type State } from '../src/model/states.ts';
import { pageAround, unsqueeze } from '../src/pages/shell.ts';
import { NOBODY } from '../src/timeline/arrange.ts';
import { Arrangement } from '../src/timeline/arrangement.ts';
import { type Easel, type Fill, stackBy } from '../src/timeline/brush.ts';
import { Figure } from '../src/timeline/figure.ts';
import { Layout } from '../src/timeline/layout.ts';
import type { Palette } from '../src/timeline/palette.ts';
import type { Pen } from '../src/timeline/pen.ts';
import { svgDocument } from '../src/timeline/svg-document.ts';
import { SvgPen } from '../src/timeline/svg-pen.ts';
import { colourOf } from '../src/timeline/svg-text.ts';
import { View } from '../src/timeline/view.ts';
import { fit, Scale, viewport } from '../src/timeline/viewport.ts';
import { programs, randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const GOLDEN = fileURLToPath(new URL('../../docs/golden-traces', import.meta.url));
const CHAR_PX = 6;

interface Rect {
  readonly style: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const palette = {
  ink: '#101010',
  faint: '#707070',
  line: '#e0e0e0',
  ground: '#ffffff',
  accent: '#2f5fd0',
  accentSoft: '#e8eefc',
  accentPale: '#d1dcf5',
  danger: '#b3261e',
  warn: '#8a5300',
  critical: '#c2008f',
  threadInk: '#16202f',
  mark: 'rgba(28, 20, 40, 0.42)',
  font: 'x',
  state: Object.fromEntries(STATES.map((state) => [state, `url(#state-${state})`])),
  stateColour: Object.fromEntries(STATES.map((state) => [state, '#123456'])),
  thread: (id: number) => `#0000${(id % 8) + 10}`,
} as unknown as Palette;

/** To the hundredth of a pixel that a document of vectors keeps. */
const cut = (px: number): number => Math.round(px * 100) / 100;

/** A canvas that remembers what it was asked to fill and to write. */
function canvas() {
  const rects: Rect[] = [];
  const texts: string[] = [];
  const fields: Record<string, unknown> = { globalAlpha: 1 };
  const saved: Record<string, unknown>[] = [];
  const pen = new Proxy(
    {},
    {
      set: (_, name: string, value) => {
        fields[name] = value;
        return true;
      },
      get: (_, name: string) => {
        switch (name) {
          case 'measureText':
            return (text: string) => ({ width: text.length * CHAR_PX });
          case 'fillRect':
            return (x: number, y: number, width: number, height: number) =>
              rects.push({
                style: `${String(fields.fillStyle)} ${String(fields.globalAlpha)}`,
                x: cut(x),
                y: cut(y),
                width: cut(width),
                height: cut(height),
              });
          case 'fillText':
            return (text: string, x: number) => texts.push(`${text} ${cut(x)}`);
          case 'save':
            return () => saved.push({ ...fields });
          case 'restore':
            return () => Object.assign(fields, saved.pop());
          default:
            return name in fields ? fields[name] : () => {};
        }
      },
    },
  ) as Pen;
  const overs: (() => void)[] = [];
  const easel: Easel = {
    begin: (_l, _t, _w, _h, { state: styles }) => {
      const rect = (style: unknown, x: number, y: number, width: number, height: number) => {
        rects.push({
          style: `${String(style)} 1`,
          x: cut(x),
          y: cut(y),
          width: cut(Math.max(1, width)),
          height: cut(Math.max(1, height)),
        });
      };
      const fill: Fill = (state: State, x, y, width, height) => rect(styles[state], x, y, width, height);
      return {
        fill,
        stack: stackBy(fill),
        rect,
        over: (draw) => {
          overs.push(() => draw(pen));
        },
        measureText: (text) => ({ width: text.length * CHAR_PX }),
      };
    },
    show: () => {
      for (const draw of overs.splice(0)) draw();
    },
  };
  return { pen, easel, rects, texts };
}

/** What a document of vectors says of the same. */
function read(svg: string): { rects: Rect[]; texts: string[] } {
  const rects = [
    ...svg.matchAll(/<path d="([^"]*)" fill="([^"]*)"(?: fill-opacity="([^"]*)")?( shape-rendering="crispEdges")?\/>/g),
  ].flatMap(([, d, fill, opacity]) =>
    [...d!.matchAll(/M([-.\d]+) ([-.\d]+)h([-.\d]+)v([-.\d]+)h[-.\d]+z/g)].map(([, x, y, width, height]) => ({
      style: `${fill} ${Number(opacity ?? 1)}`,
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    })),
  );
  const texts = [...svg.matchAll(/<text x="([-.\d]+)"[^>]*>([^<]*)<\/text>/g)].map(
    ([, x, text]) =>
      `${text!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')} ${Number(x)}`,
  );
  return { rects, texts };
}

/** Neighbours that make one rectangle as one, in an order of their own: what is drawn, not how it was asked for. */
function joined(rects: readonly Rect[]): string[] {
  const round = (n: number) => Math.round(n * 10) / 10;
  const rows = new Map<string, Rect[]>();
  for (const rect of rects) {
    if (rect.width === 0 || rect.height === 0) continue;
    const key = `${rect.style} at ${round(rect.y)} by ${round(rect.height)}`;
    rows.set(key, [...(rows.get(key) ?? []), rect]);
  }
  return [...rows]
    .flatMap(([key, row]) => {
      const spans: { from: number; to: number }[] = [];
      for (const { x, width } of row.toSorted((a, b) => a.x - b.x)) {
        const last = spans.at(-1);
        if (last && x <= last.to + 0.05) last.to = Math.max(last.to, x + width);
        else spans.push({ from: x, to: x + width });
      }
      return spans.map(({ from, to }) => `${key}: ${from.toFixed(0)} to ${to.toFixed(0)}`);
    })
    .sort();
}

function draw(recording: Recording, view: View): { asked: ReturnType<typeof canvas>; svg: string } {
  const layout = new Layout();
  layout.arrange(recording, new Arrangement(() => {}), NOBODY, 300);
  const scale = new Scale(view.viewport, 156, 700);
  const pictured = { recording, layout: layout.whole(100_000), scale, pointScale: scale, nowNs: recording.endNs };
  const caption = { title: 'A <title> & more', lines: ['how it ended'], source: 'from here' };
  const asked = canvas();
  new Figure(asked.pen, palette, pictured, view, caption).paint(asked.pen, asked.easel);
  const pen = new SvgPen((text) => text.length * CHAR_PX);
  const figure = new Figure(pen, palette, pictured, view, caption);
  figure.paint(pen, pen.easel, (lane) => pen.enter(lane.key));
  return { asked, svg: svgDocument(pen.body(), figure.width, figure.height, palette, caption.title, 'about') };
}

describe('a picture of vectors', () => {
  test('has the rectangles and the words that a canvas is asked for', () => {
    checkTraces('a picture of vectors', 60, 6, (sim, seed) => {
      const r = random(seed);
      const recording = record(sim);
      const view = new View();
      view.load(recording);
      const from = r.below(recording.endNs);
      view.look(seed % 3 === 0 ? viewport(from, from + 1 + r.below(recording.endNs)) : fit(recording.endNs));
      const { asked, svg } = draw(recording, view);
      const found = read(svg.slice(svg.indexOf('</defs>')));
      expect(found.texts, `texts of ${seed}`).toEqual(asked.texts);
      expect(joined(found.rects), `rectangles of ${seed}`).toEqual(joined(asked.rects));
      expect(asked.rects.length).toBeGreaterThan(10);
    });
  });

  test('is well formed: a group for each lane, with its name', () => {
    const recording = record(randomProgram(3));
    const view = new View();
    view.load(recording);
    const { svg } = draw(recording, view);
    expect(svg.match(/<g[ >]/g)!.length).toBe(svg.match(/<\/g>/g)!.length);
    expect(svg.match(/<g><title>/g)!.length).toBe(recording.threads.length + recording.objects.length);
    expect(svg).toContain('<title>A &lt;title&gt; &amp; more</title>');
    for (const state of ['blocked', 'waiting', 'io', 'ready']) expect(svg).toContain(`<pattern id="state-${state}"`);
    expect(svg).not.toMatch(/NaN|undefined|rgba|<image/);
  });

  test('grows with its pixels, not with the events', () => {
    const recording = record(programs.busy!(random(3)), 4000);
    const view = new View();
    view.load(recording);
    const { svg } = draw(recording, view);
    expect(recording.trace.count).toBeGreaterThan(50_000);
    // A few layers in each pixel of a lane, at some twenty characters each.
    expect(svg.length).toBeLessThan((recording.threads.length + recording.objects.length) * 700 * 4 * 20);
  });
});

test('the page’s own NDJSON is the server’s', () => {
  const names = readdirSync(GOLDEN).filter(
    (name) => name.endsWith('.sse') && existsSync(`${GOLDEN}/${name.replace('.sse', '.ndjson')}`),
  );
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const messages = readFileSync(`${GOLDEN}/${name}`, 'utf8')
      .split('\n\n')
      .map((block) => ({ event: /^event: ?(.*)$/m.exec(block)?.[1], data: /^data: ?(.*)$/m.exec(block)?.[1] }));
    const of = <T>(event: string) => messages.filter((m) => m.event === event).map((m) => JSON.parse(m.data!) as T);
    const recording = new Recording(of<{ run: Run }>('run')[0]!.run);
    for (const batch of of<Batch>('events')) recording.append(batch);
    recording.findings.push(...of<Finding>('finding'));
    recording.run = of<{ run: Run }>('end')[0]!.run;
    const own = [...ndjson(recording)].join('').trim().split('\n');
    const theirs = readFileSync(`${GOLDEN}/${name.replace('.sse', '.ndjson')}`, 'utf8')
      .trim()
      .split('\n');
    expect(own.slice(1, -1), name).toEqual(theirs.slice(1, -1));
    expect(JSON.parse(own.at(-1)!), name).toEqual(JSON.parse(theirs.at(-1)!));
    expect(JSON.parse(own[0]!).run, name).toEqual(JSON.parse(theirs[0]!).run);
  }
});

test('a page by itself holds its trace whatever is in it, and gives it back', async () => {
  const shell =
    '<script type="application/json">"@data@"</script><script>@trace@</script><script>const marks = ["\\"@data@\\"", "@trace@"];</script>';
  const trace = JSON.stringify({ note: '</script><!-- &  ', long: 'x'.repeat(100_000) });
  const page = await (await pageAround(shell, new Blob([trace]), { origin: '</script><b>' })).text();
  const [, data, squeezed, script] =
    /^<script type="application\/json">(.*?)<\/script><script>(.*?)<\/script><script>(.*?)<\/script>$/s.exec(page)!;
  expect(JSON.parse(data!)).toEqual({ origin: '</script><b>' });
  expect(await (await unsqueeze(squeezed!)).text()).toBe(trace);
  expect(script).toBe('const marks = ["\\"@data@\\"", "@trace@"];');
  expect(page.length).toBeLessThan(2_000);
});

test('names of files are words that every file system takes', () => {
  expect(fileName(['dining philosophers', 'one/left', '_a-b_'], 'svg')).toBe('dining-philosophers-one-left-_a-b_.svg');
  expect(fileName(['', null, undefined], 'png')).toBe('trace.png');
});

test('colours are written as every reader of SVG knows them', () => {
  expect(colourOf('rgb(47, 95, 208)')).toEqual({ colour: '#2f5fd0', opacity: 1 });
  expect(colourOf('rgba(28, 20, 40, 0.42)')).toEqual({ colour: '#1c1428', opacity: 0.42 });
  expect(colourOf('color(srgb 0.5 0 1)')).toEqual({ colour: '#8000ff', opacity: 1 });
  expect(colourOf('color(srgb 1 1 1 / 0.25)')).toEqual({ colour: '#ffffff', opacity: 0.25 });
  expect(colourOf('#ffffff')).toEqual({ colour: '#ffffff', opacity: 1 });
});
