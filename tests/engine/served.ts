import { readFileSync } from 'node:fs';
import { vi } from 'vitest';

/** Answers `fetch` with the files of `public`, as the site does. */
export function servePublic(): void {
  vi.stubGlobal('fetch', (address: string) =>
    Promise.resolve(new Response(readFileSync(`public${address.replace(/\?.*$/, '')}`))),
  );
}
