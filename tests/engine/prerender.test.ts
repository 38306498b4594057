import { describe, expect, it } from 'vitest';
import { unpackPlaneGan } from '../../src/engine/kinds/plane-gan/unpack';
import { planeGan } from '../../src/engine/kinds/plane-gan/index';
import { planeGanDefaults } from '../../src/engine/kinds/plane-gan/settings';
import { prerender } from '../../src/engine/build/prerender';

describe('a game at build time', () => {
  it('is played once however many pages ask, with looks along the way, and travels as plain numbers', async () => {
    const settings = { ...planeGanDefaults, stopAfter: 80, sampleCount: 100 };
    const watch = { pull: true, field: { size: 7, extent: 3 }, measures: true };
    const built = await prerender(planeGan, settings, watch);
    expect(await prerender(planeGan, settings, watch)).toBe(built);
    expect(built.history).toHaveLength(40);
    expect(built.step).toBe(80);
    expect(JSON.parse(JSON.stringify(built))).toEqual(built);
    const snapshot = unpackPlaneGan(built);
    expect(snapshot.samples).toHaveLength(200);
    expect(snapshot.pull).toHaveLength(200);
    expect(snapshot.field!.values).toHaveLength(49);
    expect(snapshot.spent.flops).toBe(80 * built.flopsPerStep);
  }, 60_000);
});
