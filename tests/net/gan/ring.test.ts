import { expect, test } from 'vitest';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { energyDistance, modeCoverage } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { ganRules } from '../../../src/core/gan/defaults';
import { createGanTrainer } from '../../../src/net/gan/trainer';
import type { Backend } from '../../../src/net/trainer';
import { ring } from './helpers';

/** Points at each mode, of 500, and at none, after 200 steps of small networks from seed 1: recorded on the CPU backend. */
const recorded = { counts: [59, 70, 45, 39, 58, 65, 54, 69], outside: 41 };

async function played(backend: Backend) {
  const networks = { latent: 2, generator: { width: 32, depth: 2 }, discriminator: { width: 32, depth: 2 } };
  const trainer = await createGanTrainer(backend, {
    ...ganRules,
    r1: 0.3,
    generatorRate: 3e-3,
    discriminatorRate: 3e-3,
    batchSize: 64,
    networks,
    seed: 1,
  });
  trainer.setData(ring());
  trainer.train(200);
  const x = trainer.generate(normalBatch(500, 2, random(1)));
  trainer.dispose();
  const { counts, outside } = modeCoverage(x, eightGaussians().modes);
  return {
    counts: Array.from(counts),
    outside,
    distance: energyDistance(x, eightGaussians().stratified(1000, random(7))),
  };
}

test('a seeded game on the ring reproduces its mode counts exactly on the CPU backend', async () => {
  const { counts, outside, distance } = await played('cpu');
  expect({ counts, outside }).toEqual(recorded);
  expect(distance).toBeCloseTo(0.0189, 4);
}, 180_000);

test.each(['simd', 'wasm'] as const)(
  'and on %s within ten points a mode',
  async (backend) => {
    const { counts, outside, distance } = await played(backend);
    counts.forEach((n, k) => expect(Math.abs(n - recorded.counts[k])).toBeLessThanOrEqual(10));
    expect(Math.abs(outside - recorded.outside)).toBeLessThanOrEqual(15);
    expect(distance).toBeLessThan(0.03);
  },
  180_000,
);
