/** Installs what package-lock.json names, unless that is what was installed last. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed`;
// Packages with binaries differ from one system to another.
const wanted = [process.platform, process.arch, readFileSync(`${root}package-lock.json`, 'utf8')].join('\n');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing the packages of the frontend ...');
  // npm is a script, which Windows starts by its shell only.
  const { status, error } = spawnSync('npm ci --prefer-offline --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    console.error(error ? `npm does not start: ${error.message}` : `npm ci ended with ${status}`);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
