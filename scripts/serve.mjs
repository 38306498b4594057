// Serves dist/ on a local port: npm run serve. A small static server with the headers a host should send.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const dist = join(root, 'dist');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

const headers = {
  // Both together make the page cross-origin isolated, which WebAssembly threads need.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The file under `folder` that answers `path`, a directory by its index.html; undefined when there is none. */
function fileFor(folder, path) {
  let file = normalize(join(folder, path));
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) file = join(file, 'index.html');
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

function answer(folder, base, request, response) {
  let path;
  try {
    path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  } catch {
    response.writeHead(400, headers).end('Bad address');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
    return;
  }
  const inside = path.startsWith(base) ? path.slice(base.length) : undefined;
  const found = inside === undefined ? undefined : fileFor(folder, inside);
  const file = found ?? fileFor(folder, '404.html');
  if (file === undefined) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(found === undefined ? 404 : 200, {
    ...headers,
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
    'Cache-Control': path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

/** The path the book was built for: SITE_BASE as astro.config.mjs reads it, always with both slashes. */
export function basePath() {
  const { pathname } = new URL(process.env.SITE_BASE || '/', 'http://localhost');
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}

/**
 * Serves `folder` on `port`, or on the next free one.
 * Returns the address and a `close`. Throws when no port of the twenty from `port` on is free.
 */
export async function serve({ folder = dist, port = 4321, host = '127.0.0.1', base = basePath() } = {}) {
  for (let candidate = port; candidate < port + 20; candidate += 1) {
    // A link may carry a drawing, and one too long to be read should still open the page, which says so.
    const server = createServer({ maxHeaderSize: 128 * 1024 }, (request, response) =>
      answer(folder, base, request, response),
    );
    const taken = await new Promise((resolve, reject) => {
      server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error)));
      server.listen(candidate, host, () => resolve(false));
    });
    if (taken) continue;
    return {
      url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${candidate}${base}`,
      close: () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    };
  }
  throw new Error(`no free port from ${port} to ${port + 19} (close a server, or set PORT)`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (statSync(join(dist, 'index.html'), { throwIfNoEntry: false }) === undefined) {
    console.error('dist/ is not built yet: npm run build');
    process.exit(1);
  }
  const { url } = await serve({ port: Number(process.env.PORT) || 4321, host: process.env.HOST ?? '127.0.0.1' });
  console.log(`Diffusion, Live: ${url}`);
}
