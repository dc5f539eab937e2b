/** All that can be said of the sources without running them, side by side: imports, types, lint and format. Prints what is wrong. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const CHECKS = [
  ['scripts/check-imports.mjs'],
  ['node_modules/typescript/bin/tsc', '--noEmit'],
  ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=none'],
];

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (part) => {
      output += part;
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', (error) => resolve({ failed: true, output: error.message }));
    child.on('close', (status) => resolve({ failed: status !== 0, output }));
  });
}

const failures = (await Promise.all(CHECKS.map(run))).filter(({ failed }) => failed);
for (const { output } of failures) console.error(output);
if (failures.length > 0) console.error('What is wrong in format, `npm run format` mends.');
process.exitCode = failures.length === 0 ? 0 : 1;
