import { describe, expect, test } from 'vitest';
import { normalBatch, random } from '../../../src/core/random';
import { ganStepFlops } from '../../../src/core/gan/flops';
import { createGanTrainer, type GanTrainer, type GanTrainerSettings } from '../../../src/net/gan/trainer';
import type { Backend } from '../../../src/net/trainer';
import { ring, settings, small, somePoints } from './helpers';

const inNode: readonly Backend[] = ['simd', 'cpu', 'wasm'];
/** Rules that touch every piece. */
const everything: Partial<GanTrainerSettings> = {
  gradientPenalty: 0.5,
  r1: 0.2,
  spectralNorm: true,
  instanceNoise: 0.1,
  discriminatorSteps: 2,
};

async function make(backend: Backend, change: Partial<GanTrainerSettings> = {}): Promise<GanTrainer> {
  const trainer = await createGanTrainer(backend, settings(change));
  trainer.setData(ring());
  return trainer;
}

const lessMean = (x: Float64Array, wanted: boolean) => {
  const mean = wanted ? x.reduce((sum, v) => sum + v, 0) / x.length : 0;
  return x.map((v) => v - mean);
};

describe.each([
  ['plain', {}],
  ['with everything', everything],
  ['least squares', { loss: 'least-squares' }],
  ['hinge', { loss: 'hinge' }],
  ['pairs with R1 and R2', { relativistic: true, r1: 0.3, r2: 0.3, instanceNoise: 0.1 }],
  // Batches of a power of two: of D's last bias the slopes at real and fake points then cancel exactly, and Adam makes no steps of their rounding.
  ['WGAN-GP', { loss: 'wasserstein', gradientPenalty: 1, batchSize: 32 }],
] as const)('the same game on every backend, %s', (_, change) => {
  const pairs = 'relativistic' in change;
  test('has the same losses to float32 rounding, and the same networks after', async () => {
    const trainers = await Promise.all(inNode.map((backend) => make(backend, change)));
    for (let step = 0; step < 12; step++) {
      const losses = trainers.map((trainer) => {
        const generator = trainer.train(1);
        const { real, fake, ...others } = trainer.losses;
        // Of pairs only the difference counts: Adam takes the rounding of a last bias whose slopes cancel for a direction.
        return [generator, ...Object.values(others), ...(pairs ? [real - fake] : [real, fake])];
      });
      for (const other of losses)
        other.forEach((loss, k) =>
          expect(Math.abs(loss - losses[0][k])).toBeLessThan(2e-5 * (1 + Math.abs(losses[0][k]))),
        );
    }
    const z = normalBatch(50, small.latent, random(1)),
      x = somePoints(50);
    const results = trainers.map((trainer) => [
      trainer.generate(z).data,
      trainer.generate(z, 'raw').data,
      lessMean(trainer.discriminate(x), pairs),
      trainer.pull(x).data,
    ]);
    for (const other of results)
      other.forEach((values, k) =>
        values.forEach((value, i) => expect(Math.abs(value - results[0][k][i])).toBeLessThan(1e-3)),
      );
    for (const trainer of trainers) trainer.dispose();
  });
});

describe.each(inNode)('a game on %s', (backend) => {
  test('of pairs pulls a point down the slope of its mean loss against real points', async () => {
    const trainer = await make(backend, { relativistic: true });
    trainer.train(5);
    const x = somePoints(8);
    const reals = trainer.discriminate({ dim: 2, data: ring().data.slice(0, 512) });
    const softplus = (u: number) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
    const loss = (data: Float64Array) =>
      Array.from(trainer.discriminate({ dim: 2, data }), (own) =>
        reals.reduce((sum, real) => sum + softplus(real - own) / reals.length, 0),
      );
    const h = 1e-2;
    const pull = trainer.pull(x).data;
    for (const axis of [0, 1]) {
      const moved = (by: number) => loss(x.data.map((v, i) => v + (i % 2 === axis ? by : 0)));
      const [up, down] = [moved(h), moved(-h)];
      up.forEach((value, row) => expect(pull[2 * row + axis]).toBeCloseTo((down[row] - value) / (2 * h), 3));
    }
    expect(Math.max(...pull.map(Math.abs))).toBeGreaterThan(0.01);
    trainer.dispose();
  });

  test('is decided by its seed', async () => {
    const [a, b, c] = [await make(backend), await make(backend), await make(backend, { seed: 2 })];
    const losses = [a, b, c].map((trainer) => trainer.train(4));
    expect(losses[0]).toBe(losses[1]);
    expect(losses[0]).not.toBe(losses[2]);
    a.reset(1);
    expect(a.steps).toBe(0);
    expect(a.losses).toEqual({ discriminator: 0, generator: 0, real: 0, fake: 0, penalty: 0 });
    expect(a.train(4)).toBe(losses[0]);
    for (const trainer of [a, b, c]) trainer.dispose();
  });

  test('saves and takes up again exactly where it was', async () => {
    const [a, b] = [await make(backend, everything), await make(backend, { ...everything, seed: 1 })];
    a.train(5);
    a.stepOnly('discriminator');
    b.load(a.save());
    expect(b.steps).toBe(5);
    for (let i = 0; i < 3; i++) expect(b.train(2)).toBe(a.train(2));
    expect(b.save()).toEqual(a.save());
    a.dispose();
    b.dispose();
  });

  test('refuses games of other networks, cut short or not finite, and keeps its own', async () => {
    const trainer = await make(backend);
    const saved = trainer.save();
    const wide = await make(backend, { networks: { ...small, generator: { width: 24, depth: 2 } } });
    expect(() => wide.load(saved)).toThrow(
      'saved game has 2 layers of 16 on 3 numbers against 3 of 8 (expected 2 layers of 24 on 3 numbers',
    );
    expect(() =>
      trainer.load({ ...saved, generator: { ...saved.generator, ema: saved.generator.ema.slice(1) } }),
    ).toThrow(/saved generator's averaged weights hold \d+ numbers/);
    const first = saved.discriminator.first.slice();
    first[2] = NaN;
    expect(() => trainer.load({ ...saved, discriminator: { ...saved.discriminator, first } })).toThrow(
      "saved discriminator's first moments hold a number that is not finite",
    );
    expect(() => trainer.load({ ...saved, spectral: saved.spectral.slice(3) })).toThrow(
      'saved spectral vectors hold 22 numbers (expected 25)',
    );
    expect(() => trainer.load({ ...saved, steps: -1 })).toThrow('saved steps are -1');
    expect(trainer.save()).toEqual(saved);
    trainer.dispose();
    wide.dispose();
  });

  test('changes rules while it plays, and refuses wrong ones whole', async () => {
    const trainer = await make(backend);
    trainer.train(2);
    trainer.configure({
      loss: 'hinge',
      batchSize: 40,
      discriminatorSteps: 3,
      spectralNorm: true,
      instanceNoise: 0.2,
      r1: 1,
    });
    expect(Number.isFinite(trainer.train(2))).toBe(true);
    expect(trainer.steps).toBe(4);
    expect(trainer.examplesPerStep).toBe(120);
    expect(trainer.flopsPerStep).toBe(ganStepFlops(small, trainer.settings));
    const before = trainer.settings;
    expect(() => trainer.configure({ loss: 'least-squares', beta1: 2 })).toThrow('beta1 is 2');
    expect(trainer.settings).toEqual(before);
    trainer.dispose();
  });

  test('steps one player alone', async () => {
    const trainer = await make(backend, { r1: 1 });
    const start = trainer.save();
    const loss = trainer.stepOnly('discriminator');
    expect(loss).toBeCloseTo(trainer.losses.discriminator + trainer.losses.penalty, 10);
    expect(trainer.losses.penalty).toBeGreaterThan(0);
    let now = trainer.save();
    expect(trainer.steps).toBe(0);
    expect(now.generator).toEqual(start.generator);
    expect(now.discriminator.weights).not.toEqual(start.discriminator.weights);
    const { discriminator } = now;
    expect(trainer.stepOnly('generator')).toBe(trainer.losses.generator);
    now = trainer.save();
    expect(trainer.steps).toBe(1);
    expect(now.generator.weights).not.toEqual(start.generator.weights);
    expect(now.discriminator).toEqual(discriminator);
    trainer.dispose();
  });

  test.each([{}, { loss: 'saturating' }, { loss: 'hinge', spectralNorm: true }] as const)(
    "pulls down the slope of the generator's loss, %j",
    async (change) => {
      const trainer = await make(backend, change);
      trainer.train(30);
      const x = somePoints(1500);
      const pull = trainer.pull(x);
      expect(pull.dim).toBe(2);
      const term = (d: number) =>
        change.loss === 'saturating'
          ? -Math.log1p(Math.exp(d))
          : change.loss === 'hinge'
            ? -d
            : Math.log1p(Math.exp(-d));
      const h = 1e-2;
      for (const axis of [0, 1]) {
        const at = (step: number) =>
          trainer.discriminate({ dim: 2, data: x.data.map((value, i) => value + (i % 2 === axis ? step : 0)) });
        const [up, down] = [at(h), at(-h)];
        for (let i = 0; i < 1500; i++)
          expect(Math.abs(pull.data[2 * i + axis] + (term(up[i]) - term(down[i])) / (2 * h))).toBeLessThan(3e-3);
      }
      trainer.dispose();
    },
  );

  test('holds no more memory after 500 steps', async () => {
    const trainer = await make(backend, { ...everything, batchSize: 8, discriminatorSteps: 1 });
    const look = () => {
      trainer.train(2);
      trainer.generate(normalBatch(1100, small.latent, random(1)));
      trainer.discriminate(somePoints(1100));
      trainer.pull(somePoints(1100));
      trainer.save();
    };
    look();
    const before = trainer.memory();
    for (let i = 0; i < 10; i++) {
      trainer.train(50);
      look();
    }
    expect(trainer.memory()).toEqual(before);
    trainer.dispose();
  });

  test('gives all its tensors back', async () => {
    const first = await make(backend);
    const before = first.memory().tensors;
    const trainer = await make(backend, everything);
    trainer.train(2);
    trainer.dispose();
    expect(first.memory().tensors).toBe(before);
    first.dispose();
    expect(() => first.train(1)).toThrow('disposed');
  });

  test('returns what is not finite at once', async () => {
    const trainer = await make(backend);
    const saved = trainer.save();
    trainer.load({ ...saved, generator: { ...saved.generator, weights: saved.generator.weights.map(() => 3e38) } });
    const loss = trainer.train(1000);
    expect(trainer.steps).toBe(1);
    expect(Number.isFinite(loss)).toBe(false);
    trainer.dispose();
  });

  test('asks for what it needs', async () => {
    const trainer = await createGanTrainer(backend, settings());
    expect(() => trainer.train(1)).toThrow('there are no data');
    expect(() => trainer.setData({ dim: 1, data: new Float64Array(4) })).toThrow('expected at least one of dim 2');
    trainer.setData(ring());
    expect(() => trainer.train(0)).toThrow('train(0) (expected an integer, at least 1)');
    expect(() => trainer.generate(normalBatch(3, 2, random(1)))).toThrow('points of dim 2 (expected 3)');
    await expect(createGanTrainer(backend, settings({ batchSize: 0 }))).rejects.toThrow('batchSize is 0');
    await expect(createGanTrainer(backend, settings({ seed: 0.5 }))).rejects.toThrow(
      'seed is 0.5 (expected an integer)',
    );
    trainer.dispose();
  });
});
