import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const asset = () => new Uint8Array(readFileSync('public/data/digits.bin'));

describe('loading the digits', () => {
  let engine: typeof import('../../src/engine/digits');

  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/digits.mjs']);
  });
  beforeEach(async () => {
    vi.resetModules();
    engine = await import('../../src/engine/digits');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('asks once, however many figures want them, and tells progress', async () => {
    const bytes = asset();
    const fetcher = vi.fn(() =>
      Promise.resolve(new Response(bytes, { headers: { 'content-length': String(bytes.length) } })),
    );
    vi.stubGlobal('fetch', fetcher);
    const seen: number[] = [];
    expect(engine.digitsIfLoaded()).toBeUndefined();
    const [a, b] = await Promise.all([engine.loadDigits((f) => seen.push(f)), engine.loadDigits()]);
    expect(a).toBe(b);
    expect(await engine.loadDigits()).toBe(a);
    expect(engine.digitsIfLoaded()).toBe(a);
    expect(fetcher).toHaveBeenCalledTimes(1);
    expect(seen.at(-1)).toBe(1);
    expect(a.count).toBe(10_000);
  });

  it('tries again after a failure', async () => {
    const answers = [new Response('', { status: 404 }), new Response(asset())];
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.resolve(answers.shift())),
    );
    await expect(engine.loadDigits()).rejects.toThrow('answered 404');
    expect((await engine.loadDigits()).trainCount).toBe(9001);
  });

  it('says so when there is no connection, and when the file is of another build', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))),
    );
    await expect(engine.loadDigits()).rejects.toThrow('no connection');
    const other = asset();
    other[16] ^= 1;
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.resolve(new Response(other))),
    );
    await expect(engine.loadDigits()).rejects.toThrow('does not belong to this version');
  });

  it('respects a sub-path and versions its address', () => {
    expect(engine.digitsUrl('/book')).toMatch(/^\/book\/data\/digits\.bin\?v=[0-9a-f]+$/);
    expect(engine.digitsUrl('/')).toMatch(/^\/data\/digits\.bin\?v=/);
  });
});
