import { beforeEach, describe, expect, test, vi } from 'vitest';
import { JUMP_MS } from '../src/base/motion.ts';
import { Player } from '../src/timeline/player.ts';
import { View } from '../src/timeline/view.ts';
import { encodeBatches } from './support/encode.ts';
import { programs } from './support/programs.ts';
import { random } from './support/random.ts';
import { record, run } from './support/record.ts';

const wish = vi.hoisted(() => ({ less: false }));
vi.mock('../src/base/motion.ts', async (original) => ({ ...(await original()), lessMotion: () => wish.less }));

const FRAME_MS = 16;
let nowMs = 0;
let frames: (() => void)[] = [];

const frame = () => {
  nowMs += FRAME_MS;
  for (const draw of frames.splice(0)) draw();
};

beforeEach(() => {
  nowMs = 1000;
  frames = [];
  vi.stubGlobal('performance', { now: () => nowMs });
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
});

/** When the playhead moved, while a run was played from its beginning to its end. */
function played(): number[] {
  nowMs = 1000;
  const view = new View();
  view.load(record(programs['mutex-contention']!(random(1))));
  const moments: number[] = [];
  let last: number | null = null;
  const player = new Player(view);
  view.watch(() => {
    if (view.playheadNs !== last) moments.push(nowMs);
    last = view.playheadNs;
  });
  player.toggle();
  for (let n = 0; player.playing && n < 10_000; n++) frame();
  expect(player.playing).toBe(false);
  expect(view.playheadNs).toBe(view.recording!.endNs);
  return moments;
}

/** How often the picture moved while a run streamed in, a batch in each frame; it shows the whole run after its end. */
function followed(): number {
  nowMs = 1000;
  const view = new View();
  view.show(run());
  view.stream = 'streaming';
  const sim = programs['mutex-contention']!(random(2));
  let moves = 0;
  for (const batch of encodeBatches(sim.events, sim.tables, 1)) {
    const before = view.viewport;
    view.recording!.append(batch);
    view.arrived();
    if (view.viewport !== before) moves++;
    frame();
  }
  const streamedMs = nowMs - 1000;
  view.recording!.run = run({ status: 'completed' });
  view.arrived();
  expect(view.viewport.toNs).toBeGreaterThanOrEqual(view.recording!.endNs);
  return moves / (streamedMs / JUMP_MS);
}

describe('a person who wants less motion', () => {
  test('sees a run played in jumps, to the same end and as fast', () => {
    wish.less = false;
    const smooth = played();
    wish.less = true;
    const jumps = played();
    expect(smooth.length).toBeGreaterThan(500);
    for (const [i, at] of jumps.slice(1).entries()) expect(at - jumps[i]!).toBeGreaterThanOrEqual(JUMP_MS);
    expect(Math.abs(jumps.at(-1)! - smooth.at(-1)!)).toBeLessThan(JUMP_MS + FRAME_MS);
  });

  test('sees a live run move on in jumps, and its end at once', () => {
    wish.less = false;
    expect(followed()).toBeGreaterThan(10);
    wish.less = true;
    expect(followed()).toBeLessThanOrEqual(2);
  });

  test('is obeyed at once by what they press themselves', () => {
    wish.less = true;
    const view = new View();
    view.show(run());
    view.stream = 'streaming';
    const sim = programs['mutex-contention']!(random(3));
    for (const batch of encodeBatches(sim.events, sim.tables, 1)) {
      view.recording!.append(batch);
      view.arrived();
    }
    view.zoom(0.5, 0);
    view.fit();
    expect(view.viewport.toNs).toBeGreaterThanOrEqual(view.nowNs);
  });
});
