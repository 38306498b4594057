import { describe, expect, test } from 'vitest';
import { batch, zeros, type Batch } from '../../../src/core/batch';
import type { Denoiser } from '../../../src/core/denoiser';
import {
  boundaryScalings,
  karrasLevels,
  levelWeight,
  type LevelWeighting,
} from '../../../src/core/few-steps/consistency';
import { distances } from '../../../src/core/few-steps/distance';
import { multistep } from '../../../src/core/few-steps/multistep';
import { ddimMove, twoStepTarget } from '../../../src/core/few-steps/progressive';
import type { Schedule } from '../../../src/core/schedule';
import { expectClose, golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../golden';

type Numbers = readonly number[];
interface Mixtures {
  readonly mixtures: Record<'A' | 'B', GoldenMixture>;
}

interface Target {
  readonly mixture: 'A' | 'B';
  readonly kind: string;
  readonly mode: string;
  readonly num_scales: number;
  readonly loss_norm: 'l1' | 'l2';
  readonly weight_schedule: LevelWeighting;
  readonly x0: Points;
  readonly noise: Points;
  readonly u: Numbers;
  readonly t: Numbers;
  readonly t2: Numbers;
  readonly x_t: Points;
  readonly x_t2: Points;
  readonly target_x?: Points;
  readonly student_out: Points;
  readonly target_out: Points;
  readonly loss: Numbers;
}
const targets = golden<{
  readonly parameters: Mixtures &
    Record<'student' | 'target', { readonly M: Points; readonly c: Numbers; readonly k: number }>;
  readonly outputs: readonly Target[];
}>('consistency-targets');
const ve = { alpha: () => 1, sigma: (t: number) => t } as unknown as Schedule;

describe('targets of the authors’ code', () => {
  const all = targets.outputs.filter((r) => r.kind === 'consistency');
  test.each(all.map((r) => [r.mode, r.num_scales, r.weight_schedule, r] as const))(
    '%s, %i levels, %s',
    (mode, n, weighting, r) => {
      const exact = goldenMixture(targets.parameters.mixtures[r.mixture]).denoiser(ve);
      const denoise = (x: Numbers, t: number) => exact.denoise(batch([...x], 2), t, zeros(1, 2)).data;
      const levels = karrasLevels(n);
      const answer = (who: 'student' | 'target', x: Numbers, level: number) => {
        const { M, c, k } = targets.parameters[who];
        const { skip, out, in: scale } = boundaryScalings(level);
        const tau = 250 * Math.log(level + 1e-44);
        return x.map((value, d) => {
          const inner = M[d][0] * scale * x[0] + M[d][1] * scale * x[1] + c[d];
          return skip * value + out * (Math.tanh(inner) + k * Math.sin(tau / 250));
        });
      };
      r.x_t.forEach((_, i) => {
        const index = Math.floor(r.u[i] * (n - 1));
        const [t, t2] = [levels[index], levels[index + 1]];
        expectClose([t, t2], [r.t[i], r.t2[i]], 1e-9);
        const x = r.x0[i].map((value, d) => value + t * r.noise[i][d]);
        expectClose(x, r.x_t[i], 1e-9);
        // One step of Heun by the teacher, or along the line to the datum.
        const first = x.map((value, d) => (value - (mode === 'training' ? r.x0[i][d] : denoise(x, t)[d])) / t);
        const there = x.map((value, d) => value + (t2 - t) * first[d]);
        const second = there.map((value, d) => (value - denoise(there, t2)[d]) / t2);
        const next = mode === 'training' ? there : x.map((value, d) => value + ((t2 - t) * (first[d] + second[d])) / 2);
        expectClose(next, r.x_t2[i], 1e-8);
        const [own, aim] = [answer('student', x, t), answer('target', next, t2)];
        expectClose(own, r.student_out[i], 1e-8);
        expectClose(aim, r.target_out[i], 1e-8);
        const difference =
          r.loss_norm === 'l2'
            ? distances({ kind: 'squared' }, own, aim, 2).terms[0]
            : (Math.abs(own[0] - aim[0]) + Math.abs(own[1] - aim[1])) / 2;
        expectClose([difference * levelWeight(weighting, t)], [r.loss[i]], 1e-7);
      });
    },
  );
});

describe('progressive distillation over the same levels', () => {
  const all = targets.outputs.filter((r) => r.kind === 'progdist');
  test.each(all.map((r) => [r.num_scales, r] as const))('has the targets of the authors’ code, %i steps', (n, r) => {
    const exact = goldenMixture(targets.parameters.mixtures[r.mixture]).denoiser(ve);
    const denoise = (x: Numbers, t: number) => exact.denoise(batch([...x], 2), t, zeros(1, 2)).data;
    const levels = karrasLevels(2 * n + 1);
    r.x_t.forEach((x, i) => {
      const k = 2 * Math.floor(r.u[i] * n);
      const [t, mid, s] = [0, 1, 2].map((more) => ({ alpha: 1, sigma: levels[k + more] }));
      expectClose([t.sigma, mid.sigma], [r.t[i], r.t2[i]], 1e-9);
      const first = denoise(x, t.sigma);
      const move = ddimMove(t, mid);
      const half = x.map((value, d) => move.noised * value + move.data * first[d]);
      expectClose(half, r.x_t2[i], 1e-8);
      const second = denoise(half, mid.sigma);
      const share = twoStepTarget(t, mid, s);
      expectClose(
        x.map((_, d) => share.first * first[d] + share.second * second[d]),
        r.target_x![i],
        1e-7,
      );
    });
  });
});

describe('multistep sampling', () => {
  const file = golden<{
    readonly parameters: Mixtures;
    readonly inputs: { readonly z: Points };
    readonly outputs: {
      readonly multistep: readonly {
        readonly mixture: 'A' | 'B';
        readonly distiller: string;
        readonly noise_seed: number;
        readonly sigma: Numbers;
        readonly x_in: readonly Points[];
        readonly x0: readonly Points[];
      }[];
    };
  }>('consistency-sampling');
  const known = file.outputs.multistep.filter((r) => r.distiller === 'denoiser');

  test.each(known.map((r) => [r.mixture, r.sigma.length, r] as const))(
    'is that of the authors’ code: mixture %s, %i evaluations',
    (_, __, r) => {
      // Their noise stops at the least level, at which the model's answers stand.
      const schedule = {
        alpha: () => 1,
        sigma: (t: number) => (t > 0.0021 ? Math.sqrt(t * t - 0.002 ** 2) : 0),
      } as unknown as Schedule;
      const denoiser: Denoiser = goldenMixture(file.parameters.mixtures[r.mixture]).denoiser(ve);
      const x: Batch = { data: rows(file.inputs.z).data.map((z) => 80 * z), dim: 2 };
      const times = [...r.sigma, 0];
      const run = multistep({ denoiser, schedule, times, x, random: lcg(r.noise_seed) });
      let i = 0;
      for (const step of run) {
        if (step.i > 0) expectClose(step.denoised.data, r.x0[step.i - 1].flat(), 1e-8);
        if (step.i < r.x_in.length) expectClose(step.x.data, r.x_in[step.i].flat(), 1e-8);
        i = step.evaluations;
      }
      expect(i).toBe(r.sigma.length);
    },
  );

  test('needs noise for more than one step', () => {
    const input = { denoiser: goldenMixture(file.parameters.mixtures.A).denoiser(ve), schedule: ve, x: zeros(2, 2) };
    expect([...multistep({ ...input, times: [1, 0] })]).toHaveLength(2);
    expect(() => [...multistep({ ...input, times: [1, 0.5, 0] })]).toThrow(
      'multistep draws noise between its steps (expected `random`)',
    );
  });
});
