import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { violations } from '../scripts/check-imports.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'imports-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(file: string, text: string) {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}

test('the sources keep to the table', () => {
  expect(violations(fileURLToPath(new URL('../src', import.meta.url)))).toEqual([]);
});

test('imports along the arrows are fine', () => {
  write(
    'pages/a.ts',
    "import { x } from '../base/x.ts';\nimport './a.css';\nimport {\n  type Y,\n} from '../model/y.ts';\nimport { html } from 'lit';\n",
  );
  write('model/y.ts', "export * from '../base/x.ts';\n");
  expect(violations(root)).toEqual([]);
});

test('imports against them are named, however they are written', () => {
  write('base/a.ts', "import { y } from '../model/y.ts';\n");
  write('model/b.ts', "import {\n  z,\n} from '../timeline/z.ts';\n");
  write('timeline/c.ts', "export type { P } from '../panels/p.ts';\n");
  write('panels/d.ts', "const q = await import('../pages/q.ts');\n");
  write('model/e.ts', "import '../elsewhere/e.ts';\n");
  write('odd/f.ts', '');
  expect(violations(root).sort()).toEqual([
    'base/a.ts imports model/y.ts: base must not know model',
    'model/b.ts imports timeline/z.ts: model must not know timeline',
    'model/e.ts imports elsewhere/e.ts, which is not in one of base, model, timeline, panels, pages',
    'odd/f.ts: not in one of base, model, timeline, panels, pages',
    'panels/d.ts imports pages/q.ts: panels must not know pages',
    'timeline/c.ts imports panels/p.ts: timeline must not know panels',
  ]);
});
