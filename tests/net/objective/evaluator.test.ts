import { describe, expect, test } from 'vitest';
import { zeros } from '../../../src/core/batch';
import { knowsSpan, type NetworkSpec } from '../../../src/core/network';
import { random } from '../../../src/core/random';
import { timeDerivatives, timeFeatures } from '../../../src/net/features';
import type { Evaluator } from '../../../src/net/objective/objective';
import { createTrainer } from '../../../src/net/create';
import type { Backend, Trainer } from '../../../src/net/trainer';
import { makeSchedule } from '../../../src/core/schedule';
import { level } from '../../../src/net/target';
import { settings, someBatch } from '../helpers';
import { apart, somePoints } from './helpers';

const inNode: readonly Backend[] = ['simd', 'cpu', 'wasm'];
const shapes: readonly [NetworkSpec, number, number][] = [
  [{ width: 16, depth: 2, prediction: 'v' }, 2, 37],
  [{ width: 8, depth: 1, prediction: 'x0' }, 1, 5],
  [{ width: 24, depth: 4, prediction: 'epsilon' }, 2, 300],
];

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
const directionOf = (length: number, seed: number) => {
  const draw = random(seed);
  return Float32Array.from({ length }, () => draw.normal());
};

describe.each(inNode)('a network asked on %s', (backend) => {
  describe.each(shapes)('%j in %i-D at %i points', (network, dim, n) => {
    const asked = async (work: (evaluator: Evaluator, trainer: Trainer) => void): Promise<void> => {
      const trainer = await createTrainer(backend, settings({ network, dim, batchSize: 16 }));
      work(trainer.evaluator('raw'), trainer);
      trainer.dispose();
    };
    const points = somePoints(n, dim);

    test('answers as its denoiser does', () =>
      asked((evaluator, trainer) => {
        const x = { data: Float64Array.from(points.x), dim };
        const at = { x: points.x, t: new Float32Array(n).fill(0.4) };
        const guess = trainer.denoiser('raw').denoise(x, Math.fround(0.4), zeros(n, dim));
        const F = evaluator.forward(at);
        // Under the cosine schedule x0 = alpha x - sigma v.
        const alpha = Math.cos((Math.PI / 2) * ((0.4 + 0.008) / 1.008)) / Math.cos((Math.PI / 2) * (0.008 / 1.008));
        const sigma = Math.sqrt(1 - alpha ** 2);
        const expected = network.prediction === 'v' ? F.map((f, i) => alpha * points.x[i] - sigma * f) : F;
        if (network.prediction !== 'epsilon') expect(apart(expected, guess.data)).toBeLessThan(1e-5);
        expect(trainer.evaluator().forward(at)).toEqual(F);
      }));

    test('changes along a direction as differences do', () =>
      asked((evaluator) => {
        const x = directionOf(n * dim, 7);
        const time = new Float32Array(14 * n);
        points.t.forEach((t, i) => timeDerivatives(t, time, 14 * i));
        const { value, tangent } = evaluator.tangent(points, { x, time });
        expect(apart(value, evaluator.forward(points))).toBeLessThan(1e-6);
        const h = 2e-3;
        const moved = (by: number) =>
          evaluator.forward({ x: points.x.map((v, i) => v + by * x[i]), t: points.t.map((t) => t + by) });
        const [up, down] = [moved(h), moved(-h)];
        expect(
          apart(
            up.map((v, i) => (v - down[i]) / (2 * h)),
            tangent,
          ),
        ).toBeLessThan(0.02);
        // Where time stands still the rest is linear in the direction.
        const still = evaluator.tangent(points, { x }).tangent;
        const twice = evaluator.tangent(points, { x: x.map((v) => 2 * v) }).tangent;
        expect(
          apart(
            still.map((v) => 2 * v),
            twice,
          ),
        ).toBeLessThan(1e-5);
      }));

    test('has the gradient by x that is the transpose of that change', () =>
      asked((evaluator) => {
        const x = directionOf(n * dim, 8);
        const cotangent = directionOf(n * dim, 9);
        const gradient = evaluator.inputGradient(points, cotangent);
        const { tangent } = evaluator.tangent(points, { x });
        const size = Math.sqrt(dot(cotangent, cotangent) * dot(tangent, tangent));
        expect(Math.abs(dot(gradient, x) - dot(cotangent, tangent))).toBeLessThan(1e-5 * size);
        // Row by row, not only in sum.
        const one = cotangent.map((v, i) => (i < dim ? v : 0));
        const first = evaluator.inputGradient(points, one);
        expect(apart(first.subarray(0, dim), gradient.subarray(0, dim))).toBeLessThan(1e-5);
        expect(first.subarray(dim).every((v) => v === 0)).toBe(true);
      }));
  });

  test('can be told another time than its own', async () => {
    const trainer = await createTrainer(backend, settings({ batchSize: 16 }));
    const points = somePoints(20, 2);
    const time = new Float32Array(14 * 20);
    for (let i = 0; i < 20; i++) timeFeatures(0.25, time, 14 * i);
    const told = trainer.evaluator().forward({ ...points, time });
    const there = trainer.evaluator().forward({ ...points, t: new Float32Array(20).fill(0.25) });
    expect(apart(told, there)).toBeLessThan(1e-6);
    expect(apart(told, trainer.evaluator().forward(points))).toBeGreaterThan(1e-3);
    trainer.dispose();
  });

  test.each(['all', 'slow', 'span', 'quick-span'] as const)(
    'that is told %s of time changes with t and the span as differences do',
    async (told) => {
      const network: NetworkSpec = { width: 16, depth: 2, prediction: 'v', time: told };
      const trainer = await createTrainer(backend, settings({ network, batchSize: 16 }));
      const evaluator = trainer.evaluator('raw');
      const n = 20;
      const points = { ...somePoints(n, 2), span: new Float32Array(n).map((_, i) => i / 40) };
      const [x, t, span] = [directionOf(2 * n, 3), directionOf(n, 4).map((v) => v / 4), directionOf(n, 5)];
      const h = 2e-3;
      const moved = (by: number) =>
        evaluator.forward({
          x: points.x.map((v, i) => v + by * x[i]),
          t: points.t.map((v, i) => v + by * t[i]),
          span: points.span.map((v, i) => v + by * span[i]),
        });
      const [up, down] = [moved(h), moved(-h)];
      const { tangent } = evaluator.tangent(points, { x, t, span });
      const slopes = up.map((v, i) => (v - down[i]) / (2 * h));
      expect(apart(slopes, tangent)).toBeLessThan(0.02);
      // Only one that is told of a span knows of it.
      const elsewhere = evaluator.forward({ ...points, span: new Float32Array(n) });
      expect(apart(elsewhere, evaluator.forward(points)) > 1e-3).toBe(knowsSpan(told));
      // What it is told where it is trained is what it is told as a denoiser: no jump.
      const at = { x: points.x, t: new Float32Array(n).fill(Math.fround(0.4)) };
      const guess = trainer
        .denoiser('raw')
        .denoise({ data: Float64Array.from(points.x), dim: 2 }, Math.fround(0.4), zeros(n, 2));
      const { alpha, sigma } = level(makeSchedule(trainer.settings.schedule), 'v', 'uniform', Math.fround(0.4));
      expect(
        apart(
          evaluator.forward(at).map((f, i) => alpha * points.x[i] - sigma * f),
          guess.data,
        ),
      ).toBeLessThan(1e-5);
      const before = trainer.trainOn(someBatch(64, 2));
      for (let i = 0; i < 40; i++) trainer.trainOn(someBatch(64, 2));
      expect(trainer.trainOn(someBatch(64, 2))).toBeLessThan(before);
      const other = await createTrainer(
        backend,
        settings({ network: { ...network, time: told === 'slow' ? 'span' : 'slow' } }),
      );
      if (told !== 'slow') expect(() => other.load(trainer.save())).toThrow('told slow of time');
      other.dispose();
      trainer.dispose();
    },
  );

  test('learns on as if it had not been asked', async () => {
    const [a, b] = await Promise.all([0, 1].map(() => createTrainer(backend, settings({ batchSize: 16 }))));
    const data = { data: Float64Array.from(somePoints(50, 2).x), dim: 2 };
    for (const trainer of [a, b]) trainer.setData(data);
    a.train(1);
    b.train(1);
    b.evaluator('raw').inputGradient(somePoints(40, 2), directionOf(80, 1));
    b.evaluator().tangent(somePoints(40, 2), { x: directionOf(80, 1) });
    expect(b.train(2)).toBe(a.train(2));
    for (const trainer of [a, b]) trainer.dispose();
  });
});

test('every backend gives the same derivatives', async () => {
  const points = somePoints(33, 2);
  const x = directionOf(66, 2);
  const found = await Promise.all(
    inNode.map(async (backend) => {
      const trainer = await createTrainer(backend, settings({ batchSize: 16 }));
      const evaluator = trainer.evaluator();
      const all = [evaluator.tangent(points, { x }).tangent, evaluator.inputGradient(points, x)];
      trainer.dispose();
      return all;
    }),
  );
  for (const all of found) all.forEach((values, i) => expect(apart(values, found[0][i])).toBeLessThan(1e-5));
});
