import { mkdirSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pages = ['catalogue', 'lab', 'run', 'embed', 'guide', 'open', 'compare', 'topics'];
/** The oldest browsers that the pages are for. */
export const TARGET = ['es2022', 'chrome123', 'firefox120', 'safari17.5'];

const resources = at('target/classes/META-INF/resources');

export default defineConfig({
  base: '/',
  build: {
    outDir: resources,
    emptyOutDir: true,
    assetsDir: 'assets',
    manifest: 'manifest.json',
    target: TARGET,
    modulePreload: false,
    rolldownOptions: { input: pages.map((page) => at(`src/pages/${page}.ts`)) },
  },
  plugins: [
    {
      // Beside the public files, not among them: the server reads it, browsers never do.
      name: 'manifest-out-of-sight',
      apply: 'build',
      writeBundle() {
        mkdirSync(at('target/classes/META-INF/interleave'), { recursive: true });
        renameSync(`${resources}/manifest.json`, at('target/classes/META-INF/interleave/manifest.json'));
      },
    },
  ],
});
