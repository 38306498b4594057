import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Panorama, PanoramaProgress, PanoramaSpec } from '../../src/engine/kinds/shipped/panorama';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { silent as never } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
beforeAll(servePublic);
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

const spec: PanoramaSpec = {
  width: 70,
  stride: 14,
  rule: 'tapered',
  regions: [3, 8],
  guidance: 1,
  seed: 5,
  steps: 6,
};
const ask = (change: object = {}, listener = never) =>
  standingBy(networks)('panorama', { ...spec, ...change }, listener) as Promise<Panorama>;

describe('a strip wider than the network', () => {
  it('is told step by step, with the class of each window and what the judge reads', async () => {
    const heard: PanoramaProgress[] = [];
    const { starts, classes, times, states, guesses, judgement, asked, backend } = await ask(
      {},
      { ...never, tell: (p: unknown) => void heard.push(p as PanoramaProgress) },
    );
    expect(starts).toEqual([0, 14, 28, 42]);
    expect(classes).toEqual([3, 3, 8, 8]);
    expect(times).toHaveLength(7);
    expect([states.length, guesses.length, backend]).toEqual([7, 7, 'simd']);
    expect(states[6]).toHaveLength(28 * 70);
    expect(judgement.classes).toHaveLength(4);
    // Four windows, with and without their class, at six steps.
    expect(asked).toBe(4 * 2 * 6);
    expect(heard.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(heard.at(-1)!.done).toBe(1);
    expect(heard.at(-1)!.guess).toEqual(guesses[6]);
  });

  it('is the same from the same seed, whatever the rule, where windows only touch', async () => {
    const touching = { width: 56, stride: 28, regions: [1, 7] };
    const [mean, tapered, collage, apart] = await Promise.all(
      (['mean', 'tapered', 'collage', 'apart'] as const).map((rule) => ask({ ...touching, rule })),
    );
    const last = mean.states[6];
    for (const other of [tapered, collage, apart])
      other.states[6].forEach((v, i) => {
        if (Math.abs(v - last[i]) > 1e-5) expect(v).toBeCloseTo(last[i], 5);
      });
    expect(Array.from(mean.judgement.classes)).toEqual([1, 7]);
    expect((await ask({ ...touching, rule: 'mean', seed: 6 })).states[6]).not.toEqual(last);
  });

  it('keeps more ink where windows are weighed to their middles than where they are averaged', async () => {
    const ink = async (rule: string) => {
      const { states } = await ask({ rule, width: 84, regions: [3, 1, 4, 1, 5], steps: 10 });
      return states[10].reduce((sum, v) => sum + v, 0) / states[10].length;
    };
    expect(await ink('tapered')).toBeGreaterThan((await ink('mean')) + 0.1);
  });

  it('refuses what is none', async () => {
    await expect(ask({ width: 27 })).rejects.toThrow(
      'width of the strip is 27 (expected a whole number from 28 to 168)',
    );
    await expect(ask({ rule: 'most' })).rejects.toThrow('unknown rule: most (expected mean, tapered, collage, apart)');
    await expect(ask({ regions: [] })).rejects.toThrow('number of regions');
    await expect(ask({ regions: [10] })).rejects.toThrow('class is 10');
    await expect(ask({ stride: 29 })).rejects.toThrow('stride is 29');
    await expect(ask({ steps: 1 })).rejects.toThrow('steps is 1');
  });
});
