import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const file = (ending: string) => new Uint8Array(readFileSync(`public/weights/classifier.${ending}`));

describe('loading shipped weights', () => {
  let engine: typeof import('../../src/engine/kinds/shipped/weights');
  /** Answers by the address's ending. */
  const serve = (answers: Readonly<Record<string, () => Response>>) => {
    const fetcher = vi.fn((url: string) => Promise.resolve().then(() => answers[/\.(json|bin)/.exec(url)![1]]()));
    vi.stubGlobal('fetch', fetcher);
    return fetcher;
  };
  const good = { json: () => new Response(file('json')), bin: () => new Response(file('bin')) };

  beforeEach(async () => {
    vi.resetModules();
    engine = await import('../../src/engine/kinds/shipped/weights');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('fetches each once, the binary at an address that changes with its content', async () => {
    const fetcher = serve(good);
    const [a, b] = await Promise.all([
      engine.loadWeights('classifier', '/book'),
      engine.loadWeights('classifier', '/book'),
    ]);
    expect(a).toBe(b);
    expect(a.weights).toHaveLength(a.manifest.parameters);
    expect(fetcher.mock.calls.map(([url]) => url)).toEqual([
      '/book/weights/classifier.json',
      `/book/weights/classifier.bin?v=${a.manifest.weights.hash}`,
    ]);
  });

  it.each([
    ['missing', { json: () => new Response('', { status: 404 }) }, 'the site answered 404 (expected 200)'],
    ['no JSON', { json: () => new Response('<html>') }, 'is no JSON'],
    [
      'of another network',
      { json: () => new Response(readFileSync('public/weights/digits.json')) },
      'describes "shipped digit U-Net" (expected the layers of the digit classifier',
    ],
    ['cut short', { bin: () => new Response(file('bin').subarray(0, 1000)) }, 'are cut short: 1000 bytes'],
    [
      'altered',
      { bin: () => new Response(file('bin').map((v, i) => (i === 99 ? v ^ 4 : v))) },
      'are not those of their manifest',
    ],
    [
      'out of reach',
      {
        bin: () => {
          throw new TypeError('offline');
        },
      },
      'no connection to the site',
    ],
  ])('%s: a sentence, and another try may do better', async (_, change, message) => {
    serve({ ...good, ...change });
    const error: unknown = await engine.loadWeights('classifier', '/').catch((e: unknown) => e);
    expect((error as Error).name).toBe('WeightsFileError');
    expect((error as Error).message).toContain(message);
    serve(good);
    expect((await engine.loadWeights('classifier', '/')).manifest.parameters).toBeGreaterThan(0);
  });
});
