/** Keeps the arrows pointing one way: base ← model ← timeline ← panels ← pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAYERS = ['base', 'model', 'timeline', 'panels', 'pages'];
const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'";]*?(?:from\s*)?['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/g;

/** A sentence for each import in the sources under `root` that goes against the arrows. */
export function violations(root) {
  const files = readdirSync(root, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.ts'));
  return files.flatMap((file) => {
    const from = file.split(/[\\/]/)[0];
    if (!LAYERS.includes(from)) return [`${file}: not in one of ${LAYERS.join(', ')}`];
    return [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].flatMap((match) => {
      const target = relative(root, resolve(root, dirname(file), match[1] ?? match[2]));
      const to = target.split(/[\\/]/)[0];
      if (!LAYERS.includes(to)) return [`${file} imports ${target}, which is not in one of ${LAYERS.join(', ')}`];
      return LAYERS.indexOf(to) > LAYERS.indexOf(from)
        ? [`${file} imports ${target}: ${from} must not know ${to}`]
        : [];
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = violations(fileURLToPath(new URL('../src', import.meta.url)));
  if (found.length > 0) {
    console.error(`Imports go one way, ${LAYERS.join(' ← ')}:\n${found.map((f) => `  ${f}`).join('\n')}`);
    process.exit(1);
  }
}
