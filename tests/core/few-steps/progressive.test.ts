import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { dataWeight, ddimMove, twoStepTarget, type Level } from '../../../src/core/few-steps/progressive';
import { combination, dataReading } from '../../../src/core/parameterization';
import { cosine } from '../../../src/core/schedule/cosine';
import type { Schedule } from '../../../src/core/schedule';
import { expectClose, golden, goldenMixture, type GoldenMixture, type Points } from '../golden';

interface Target {
  readonly mixture: 'A' | 'B';
  readonly mean_type: 'x' | 'v' | 'eps';
  readonly num_steps: number;
  readonly u: readonly number[];
  readonly z: Points;
  readonly z_mid: Points;
  readonly x_target: Points;
  readonly eps_target: Points;
  readonly v_target: Points;
  readonly loss: Record<'constant' | 'snr' | 'snr_trunc' | 'v_mse', readonly number[]>;
}

const { parameters, outputs } = golden<{
  readonly parameters: { readonly mixtures: Record<'A' | 'B', GoldenMixture> };
  readonly outputs: { readonly targets: readonly Target[] };
}>('progressive-distillation');

/** Their schedule: the angle of the noise grows evenly with u between log-SNRs of 20 and -20. */
const least = Math.atan(Math.exp(-10));
const angle = (u: number) => least + (Math.atan(Math.exp(10)) - least) * u;
const theirs = { alpha: (u: number) => Math.cos(angle(u)), sigma: (u: number) => Math.sin(angle(u)) } as Schedule;
const at = (u: number): Level => ({ alpha: theirs.alpha(u), sigma: theirs.sigma(u) });
const kinds = { x: 'x0', v: 'v', eps: 'epsilon' } as const;

describe('the target of progressive distillation', () => {
  test.each(outputs.targets.map((r) => [r.mixture, r.mean_type, r.num_steps, r] as const))(
    'is that of the authors’ code: mixture %s, predicting %s, %i steps',
    (_, __, N, r) => {
      const teacher = goldenMixture(parameters.mixtures[r.mixture]).denoiser(theirs);
      r.z.forEach((z, i) => {
        const u = r.u[i];
        const [t, mid] = [at(u), at(u - 0.5 / N)];
        // Their step to u = 0 keeps what the second answer says, as a step to no noise does.
        const s = u - 1 / N < 1e-12 ? { alpha: 1, sigma: 0 } : at(u - 1 / N);
        const first = teacher.denoise(batch([...z], 2), u, zeros(1, 2)).data;
        const move = ddimMove(t, mid);
        const half = z.map((value, d) => move.noised * value + move.data * first[d]);
        expectClose(half, r.z_mid[i], 1e-9);
        const second = teacher.denoise(batch(half, 2), u - 0.5 / N, zeros(1, 2)).data;
        const share = twoStepTarget(t, mid, s);
        const target = z.map((_, d) => share.first * first[d] + share.second * second[d]);
        expectClose(target, r.x_target[i], 1e-7);
        for (const [kind, expected] of [
          ['epsilon', r.eps_target],
          ['v', r.v_target],
        ] as const) {
          const { noised, data } = combination(kind, t.alpha, t.sigma);
          expectClose(
            target.map((x0, d) => noised * z[d] + data * x0),
            expected[i],
            1e-7,
          );
        }
        // Their pupil answers 0.9 times what it should, and 0.05.
        const say = combination(kinds[r.mean_type], t.alpha, t.sigma);
        const read = dataReading(kinds[r.mean_type], t.alpha, t.sigma);
        const error = z.map((value, d) => {
          const said = 0.9 * (say.noised * value + say.data * first[d]) + 0.05;
          return read.noised * value + read.said * said - target[d];
        });
        const squared = (error[0] ** 2 + error[1] ** 2) / 2;
        expectClose([squared * dataWeight('constant', t)], [r.loss.constant[i]], 1e-6);
        expectClose([squared * dataWeight('snr', t)], [r.loss.snr[i]], 1e-6);
        expectClose([squared * dataWeight('truncated-snr', t)], [r.loss.snr_trunc[i]], 1e-6);
        expectClose([squared * dataWeight('snr+1', t)], [r.loss.v_mse[i]], 1e-6);
      });
    },
  );

  test('makes one step end where two end', () => {
    const schedule = cosine();
    const rates = (u: number): Level => ({ alpha: schedule.alpha(u), sigma: schedule.sigma(u) });
    const [first, second, x] = [0.7, -0.4, 1.3];
    for (const [t, s] of [
      [1, 0.5],
      [0.9, 0.8],
      [0.25, 0],
    ]) {
      const [a, b, c] = [t, (t + s) / 2, s].map(rates);
      const [one, two, whole] = [ddimMove(a, b), ddimMove(b, c), ddimMove(a, c)];
      const end = two.noised * (one.noised * x + one.data * first) + two.data * second;
      const share = twoStepTarget(a, b, c);
      expect(share.first + share.second).toBeCloseTo(1, 14);
      expect(whole.noised * x + whole.data * (share.first * first + share.second * second)).toBeCloseTo(end, 12);
    }
  });
});
