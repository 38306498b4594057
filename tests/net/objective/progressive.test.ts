import { describe, expect, test } from 'vitest';
import { zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run } from '../../../src/core/sampler';
import { makeSchedule } from '../../../src/core/schedule';
import type { Schedule } from '../../../src/core/schedule/schedule';
import { createTrainer } from '../../../src/net/create';
import { fresh, frozenNetwork } from '../../../src/net/frozen';
import type { Evaluator, Regression } from '../../../src/net/objective/objective';
import { progressiveDistillation } from '../../../src/net/objective/progressive';
import { nextBatch } from '../../../src/net/objective/step';
import { exactTeacher } from '../../../src/net/objective/teacher';
import { unitPath } from '../../../src/net/objective/unit-path';
import { progressivePhases } from '../../../src/net/phases';
import type { Backend } from '../../../src/net/trainer';
import { ring, settings } from '../helpers';
import { apart, learner, small, somePoints, teacher } from './helpers';

const none = (): Evaluator => {
  throw new Error('the pupil is not asked');
};
const stateOf = (change: Parameters<typeof settings>[0]) => {
  const chosen = settings(change);
  const schedule = makeSchedule(chosen.schedule);
  return { settings: chosen, dim: 2, steps: 0, schedule, pool: Float32Array.from(ring().data), evaluator: none };
};

/** Where DDIM with the exact denoiser takes a row, given and returned as networks see it. */
function exactly(schedule: Schedule, x: ArrayLike<number>, times: number[]): Float64Array {
  const [begin, end] = [unitPath(schedule, times[0]), unitPath(schedule, times[times.length - 1])];
  const from = { data: Float64Array.from(x, (value) => value / begin.scale), dim: 2 };
  const to = run(ddim, { denoiser: eightGaussians().denoiser(schedule), schedule, times, x: from });
  return to.data.map((value) => value * end.scale);
}

describe('progressive distillation', () => {
  test.each([{ kind: 'cosine', s: 0.008 }, { kind: 've', sigmaMin: 0.01, sigmaMax: 30 }, { kind: 'flow' }] as const)(
    'asks for what makes one step of DDIM end where two of the teacher do, on %j',
    (spec) => {
      const state = stateOf({ schedule: spec, batchSize: 12 });
      const { schedule } = state;
      const steps = 4;
      const exact = exactTeacher(eightGaussians().denoiser(schedule), spec);
      const batch = nextBatch(progressiveDistillation({ teacher: exact, steps }), state) as Regression;
      const { x, t } = batch.points;
      expect(new Set(t).size).toBeGreaterThan(2);
      t.forEach((time, i) => {
        expect((time * steps) % 1).toBe(0);
        expect(batch.weight[i]).toBeCloseTo(1, 5);
        const s = time - 1 / steps;
        const row = x.subarray(2 * i, 2 * i + 2);
        const expected = exactly(schedule, row, [time, time - 0.5 / steps, s]);
        const [here, there] = [unitPath(schedule, time), unitPath(schedule, s)];
        for (const d of [0, 1]) {
          const data = here.alpha * row[d] - here.sigma * batch.target[2 * i + d];
          const along = there.sigma / here.sigma;
          const end = along * row[d] + (there.alpha - along * here.alpha) * data;
          // To no noise the second answer is the end: DDIM's own.
          expect(Math.abs(end - expected[d])).toBeLessThan(2e-5 * Math.max(1, here.scale / there.scale));
        }
      });
    },
  );

  test('leaves a pupil that already does what two steps do where it is', async () => {
    // With one datum every denoiser answers it, whatever the number of steps.
    const point = { data: Float64Array.of(0.5, -0.25), dim: 2 };
    const still = exactTeacher({ denoise: (_x, _t, out) => (out.data.set(point.data), out) }, settings().schedule);
    const trainer = await learner('simd', progressiveDistillation({ teacher: still, steps: 2 }), { batchSize: 128 });
    trainer.setData(point);
    trainer.train(400);
    const x = normalBatch(100, 2, random(4));
    const found = trainer.denoiser().denoise(x, 1, zeros(100, 2)).data;
    found.forEach((value, i) => expect(Math.abs(value - point.data[i % 2])).toBeLessThan(0.1));
    trainer.dispose();
  });

  test('refuses what has no meaning', async () => {
    expect(() => progressiveDistillation({ teacher, steps: 0.5 })).toThrow(
      'to 0.5 steps (expected a positive integer)',
    );
    const objective = progressiveDistillation({ teacher, steps: 2 });
    await expect(learner('simd', objective, { schedule: { kind: 'flow' } })).rejects.toThrow(
      'progressive distillation on the flow schedule from a teacher on cosine (expected the same)',
    );
    await expect(learner('simd', objective, { network: { ...small, prediction: 'epsilon' } })).rejects.toThrow(
      'predicts epsilon (expected v or x0',
    );
  });

  test('goes by halves, each pupil the teacher of the next', async () => {
    const first = await createTrainer('simd', settings({ network: small, batchSize: 32 }));
    const saved = first.save();
    const seen: number[] = [];
    let before = saved;
    for await (const { steps, trainer } of progressivePhases('simd', settings({ network: small, batchSize: 32 }), {
      teacher: saved,
      data: ring(),
      from: 4,
    })) {
      seen.push(steps);
      expect(trainer.save().weights).toEqual(before.ema);
      expect(trainer.steps).toBe(0);
      trainer.train(3);
      before = trainer.save();
    }
    expect(seen).toEqual([4, 2, 1]);
    const wrong = progressivePhases('simd', settings(), { teacher: saved, data: ring(), from: 6 });
    await expect(wrong.next()).rejects.toThrow('from 6 steps (expected a power of two)');
    first.dispose();
  });
});

describe.each(['simd', 'cpu'] as readonly Backend[])('a frozen network on %s', (backend) => {
  test('answers as the denoiser of what was saved, and takes other weights', async () => {
    const trainer = await learner(backend, progressiveDistillation({ teacher, steps: 2 }));
    trainer.train(2);
    const saved = trainer.save();
    const frozen = await frozenNetwork(backend, saved, trainer.settings.schedule);
    trainer.train(5);
    const points = { x: somePoints(9, 2).x, t: new Float32Array(9).fill(0.5) };
    const x = { data: Float64Array.from(points.x), dim: 2 };
    const now = trainer.denoiser().denoise(x, 0.5, zeros(9, 2)).data;
    expect(apart(frozen.denoise(points), now)).toBeGreaterThan(1e-4);
    frozen.take(trainer.save());
    expect(apart(frozen.denoise(points), now)).toBeLessThan(1e-6);
    expect(fresh(saved)).toEqual({ network: saved.network, dim: 2, step: 0, weights: saved.ema, ema: saved.ema });
    await expect(
      frozenNetwork(backend, { ...saved, network: { ...small, prediction: 'epsilon' } }, settings().schedule),
    ).rejects.toThrow('a teacher with a network that predicts epsilon');
    frozen.dispose();
    trainer.dispose();
  });
});
