import { describe, expect, test } from 'vitest';
import { zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { createTrainer } from '../../../src/net/create';
import { fresh } from '../../../src/net/frozen';
import { distributionMatching, type Follower } from '../../../src/net/objective/distribution-matching';
import type { OutputLoss } from '../../../src/net/objective/objective';
import { nextBatch } from '../../../src/net/objective/step';
import { exactTeacher } from '../../../src/net/objective/teacher';
import type { Backend, Trainer, TrainingBatch } from '../../../src/net/trainer';
import { quality, ring, settings } from '../helpers';
import { expectClose } from '../../core/golden';
import { evaluatorOf, gaussianTeacher, specs, stateWith } from './gaussian';
import { apart, firstGradient, learner, small } from './helpers';

const spec = specs[0];
const schedule = makeSchedule(spec);
const teacher = gaussianTeacher(spec);
const wide = 0.9;

/** The exact denoiser of Gaussian data of another deviation, and what it was given to learn. */
function follower(deviation: number) {
  const given: TrainingBatch[] = [];
  const fake: Follower = {
    settings: { network: { prediction: 'x0' } },
    trainOn: (batch) => given.push(batch),
    evaluator: () =>
      evaluatorOf((x, t) => {
        const [a, s] = [schedule.alpha(t), schedule.sigma(t)];
        return ((a * deviation ** 2) / (a * a * deviation ** 2 + s * s)) * x;
      }),
  };
  return { fake, given };
}

describe('distribution matching', () => {
  // A generator that predicts v: x_0 = -F at t = 1.
  const generator = evaluatorOf((x) => -wide * x);

  test('pulls each sample by the difference of the two scores', () => {
    const { fake } = follower(wide);
    const level = 0.4;
    const found = nextBatch(
      distributionMatching({ teacher, fake, levels: [level, level], floor: 1e-6 }),
      stateWith(generator, spec, { batchSize: 500 }),
    ) as OutputLoss;
    expect(found.points.t.every((t) => t === 1)).toBe(true);
    const { gradient, terms } = found.loss(generator.forward(found.points));
    // By closed form, with the noise that the objective draws: fake and real shrink x_t by these gains.
    const [a, s] = [schedule.alpha(Math.fround(level)), schedule.sigma(Math.fround(level))];
    const gain = (d: number) => (a * d * d) / (a * a * d * d + s * s);
    const score = (d: number, x: number) => -x / (a * a * d * d + s * s);
    const draw = random(settings().seed).split('distribution matching').split(0);
    // The fake's own step took noise for its samples, noise for them, and times.
    const normals = () => draw.normals(new Float64Array(1000));
    normals();
    normals();
    for (let i = 0; i < 500; i++) draw.uniform();
    expectClose(found.points.x, normals(), 1e-6);
    const epsilon = normals();
    for (let i = 0; i < 500; i++) {
      const x0 = [0, 1].map((d) => wide * found.points.x[2 * i + d]);
      const xt = x0.map((x, d) => a * x + s * epsilon[2 * i + d]);
      const size = (Math.abs(x0[0] - gain(0.6) * xt[0]) + Math.abs(x0[1] - gain(0.6) * xt[1])) / 2;
      const grad = xt.map((x) => ((gain(wide) - gain(0.6)) * x) / size);
      // dx_0 / dF = -1 at t = 1, and the step's loss is the mean over 1,000 numbers.
      for (const d of [0, 1])
        expect(Math.abs(gradient[2 * i + d] * 1000 + grad[d])).toBeLessThan(2e-3 * (1 + Math.abs(grad[d]) / size));
      expect(Math.abs(terms[i] / ((grad[0] ** 2 + grad[1] ** 2) / 4) - 1)).toBeLessThan(0.02);
    }
    // sigma^2 / alpha times the difference of scores is that of the denoisers.
    for (const x of [0.3, -1.2]) {
      expect(((s * s) / a) * (score(wide, x) - score(0.6, x))).toBeCloseTo((gain(wide) - gain(0.6)) * x, 12);
    }
    // Samples of too large a spread are drawn together on average.
    let inwards = 0;
    found.points.x.forEach((x, j) => (inwards += -gradient[j] * 1000 * wide * x));
    expect(inwards).toBeGreaterThan(0);
  });

  test('lets a generator be that has the data’s density', () => {
    const { fake, given } = follower(0.6);
    const own = evaluatorOf((x) => -0.6 * x);
    const found = nextBatch(distributionMatching({ teacher, fake, updates: 3 }), stateWith(own, spec)) as OutputLoss;
    const { gradient, terms } = found.loss(own.forward(found.points));
    gradient.forEach((g) => expect(Math.abs(g)).toBeLessThan(1e-6));
    terms.forEach((term) => expect(term).toBeLessThan(1e-8));
    // The fake was given what the generator makes, at the times compared.
    expect(given).toHaveLength(3);
    for (const { x0, epsilon, t } of given) {
      const deviation = Math.sqrt(x0.data.reduce((sum, v) => sum + v * v, 0) / x0.data.length);
      expect(deviation).toBeGreaterThan(0.45);
      expect(deviation).toBeLessThan(0.75);
      expect(epsilon.data).toHaveLength(x0.data.length);
      expect(Math.min(...Array.from(t))).toBeGreaterThanOrEqual(0.0199);
      expect(Math.max(...Array.from(t))).toBeLessThan(0.9801);
    }
  });

  const onRing = exactTeacher(eightGaussians().denoiser(schedule), spec);
  const spreadOf = (trainer: Trainer) => {
    const { data } = trainer.denoiser().denoise(normalBatch(400, 2, random(2)), 1, zeros(400, 2));
    return Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / 800 - (data.reduce((sum, v) => sum + v, 0) / 800) ** 2);
  };

  test('spreads the samples over the ring, and without the fake gathers them', { timeout: 60_000 }, async () => {
    const chosen = { batchSize: 128, learningRate: 2e-3, decaySteps: 400, warmup: 20 };
    const start = await createTrainer('simd', settings());
    start.setData(ring());
    start.train(400);
    const saved = fresh(start.save());
    const fake = await createTrainer('simd', settings({ ...chosen, learningRate: 8e-3 }));
    fake.load(saved);
    const [one, other] = [
      await createTrainer('simd', settings(chosen), distributionMatching({ teacher: onRing, fake })),
      await createTrainer('simd', settings(chosen), distributionMatching({ teacher: onRing })),
    ];
    for (const trainer of [one, other]) {
      trainer.load(saved);
      expect(spreadOf(trainer)).toBeLessThan(0.5);
      trainer.train(350);
    }
    expect(fake.steps).toBe(350);
    expect(quality(one, 1, 1)).toBeLessThan(0.1);
    expect(spreadOf(one)).toBeGreaterThan(1.2);
    expect(spreadOf(other)).toBeLessThan(1);
    for (const trainer of [start, fake, one, other]) trainer.dispose();
  });

  test('learns alike on every backend, and goes on where both networks are kept', async () => {
    const made = async (backend: Backend) => {
      const fake = await createTrainer(backend, settings({ network: small, batchSize: 32, seed: 2 }));
      const trainer = await learner(backend, distributionMatching({ teacher: onRing, fake, updates: 2 }));
      return { fake, trainer };
    };
    const [a, b, c, d] = await Promise.all((['simd', 'cpu', 'simd', 'simd'] as const).map(made));
    expect(apart(firstGradient(a.trainer), firstGradient(b.trainer))).toBeLessThan(2e-5);
    c.trainer.train(3);
    d.trainer.load(c.trainer.save());
    d.fake.load(c.fake.save());
    expect(d.trainer.train(2)).toBe(c.trainer.train(2));
    for (const { fake, trainer } of [a, b, c, d]) {
      fake.dispose();
      trainer.dispose();
    }
  });

  test('refuses what has no meaning', async () => {
    expect(() => distributionMatching({ teacher, updates: 0.5 })).toThrow(
      '0.5 updates of the fake (expected an integer',
    );
    expect(() => distributionMatching({ teacher, levels: [0.5, 0.2] })).toThrow('levels from 0.5 to 0.2');
    expect(() => distributionMatching({ teacher, floor: 0 })).toThrow('floor is 0 (expected more than 0)');
    const fake: Follower = { ...follower(1).fake, settings: { network: { prediction: 'epsilon' } } };
    expect(() => distributionMatching({ teacher, fake })).toThrow('the fake with a network that predicts epsilon');
    await expect(
      learner('simd', distributionMatching({ teacher }), { network: { ...small, prediction: 'epsilon' } }),
    ).rejects.toThrow('distribution matching with a network that predicts epsilon');
  });
});
