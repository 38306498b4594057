import { describe, expect, test } from 'vitest';
import type { Domain } from '../../../src/core/domain';
import { latentDenoiser } from '../../../src/core/image-network/autoencoder';
import { ofClass } from '../../../src/net/condition/index';
import { dataPool, type ConditionedData } from '../../../src/net/image/data';
import { imageConsistency } from '../../../src/net/image/objective/consistency';
import { imageDenoising } from '../../../src/net/image/objective/denoising';
import { imageFlowMatching } from '../../../src/net/image/objective/flow-matching';
import type { LearnedRows } from '../../../src/net/image/objective/objective';

// Data that are drawn anew around where they lie, whenever they are visited.

const domain: Domain = {
  name: 'pairs',
  shape: { extent: [], channels: 4 },
  scale: { mean: 1, deviation: 2 },
};
const network = latentDenoiser(4, { width: 8, blocks: 1 });
const deviations = Float32Array.from([0, 0.5, 1, 3]);
/** One datum, so that every row of a batch visits it. */
const one: ConditionedData = {
  values: Float32Array.from([1, 2, -3, 5]),
  deviations,
  condition: ofClass([3]),
};

/** x_0 of rows of clean data under noise: alpha x + sigma F, F being the target. */
function visits(
  objective: typeof imageDenoising,
  data: ConditionedData,
  { steps = 40, seed = 3 } = {},
): Float64Array[] {
  const n = 50;
  const batches = objective.batches({
    pool: dataPool(data, domain, network),
    size: 4,
    seed,
    network: () => () => new Float32Array(n * 4),
  });
  return Array.from({ length: steps }, (_, step) => step).flatMap((step) => {
    const rows = batches({ step, seen: step * n, from: 0, n, size: n, dropout: 0 }) as LearnedRows;
    return Array.from({ length: n }, (_, i) => {
      const angle = Math.atan(Math.exp(rows.logNoise[i]));
      return Float64Array.from(
        { length: 4 },
        (_, k) => Math.cos(angle) * rows.values[4 * i + k] + Math.sin(angle) * rows.target[4 * i + k],
      );
    });
  });
}

describe('data with deviations', () => {
  test.each([imageDenoising, imageFlowMatching])(
    '$name: every visit draws anew, by their mean and deviation',
    (objective) => {
      const found = visits(objective, one);
      const n = found.length;
      for (let k = 0; k < 4; k++) {
        const values = found.map((row) => row[k]);
        const mean = values.reduce((sum, v) => sum + v, 0) / n;
        const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n);
        const [wantedMean, wanted] = [(one.values[k] - 1) / 2, deviations[k] / 2];
        // Four standard errors of each.
        expect(Math.abs(mean - wantedMean)).toBeLessThanOrEqual((4 * wanted) / Math.sqrt(n) + 1e-5);
        expect(Math.abs(deviation - wanted)).toBeLessThanOrEqual((4 * wanted) / Math.sqrt(2 * n) + 1e-5);
        if (wanted > 0) expect(new Set(values).size).toBeGreaterThan(0.99 * n);
      }
    },
  );

  test('are drawn by the seed and the step', () => {
    expect(visits(imageDenoising, one, { steps: 2 })).toEqual(visits(imageDenoising, one, { steps: 2 }));
    expect(visits(imageDenoising, one, { steps: 2 })).not.toEqual(visits(imageDenoising, one, { steps: 2, seed: 4 }));
  });

  test('of 0 are data that stay', () => {
    const found = visits(imageDenoising, { ...one, deviations: new Float32Array(4) }, { steps: 1 });
    for (const row of found) row.forEach((v, k) => expect(v).toBeCloseTo((one.values[k] - 1) / 2, 5));
  });

  test('are drawn in consistency training too', () => {
    const plan = { total: 8, first: 2, last: 8 };
    // So little noise that what is seen is the datum.
    const spread = (data: ConditionedData, k: number) => {
      const { values } = imageConsistency({ plan, least: 0.001, most: 0.01 }).batches({
        pool: dataPool(data, domain, network),
        size: 4,
        seed: 3,
        network: () => (asked) => new Float32Array(asked.length),
      })({ step: 0, seen: 0, from: 0, n: 200, size: 200, dropout: 0 });
      const squares = Array.from({ length: 200 }, (_, i) => (values[4 * i + k] - (one.values[k] - 1) / 2) ** 2);
      return Math.sqrt(squares.reduce((sum, v) => sum + v, 0) / 200);
    };
    expect(spread({ values: one.values, condition: one.condition }, 3)).toBeLessThan(0.02);
    expect(Math.abs(spread(one, 3) / 1.5 - 1)).toBeLessThan(4 / Math.sqrt(400));
  });

  test('are refused where they are of another number or no deviation', () => {
    const refused = (wrong: number[]) => () =>
      dataPool({ ...one, deviations: Float32Array.from(wrong) }, domain, network);
    expect(refused([1, 2])).toThrow('2 deviations of 4 numbers (expected one each)');
    expect(refused([1, 2, -1, 0])).toThrow('deviation 2 is -1 (expected 0 or more)');
    expect(refused([1, NaN, 1, 0])).toThrow('deviation 1 is NaN');
  });
});
