import { describe, expect, it } from 'vitest';
import { ganSnapshotOf } from '../../components/figure/gan';
import { ganRunDefaults } from '../../src/engine/gan-settings';
import { ganAtBuild } from '../../src/engine/prerender-gan';

describe('a game at build time', () => {
  it('is played once however many pages ask, with looks along the way, and travels as plain numbers', async () => {
    const settings = { ...ganRunDefaults, stopAfter: 80, sampleCount: 100 };
    const watch = { pull: true, field: { size: 7, extent: 3 }, measures: true };
    const built = await ganAtBuild(settings, watch);
    expect(await ganAtBuild(settings, watch)).toBe(built);
    expect(built.history).toHaveLength(40);
    expect(built.step).toBe(80);
    expect(JSON.parse(JSON.stringify(built))).toEqual(built);
    const snapshot = ganSnapshotOf(built);
    expect(snapshot.samples).toHaveLength(200);
    expect(snapshot.pull).toHaveLength(200);
    expect(snapshot.field!.values).toHaveLength(49);
    expect(snapshot.spent.flops).toBe(80 * built.flopsPerStep);
  }, 60_000);
});
