import { describe, expect, test } from 'vitest';
import { random } from '../../src/core/random';
import { makeSchedule } from '../../src/core/schedule';
import { levelTable, makeBatch, networkBatch } from '../../src/net/batches';
import { createKernelTrainer } from '../../src/net/simd/trainer';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { settings } from './helpers';

describe('batches', () => {
  test.each([
    [2, 256],
    [2, 37],
    [1, 6],
    [1, 1],
  ])('of dim %i and %i rows are the same inside the kernel and outside', async (dim, n) => {
    const ring = eightGaussians().sample(333, random(2));
    const points = { data: ring.data.slice(0, 333 * dim), dim };
    const chosen = settings({ dim, batchSize: n, seed: 11, weighting: 'min-snr' });
    const trainer = await createKernelTrainer(chosen);
    trainer.setData(points);
    const table = levelTable(makeSchedule(chosen.schedule), 'v', 'min-snr');
    const stream = random(11).split('batches');
    const expected = networkBatch(n, dim);
    for (let round = 0; round < 3; round++) {
      const got = trainer.draw();
      makeBatch(stream, table, Float32Array.from(points.data), dim, expected);
      expect(got.bin).toEqual(expected.bin);
      expect(got.weight).toEqual(expected.weight);
      got.target.forEach((value, i) => expect(Math.abs(value - expected.target[i])).toBeLessThan(4e-6));
      got.features.forEach((value, i) => expect(Math.abs(value - expected.features[i])).toBeLessThan(2e-5));
    }
    trainer.dispose();
  });

  test('keep to the times that a run is held to', async () => {
    const { schedule } = settings({});
    const one = levelTable(makeSchedule(schedule), 'v', 'uniform', [0.3, 0.3]);
    const row = one.length / 1024;
    expect(one.subarray(0, row)).toEqual(one.subarray(1023 * row));
    expect(one[0]).toBeCloseTo(makeSchedule(schedule).alpha(0.3), 6);
    const half = levelTable(makeSchedule(schedule), 'v', 'uniform', [0.5, 1]);
    expect(half[0]).toBeCloseTo(makeSchedule(schedule).alpha(0.5 + 0.25 / 1024), 6);
    await expect(
      createKernelTrainer(settings({ levels: [0.6, 0.5] })).then((t) => t.configure({ levels: [0.6, 0.5] })),
    ).rejects.toThrow('levels from 0.6 to 0.5 (expected 0 <= from <= to <= 1)');
  });

  test('the noise in them is standard normal and the times are spread evenly', async () => {
    const trainer = await createKernelTrainer(
      settings({ network: { width: 8, depth: 1, prediction: 'epsilon' }, batchSize: 8192 }),
    );
    trainer.setData(eightGaussians().sample(100, random(3)));
    const { target, bin } = trainer.draw();
    const moment = (p: number) => target.reduce((sum, e) => sum + e ** p, 0) / target.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.03);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(moment(4)).toBeGreaterThan(2.7);
    expect(moment(4)).toBeLessThan(3.3);
    for (let b = 0; b < 16; b++) expect(bin.filter((x) => x === b).length).toBe(512);
    trainer.dispose();
  });
});
