import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { fileURLToPath } from 'node:url';
import { markCode } from './src/engine/build/cached.ts';
import { markdownProcessor } from './src/mdx/processor.ts';
import { contentSecurityPolicy } from './src/site/csp.ts';
import { cssLayers } from './src/site/css/layers.ts';
import { cssSteps } from './src/site/css/steps.ts';
import { cssWidths } from './src/site/css/widths.ts';
import { serviceWorker } from './src/site/service-worker.ts';
import { tfjsThreads } from './src/site/tfjs-threads.ts';

/**
 * SITE_BASE says where the book will live: a full address (`https://example.org/book/`) or only the path (`/book/`).
 * Unset, the book is built for the root of its host.
 */
const address = new URL(process.env.SITE_BASE || '/', 'http://localhost');
const base = address.pathname.endsWith('/') ? address.pathname : `${address.pathname}/`;

// First frames are kept from build to build. FRESH computes them anew.
if (!process.env.FRESH) markCode(fileURLToPath(new URL('.', import.meta.url)));

/**
 * What nearly every page with a figure loads, in one file each: in many small ones it weighs more after compression, and takes as many
 * requests. The rest is split by use.
 */
const together = [
  { name: 'schema', test: /\/src\/core\/(schema\/|batch\.|random\.)/ },
  {
    name: 'engine',
    test: /\/src\/engine\/(client|protocol|settings|kinds\/shipped\/asks)\.ts|\/components\/figure\/(backend|kit\/(useDerived|derived))\.ts/,
  },
  {
    name: 'run',
    test: /\/src\/engine\/(run|race|kinds\/plane\/settings)\.ts|\/components\/figure\/(run|plane-run)\.ts/,
  },
];

export default defineConfig({
  site: address.origin,
  base,
  output: 'static',
  trailingSlash: 'ignore',
  build: { format: 'directory', assets: 'assets' },
  devToolbar: { enabled: false },
  compressHTML: true,
  markdown: { processor: markdownProcessor() },
  // The order of the last two matters: both read the built files, and the worker's list must see the final pages.
  integrations: [mdx(), preact(), contentSecurityPolicy(), serviceWorker()],
  vite: {
    css: { postcss: { plugins: [cssWidths(), cssSteps(), cssLayers()] } },
    worker: { format: 'es', plugins: () => [tfjsThreads()] },
    build: { target: 'es2022', chunkSizeWarningLimit: 900 },
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: together } } } } } },
  },
});
