import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext, Script } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { deadLinks } from '../../scripts/links.mjs';
import { serve } from '../../scripts/serve.mjs';
import { conventions } from '../../src/core/notation';
import { policy, scriptHashes, withPolicy } from '../../src/site/csp';
import { isKept, workerSource } from '../../src/site/service-worker';

const folders: string[] = [];

function site(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('content security policy', () => {
  it('hashes scripts that stand in the page, and no others', () => {
    const hash = createHash('sha256').update('go()').digest('base64');
    expect(
      scriptHashes('<script>go()</script><script src="a.js"></script><script type="application/json">{}</script>'),
    ).toEqual([`'sha256-${hash}'`]);
  });

  it('allows no evaluation of strings and no inline script', () => {
    const scripts = policy([])
      .split('; ')
      .find((part) => part.startsWith('script-src'));
    expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy([])).toContain("connect-src 'self'");
  });

  it('lets the next chapter be fetched ahead, and nothing in that the book does not have', () => {
    const parts = new Map(
      policy([])
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    // Firefox holds a prefetch against default-src; there is no directive for it alone.
    expect(parts.get('default-src')).toBe("'self'");
    for (const name of ['object-src', 'frame-src', 'media-src', 'base-uri', 'form-action'])
      expect(parts.get(name), name).toBe("'none'");
  });

  it('comes before everything it governs', () => {
    expect(withPolicy('<html><head><script>go()</script></head></html>')).toMatch(
      /<head><meta http-equiv="content-security-policy" content="[^"]*sha256-[^"]*">/,
    );
  });
});

describe('offline copy', () => {
  it('keeps what a reader needs and leaves out the older font formats', () => {
    expect(['index.html', 'assets/a.js', 'assets/f.woff2', 'data/digits.bin'].every(isKept)).toBe(true);
    expect(['assets/f.ttf', 'assets/f.woff', '_headers', 'service-worker.js', '404.html'].some(isKept)).toBe(false);
  });

  it('is a script that parses', () => {
    expect(() => new Script(workerSource(['./', './assets/a.js'], 'abc'))).not.toThrow();
  });
});

describe('settings before the first paint', () => {
  const boot = readFileSync(new URL('../../src/site/settings-boot.js', import.meta.url), 'utf8');
  const run = (stored: string | null, search = ''): Record<string, string> => {
    const dataset: Record<string, string> = {};
    runInNewContext(boot, {
      localStorage: { getItem: () => stored },
      location: { search },
      URLSearchParams,
      document: { documentElement: { dataset, classList: { add: () => undefined } } },
    });
    return dataset;
  };
  const defaults = { theme: 'system', motion: 'system', backend: 'auto', notation: 'book' };

  it('restores what was kept', () => {
    expect(run('{"theme":"dark","motion":"reduced","backend":"wasm","notation":"edm"}')).toEqual({
      theme: 'dark',
      motion: 'reduced',
      backend: 'wasm',
      notation: 'edm',
    });
  });

  it.each([
    null,
    '',
    'null',
    '42',
    '[]',
    '"dark"',
    '{',
    '{"theme":"pink","motion":7,"backend":{}}',
    '{"theme":"__proto__"}',
  ])('falls back to defaults on %s', (stored) => {
    expect(run(stored)).toEqual(defaults);
  });

  it('lets the address choose the backend, if it names one', () => {
    expect(run('{"backend":"wasm"}', '?backend=webgl')['backend']).toBe('webgl');
    expect(run('{"backend":"wasm"}', '?backend=abacus')['backend']).toBe('wasm');
  });

  it('knows every notation, lets the address choose one, and takes no other word', () => {
    for (const notation of conventions) {
      expect(run(JSON.stringify({ notation }))['notation']).toBe(notation);
      expect(run('{"notation":"sde"}', `?notation=${notation}`)['notation']).toBe(notation);
    }
    expect(run('{"notation":"sde"}', '?notation=greek')['notation']).toBe('sde');
    expect(run('{"notation":"latin"}')['notation']).toBe('book');
  });

  it('survives forbidden storage', () => {
    const dataset: Record<string, string> = {};
    runInNewContext(boot, {
      localStorage: {
        getItem: () => {
          throw new Error('denied');
        },
      },
      location: { search: '' },
      URLSearchParams,
      document: { documentElement: { dataset, classList: { add: () => undefined } } },
    });
    expect(dataset).toEqual(defaults);
  });
});

describe('link check', () => {
  it('passes a site whose links lead somewhere', () => {
    const folder = site({
      'index.html': '<p id="a"><a href="#a">1</a><a href="two/#b">2</a><a href="https://example.org/x">3</a></p>',
      'two/index.html': '<p id="b"><a href="../">1</a></p>',
    });
    expect(deadLinks(folder, '/').problems).toEqual([]);
  });

  it('names dead links, missing anchors and repeated ids', () => {
    const folder = site({ 'index.html': '<p id="a"></p><p id="a"><a href="gone/">1</a><a href="#nowhere">2</a></p>' });
    expect(deadLinks(folder, '/').problems).toEqual([
      'index.html: id used twice: a',
      'index.html: dead link: gone/',
      'index.html: no such anchor: #nowhere',
    ]);
  });

  it('sees links that forget the base path', () => {
    const folder = site({ 'index.html': '<a href="/book/">fine</a><a href="/">outside</a>' });
    expect(deadLinks(folder, '/book/').problems).toEqual(['index.html: dead link: /']);
  });
});

describe('server', () => {
  it('takes the next port when one is taken, isolates the page, and stays inside its folder', async () => {
    const folder = site({ 'index.html': 'home', 'k.wasm': 'x', '404.html': 'lost' });
    const first = await serve({ folder, port: 4391, base: '/' });
    const second = await serve({ folder, port: 4391, base: '/book/' });
    try {
      expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
      const home = await fetch(first.url);
      expect([home.status, await home.text(), home.headers.get('cross-origin-embedder-policy')]).toEqual([
        200,
        'home',
        'require-corp',
      ]);
      expect((await fetch(`${first.url}k.wasm`)).headers.get('content-type')).toBe('application/wasm');
      expect(await (await fetch(second.url)).text()).toBe('home');
      const outside = await fetch(`${first.url}..%2f..%2f..%2fetc%2fpasswd`);
      expect([outside.status, await outside.text()]).toEqual([404, 'lost']);
      expect((await fetch(`${first.url}%zz`)).status).toBe(400);
      expect((await fetch(first.url, { method: 'POST' })).status).toBe(405);
    } finally {
      await first.close();
      await second.close();
    }
  });
});
