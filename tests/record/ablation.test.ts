import { describe, expect, it } from 'vitest';
import { liveUNet, liveUNetWithNorms } from '../../src/core/image-network/digits';
import { forwardFlops } from '../../src/core/image-network/flops';
import { parameterCount } from '../../src/core/image-network/parameters';
import { networkParts, withoutPart } from '../../src/core/image-network/parts';
import { liveImageSettings } from '../../src/net/image/settings';
import { recorded } from '../../src/record/index';

const table = recorded('ablation');

describe('the table of ablations', () => {
  it('belongs to the networks, settings and judge of today', () => {
    expect(table.settings).toEqual(liveImageSettings);
    const networks = {
      whole: liveUNet,
      ...Object.fromEntries(networkParts.map((part) => [part, withoutPart(liveUNet, part)])),
      norms: liveUNetWithNorms,
    };
    expect(table.rows.map(({ name, parameters, flopsPerForward }) => [name, parameters, flopsPerForward])).toEqual(
      Object.entries(networks).map(([name, network]) => [name, parameterCount(network), forwardFlops(network)]),
    );
    for (const { runs } of table.rows) expect(runs.map(({ seed }) => seed)).toEqual(table.seeds);
  });

  it('says what the text says of it', () => {
    const mean = (name: string, key: 'agreement' | 'heldOutLoss' | 'agreementOfLast') => {
      const { runs } = table.rows.find((row) => row.name === name)!;
      return runs.reduce((sum, run) => sum + run[key], 0) / runs.length;
    };
    expect(mean('dense', 'agreement') / mean('whole', 'agreement')).toBeLessThan(0.6);
    expect(mean('skip', 'agreement')).toBeGreaterThan(mean('whole', 'agreement') - 0.02);
    expect(mean('skip', 'heldOutLoss') / mean('whole', 'heldOutLoss')).toBeCloseTo(1.05, 2);
    expect(mean('noise', 'heldOutLoss') / mean('whole', 'heldOutLoss')).toBeCloseTo(1.2, 1);
    expect(Math.abs(mean('noise', 'agreement') - mean('whole', 'agreement'))).toBeLessThan(0.02);
    expect((100 * (mean('whole', 'agreementOfLast') - mean('whole', 'agreement'))).toFixed(0)).toBe('2');
  });
});
