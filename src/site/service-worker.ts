import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { filesUnder } from './files';

/** What a reader without a network needs: everything but the fonts' older formats. */
export function isKept(name: string): boolean {
  return !/\.(woff|ttf|map)$|(^|\/)(_headers|404\.html|service-worker\.js)$/.test(name);
}

/** The worker's text: `files` are fetched when it installs, kept under `version`, and serve when the network does not. */
export function workerSource(files: readonly string[], version: string): string {
  return `const name = 'diffusion-live ${version}';
const files = ${JSON.stringify(files)};
addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)).then(() => skipWaiting()));
});
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((other) => other.startsWith('diffusion-live ') && other !== name).map((other) => caches.delete(other))))
    .then(() => clients.claim()));
});
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  // A page is kept under its folder, whether it is asked for with the last slash, without it, or by its file.
  const folder = request.url.replace(/[?#].*/, '').replace(/\\/(index\\.html)?$/, '') + '/';
  const kept = async () => await caches.match(request, { ignoreSearch: true })
    ?? (request.mode === 'navigate' ? caches.match(folder) : undefined);
  // Files under assets/ carry their hash in their name, so a kept one is never stale; the rest asks the network first.
  if (request.url.includes('/assets/')) event.respondWith(kept().then((found) => found ?? fetch(request)));
  else event.respondWith(fetch(request).catch(() => kept().then((found) => found ?? Response.error())));
});
`;
}

/** Writes service-worker.js over the built site, which then opens without a network after one visit. */
export function serviceWorker(): AstroIntegration {
  return {
    name: 'service-worker',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        const kept = filesUnder(folder).filter(isKept);
        const digest = createHash('sha256');
        for (const name of kept) digest.update(name).update(readFileSync(join(folder, name)));
        const addresses = kept.map((name) => `./${name.replace(/(^|\/)index\.html$/, '$1')}`);
        writeFileSync(join(folder, 'service-worker.js'), workerSource(addresses, digest.digest('hex').slice(0, 12)));
      },
    },
  };
}
