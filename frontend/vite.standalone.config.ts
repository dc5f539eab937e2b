import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { TARGET } from './vite.config.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page that stands by itself: one classic script and one style, which the server writes into it. From a file, modules do not load. */
export default defineConfig({
  build: {
    outDir: at('target/classes/META-INF/interleave/standalone'),
    emptyOutDir: true,
    target: TARGET,
    modulePreload: false,
    cssCodeSplit: false,
    // All of the page is one script, as large as it is.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      input: at('src/pages/standalone.ts'),
      output: { format: 'iife', entryFileNames: 'standalone.js', assetFileNames: 'standalone[extname]' },
    },
  },
});
