import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { existsSync, realpathSync } from 'node:fs';
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
const together = Object.entries({
  schema: ['src/core/schema/', 'src/core/batch.ts', 'src/core/random.ts'],
  engine: [
    'src/engine/client.ts',
    'src/engine/protocol.ts',
    'src/engine/settings.ts',
    'src/engine/kinds/shipped/asks.ts',
    'components/figure/backend.ts',
    'components/figure/kit/derived.ts',
    'components/figure/kit/useDerived.ts',
  ],
  run: [
    'src/engine/run.ts',
    'src/engine/race.ts',
    'src/engine/kinds/plane/settings.ts',
    'components/figure/run.ts',
    'components/figure/plane-run.ts',
  ],
}).map(([name, paths]) => ({ name, test: among(paths) }));

/** Whether a module is one of these files, or lies in one of these folders, which end in a slash: of the root. Throws where one of them is gone. */
function among(paths) {
  const places = paths.map((path) => {
    const place = fileURLToPath(new URL(path, import.meta.url));
    if (!existsSync(place))
      throw new Error(`${path} is gone (expected by astro.config.mjs, which puts it into a chunk)`);
    return place.endsWith('/') ? `${realpathSync(place)}/` : realpathSync(place);
  });
  return (id) => {
    const [file] = id.split('?');
    return places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));
  };
}

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
