import { describe, expect, test, vi } from 'vitest';
import { STEP_NS } from '../src/base/clock.ts';
import { step } from '../src/base/units.ts';
import type { Recording } from '../src/model/recording.ts';
import { parseSchedule } from '../src/model/schedule.ts';
import { STATES } from '../src/model/states.ts';
import { arrange, NOBODY } from '../src/timeline/arrange.ts';
import { AS_IT_COMES } from '../src/timeline/arrangement.ts';
import { tickStepNs } from '../src/timeline/axis.ts';
import { type Brush, type Fill, LAYERS, stackBy } from '../src/timeline/brush.ts';
import { layOut } from '../src/timeline/lanes.ts';
import { paintGroup } from '../src/timeline/paint-group.ts';
import { paintObject } from '../src/timeline/paint-object.ts';
import { cellsOf, paintCells } from '../src/timeline/paint-strip.ts';
import { paintThread } from '../src/timeline/paint-thread.ts';
import type { Palette } from '../src/timeline/palette.ts';
import { Raster } from '../src/timeline/raster.ts';
import type { Scene } from '../src/timeline/scene.ts';
import { fit, Scale, viewport } from '../src/timeline/viewport.ts';
import { programs, randomProgram } from './support/programs.ts';
import { random } from './support/random.ts';
import { record } from './support/record.ts';
import { checkTraces } from './support/traces.ts';

const lanesOf = (recording: Recording, roomPx: number) =>
  layOut(arrange(recording, AS_IT_COMES, NOBODY), roomPx, 'auto');

/** A canvas context that remembers its rectangles and counts everything else. */
function recorder() {
  const rects: { style: unknown; x: number; y: number; width: number; height: number }[] = [];
  let calls = 0;
  const fields: Record<string, unknown> = {};
  const context = new Proxy(
    {},
    {
      set: (_, name: string, value) => {
        fields[name] = value;
        return true;
      },
      get: (_, name: string) => {
        if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
        if (name === 'fillRect') {
          return (x: number, y: number, width: number, height: number) => {
            calls++;
            rects.push({ style: fields.fillStyle, x, y, width, height });
          };
        }
        return (
          fields[name] ??
          (() => {
            calls++;
          })
        );
      },
    },
  ) as CanvasRenderingContext2D;
  const fill: Fill = (style, x, y, width, height) => {
    calls++;
    rects.push({ style, x, y, width, height });
  };
  const brush: Brush = {
    fill,
    stack: stackBy(fill),
    rect: (colour, x, y, width, height) => {
      calls++;
      rects.push({ style: colour, x, y, width, height });
    },
    over: (draw) => draw(context),
    measureText: (text) => ({ width: text.length * 6 }),
  };
  return { context, rects, brush, calls: () => calls };
}

globalThis.Path2D ??= class {
  moveTo() {}
  lineTo() {}
} as unknown as typeof Path2D;

const named = Object.fromEntries(STATES.map((s) => [s, s]));
const palette = {
  ink: 'ink',
  faint: 'faint',
  line: 'line',
  ground: 'ground',
  raised: 'raised',
  accent: 'accent',
  danger: 'danger',
  threadInk: 'thread ink',
  font: 'x',
  state: named,
  stateColour: named,
  thread: (id: number) => `thread ${id}`,
} as unknown as Palette;

const WIDTH = 900;
const LEFT = 100;

describe('thread lanes', () => {
  const recording = record(programs.busy!(random(3)), 4000);
  const scale = new Scale(fit(recording.endNs), LEFT, WIDTH);

  test('cost pixels, not events', () => {
    for (const thread of recording.threads) {
      const { calls, brush } = recorder();
      paintThread(brush, palette, scale, thread, recording.endNs, 0, 16, () => '');
      expect(thread.events.length === 0 || calls() > 0).toBe(true);
      // A few layers in each pixel, whatever is in it.
      expect(calls()).toBeLessThan(WIDTH * 6);
    }
    expect(recording.trace.count).toBeGreaterThan(50_000);
  });

  test('leave no gap while a thread lives, and lose no contended stretch', () => {
    for (const thread of recording.threads.slice(1)) {
      const { rects, brush } = recorder();
      paintThread(brush, palette, scale, thread, recording.endNs, 0, 16, () => '');
      const from = Math.ceil(scale.px(thread.start.at(0))) + 1;
      const to = Math.floor(scale.px(thread.end.last())) - 1;
      for (let x = from; x < to; x++) {
        expect(
          rects.some((r) => r.x <= x + 0.999 && r.x + r.width > x),
          `pixel ${x} of ${recording.threadName(thread.id)}`,
        ).toBe(true);
      }
      for (let i = 0; i < thread.state.length; i++) {
        if (STATES[thread.state.at(i)] !== 'blocked') continue;
        const x = (scale.px(thread.start.at(i)) + scale.px(thread.end.at(i))) / 2;
        const seen = rects.filter((r) => r.style === 'blocked' && r.x <= x && r.x + r.width >= x);
        expect(seen.length, `blocked at ${x}`).toBeGreaterThan(0);
        expect(Math.max(...seen.map((r) => r.height))).toBeGreaterThan(4);
      }
    }
  });
});

test('a raster has the pixels that a loop over all of them would choose', () => {
  const r = random(11);
  let shown: { data: Uint8ClampedArray; width: number; height: number; x: number; y: number } | null = null;
  /** Colours here are numbers, which is what their pixels are. */
  const probe = {
    fillStyle: '',
    fillRect() {},
    getImageData: () => ({ data: new Uint8Array(Uint32Array.of(Number(probe.fillStyle)).buffer) }),
  };
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => probe }) });
  vi.stubGlobal(
    'ImageData',
    class {
      data: Uint8ClampedArray;
      width: number;
      height: number;
      constructor(width: number, height: number) {
        this.width = width;
        this.height = height;
        this.data = new Uint8ClampedArray(width * height * 4);
      }
    },
  );
  const target = {
    putImageData: (image: ImageData, x: number, y: number) => {
      shown = { data: image.data, width: image.width, height: image.height, x, y };
    },
  } as unknown as CanvasRenderingContext2D;
  const raster = new Raster();
  for (let round = 0; round < 300; round++) {
    const ratio = [1, 1.25, 2][r.below(3)]!;
    vi.stubGlobal('devicePixelRatio', ratio);
    const size = r.between(1, 6);
    const tiles = { size, pixels: Uint32Array.from({ length: STATES.length * size * size }, (_, i) => 1 + i) };
    const [left, top, width, height] = [r.below(20), r.below(20), r.between(1, 30), r.between(1, 30)] as const;
    raster.begin(left, top, width, height, '7', { tiles } as unknown as Palette);
    const { fill, rect, stack } = raster.brush(target);
    interface Rect {
      state: (typeof STATES)[number] | null;
      colour: number;
      x: number;
      y: number;
      width: number;
      height: number;
    }
    const rects: Rect[] = [];
    for (let n = r.below(12); n > 0; n--) {
      const [x, y, width, height] = [
        r.below(600) / 10 - 10,
        r.below(600) / 10 - 10,
        r.below(200) / 10,
        r.below(200) / 10,
      ] as const;
      const state = r.below(3) === 0 ? null : STATES[r.below(STATES.length)]!;
      const colour = 1_000_000 + r.below(50);
      if (state) fill(state, x, y, width, height);
      else rect(String(colour), x, y, width, height);
      rects.push({ state, colour, x, y, width, height });
    }
    const parts = {
      columns: r.below(8),
      tall: Float64Array.from({ length: 8 * LAYERS.length }, () => Math.max(0, r.below(90) / 10 - 3)),
    };
    const [stackLeft, bottom] = [r.below(400) / 10 - 5, r.below(500) / 10];
    stack(parts, stackLeft, bottom);
    stackBy((state, x, y, width, height) => rects.push({ state, colour: 0, x, y, width, height }))(
      parts,
      stackLeft,
      bottom,
    );
    raster.show(target);
    const { data, width: wide, height: tall, x: x0, y: y0 } = shown!;
    const expected = new Uint32Array(wide * tall);
    for (let py = 0; py < tall; py++) {
      for (let px = 0; px < wide; px++) {
        const [x, y] = [px + x0, py + y0];
        const within = (at: number, from: number, length: number) =>
          at >= Math.round(from * ratio) &&
          at < Math.max(Math.round(from * ratio) + 1, Math.round((from + length) * ratio));
        const last = rects.findLast((rect) => within(x, rect.x, rect.width) && within(y, rect.y, rect.height));
        expected[py * wide + px] = !last
          ? 7
          : last.state
            ? tiles.pixels[STATES.indexOf(last.state) * size * size + (y % size) * size + (x % size)]!
            : last.colour;
      }
    }
    expect(new Uint32Array(data.buffer)).toEqual(expected);
  }
  vi.unstubAllGlobals();
});

test('every kind of object can be drawn, at any zoom', () => {
  checkTraces('painting any object', 60, 5, (sim, seed) => {
    const recording = record(sim);
    const r = random(seed);
    for (let zoom = 0; zoom < 5; zoom++) {
      const from = r.below(recording.endNs);
      const view = zoom === 0 ? fit(recording.endNs) : viewport(from, from + 1 + r.below(recording.endNs));
      const { rects, brush } = recorder();
      for (const lane of lanesOf(recording, 300)) {
        if (lane.kind !== 'object') continue;
        paintObject(
          { brush, palette, scale: new Scale(view, LEFT, WIDTH), nowNs: recording.endNs, recording },
          lane.object,
          lane.bands,
          lane.topPx,
        );
      }
      for (const rect of rects)
        for (const part of [rect.x, rect.y, rect.width, rect.height]) expect(Number.isFinite(part)).toBe(true);
    }
  });
});

test('lanes lie below each other without overlap, larger where there is room', () => {
  const recording = record(randomProgram(9));
  const tall = lanesOf(recording, 5000);
  const small = lanesOf(recording, 100);
  for (const lanes of [tall, small]) {
    lanes
      .slice(1)
      .forEach((lane, i) => expect(lane.topPx).toBeGreaterThanOrEqual(lanes[i]!.topPx + lanes[i]!.heightPx));
  }
  expect(tall[0]!.heightPx).toBeGreaterThan(small[0]!.heightPx);
  expect(new Set(tall).size).toBe(recording.threads.length + recording.objects.length);
});

test('ticks are 1, 2 or 5 times a power of ten, and far enough apart', () => {
  for (let nsPerPx = 0.5; nsPerPx < 1e9; nsPerPx *= 1.7) {
    const step = tickStepNs(nsPerPx);
    expect(step / nsPerPx).toBeGreaterThan(90);
    expect([1, 2, 5]).toContain(Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9)));
  }
});

describe('the order of lanes', () => {
  test('is by kind and then by id, with a condition right below its lock', () => {
    const rank = [
      ['lock', 'reentrant-lock', 'read-write-lock', 'stamped-lock'],
      ['condition'],
      ['semaphore', 'event', 'latch', 'barrier'],
      ['queue'],
      ['executor', 'future'],
      ['variable', 'volatile', 'atomic', 'adder'],
    ];
    for (let seed = 1; seed <= 50; seed++) {
      const lanes = lanesOf(record(randomProgram(seed)), 400).flatMap((lane) =>
        lane.kind === 'object' ? [lane.object.info] : [],
      );
      const roots = lanes.filter(({ parent }) => parent === undefined);
      const keys = roots.map(
        ({ type, id }) => rank.findIndex((types) => (types as string[]).includes(type)) * 1000 + id,
      );
      expect(keys).toEqual(keys.toSorted((a, b) => a - b));
      for (const [i, { parent }] of lanes.entries()) if (parent !== undefined) expect(lanes[i - 1]!.id).toBe(parent);
    }
  });
});

describe('the strip of a schedule', () => {
  const schedule = parseSchedule('1*3,2,3*2,2*4,1')!;
  const row = {
    topPx: 8,
    heightPx: 20,
    threads: 3,
    nameOf: (id: number) => `worker ${id}`,
    current: step(schedule.length),
    marked: null,
  };
  const ofThreads = <R extends { style: unknown }>(rects: R[]) =>
    rects.filter(({ style }) => String(style).startsWith('thread '));

  test('has a cell for each step on screen, in the colour of its thread', () => {
    const { context, rects } = recorder();
    paintCells(context, palette, new Scale(viewport(0, 14 * STEP_NS), LEFT, WIDTH), cellsOf(schedule), row);
    expect(rects.map(({ style }) => style)).toEqual(schedule.map(({ thread }) => `thread ${thread}`));
    const part = recorder();
    paintCells(
      part.context,
      palette,
      new Scale(viewport(4 * STEP_NS, 6.5 * STEP_NS), LEFT, WIDTH),
      cellsOf(schedule),
      row,
    );
    expect(part.rects.map(({ style }) => style)).toEqual(['thread 2', 'thread 3', 'thread 3']);
  });

  test('tells threads apart without colour where no number fits: by the height of a notch', () => {
    const { context, rects } = recorder();
    paintCells(context, palette, new Scale(viewport(0, 150 * STEP_NS), LEFT, WIDTH), cellsOf(schedule), row);
    const notches = rects.filter(({ style }) => style === 'thread ink');
    expect(notches).toHaveLength(schedule.length);
    const heights = new Map(notches.map(({ y }, i) => [schedule[i]!.thread, y]));
    expect(new Set(heights.values()).size).toBe(3);
  });

  test('gathers steps narrower than a few pixels, and costs pixels, not steps', () => {
    const long = parseSchedule('1*20000,2*20000,3*9999')!;
    const { context, rects, calls } = recorder();
    paintCells(context, palette, new Scale(viewport(0, 50_000 * STEP_NS), LEFT, WIDTH), cellsOf(long), row);
    expect(calls()).toBeLessThan(WIDTH * 4);
    const shown = ofThreads(rects).reduce((sum, { height }) => sum + height, 0);
    expect(shown / 20).toBeCloseTo(WIDTH / 2, -1);
  });
});

describe('a closed group of variables', () => {
  test('has a tick for what was read and written, at every zoom', () => {
    let ticks = 0;
    const tried = checkTraces('closed groups of variables', 300, 5, (sim, seed) => {
      const r = random(seed);
      const recording = record(sim);
      const objects = recording.objects.filter(({ isVariable }) => isVariable);
      const fromNs = recording.endNs * r.next() * 0.5;
      const scale = new Scale(
        viewport(fromNs, fromNs + recording.endNs * r.between(1, 50) * 0.01),
        LEFT,
        r.between(20, WIDTH),
      );
      const { brush, rects } = recorder();
      const group = { key: 'variable', name: 'variable', threads: [], objects } as unknown as Parameters<
        typeof paintGroup
      >[2];
      paintGroup(
        { recording, scale, pointScale: scale, palette, nowNs: recording.endNs } as unknown as Scene,
        brush,
        group,
        10,
        20,
      );
      const near = (x: number, t: number) => Math.abs(x - scale.px(t)) <= 2;
      const events = objects
        .flatMap((object) =>
          Array.from({ length: object.t.length }, (_, i) => ({
            t: object.t.at(i),
            write: object.isWrite(object.events.at(i)),
          })),
        )
        .filter(({ t }) => t > scale.fromNs && t <= scale.toNs);
      for (const { t, write } of events) {
        expect(
          rects.some(({ x, height }) => near(x, t) && (!write || height === 12)),
          `seed ${seed}, ${t}`,
        ).toBe(true);
      }
      for (const { x, y, height, style } of rects) {
        expect(style).toBe('faint');
        expect(y + height).toBe(30);
        expect(
          events.some(({ t, write }) => near(x, t) && (write || height === 6)),
          `seed ${seed}, at ${x}`,
        ).toBe(true);
      }
      ticks += rects.length;
    });
    expect(ticks).toBeGreaterThan(tried / 3);
  });
});
