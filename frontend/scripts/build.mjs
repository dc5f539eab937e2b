/** Builds the pages, and the page that stands by itself. Prints what is wrong. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const config of ['vite.config.ts', 'vite.standalone.config.ts']) {
  await build({
    root,
    configFile: `${root}${config}`,
    logLevel: 'warn',
    // On a busy machine every build is slow, and nothing is wrong with it.
    build: { rolldownOptions: { checks: { bundlerTimings: false } } },
  });
}
