import { describe, expect, it } from 'vitest';
import { liveUNet } from '../../src/core/image-network/digits';
import { trainingFlops } from '../../src/core/image-network/flops';
import { ganParameterCount, ganTrainingFlops } from '../../src/core/image-network/gan';
import { parameterCount } from '../../src/core/image-network/parameters';
import { liveGanSettings } from '../../src/net/image/gan/shipped';
import { recorded } from '../../src/record/index';

const table = recorded('small-data');

describe('the runs on few digits', () => {
  it('belong to the networks of today', () => {
    expect([table.models.diffusion.parameters, table.models.diffusion.flopsPerExample]).toEqual([
      parameterCount(liveUNet),
      trainingFlops(liveUNet),
    ]);
    expect([table.models.gan.parameters, table.models.gan.flopsPerExample]).toEqual([
      ganParameterCount(liveGanSettings.networks),
      ganTrainingFlops(liveGanSettings.networks),
    ]);
  });

  it('spent the same operations, within one batch', () => {
    for (const { diffusion, gan } of table.cases) {
      for (const run of [...diffusion, ...gan])
        expect(Math.abs(run.flops - table.budget.flops)).toBeLessThanOrEqual(
          liveGanSettings.batchSize * table.models.gan.flopsPerExample,
        );
      for (const run of diffusion) expect(run.flops).toBe(run.examples * table.models.diffusion.flopsPerExample);
      for (const run of gan) expect(run.flops).toBe(run.examples * table.models.gan.flopsPerExample);
    }
  });

  it('are on 100, 300, 1,000 and all digits and on one class, each from every seed', () => {
    expect(table.cases.map(({ count, only }) => [count, only])).toEqual([
      [100, null],
      [300, null],
      [1000, null],
      [9001, null],
      [expect.any(Number), 3],
    ]);
    expect(table.seeds.length).toBeGreaterThanOrEqual(3);
    for (const { diffusion, gan } of table.cases)
      for (const runs of [diffusion, gan]) expect(runs.map(({ seed }) => seed)).toEqual(table.seeds);
  });
});
