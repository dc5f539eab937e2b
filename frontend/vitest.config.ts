import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { QuietReporter } from './test/support/reporter.ts';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/before-all.ts',
    pool: 'threads',
    // One a core: some tests wait for timers, and the one that starts them has nothing else to do.
    maxWorkers: availableParallelism(),
    // Thousands of random traces take seconds, on a busy machine many.
    testTimeout: 120_000,
    allowOnly: false,
    reporters: [
      new QuietReporter(),
      ['junit', { outputFile: fileURLToPath(new URL('target/surefire-reports/TEST-vitest.xml', import.meta.url)) }],
    ],
    onConsoleLog: (log) => !log.includes('Lit is in dev mode'),
  },
});
