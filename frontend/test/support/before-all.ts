import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

const TARGET = join(import.meta.dirname, '../../target');
const SEEDS = join(TARGET, 'seeds.tsv');

/** Once before all tests: whose turn it is among the random seeds, and nothing left of the run before. */
export function setup(project: TestProject): () => void {
  rmSync(SEEDS, { force: true });
  rmSync(join(TARGET, 'failures'), { recursive: true, force: true });
  project.provide('rotation', rotation());
  return () => {
    // Workers add their lines as they come to them.
    if (existsSync(SEEDS)) writeFileSync(SEEDS, readFileSync(SEEDS, 'utf8').split(/^/m).sort().join(''));
  };
}

/** INTERLEAVE_ROTATION, or a number that differs from commit to commit, or 0 where there is no commit. */
function rotation(): number {
  const wanted = process.env.INTERLEAVE_ROTATION;
  if (wanted) {
    if (!/^\d+$/.test(wanted)) throw new Error(`INTERLEAVE_ROTATION is ${wanted}, not a whole number from 0`);
    return Number(wanted);
  }
  try {
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(head.slice(0, 8), 16);
  } catch {
    return 0;
  }
}
