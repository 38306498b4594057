/** Few steps and parallel steps, for the verification page. */
import { batch, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { boundaryScalings, karrasLevels } from '../../src/core/few-steps/consistency';
import { ddimMove, twoStepTarget, type Level } from '../../src/core/few-steps/progressive';
import { gaussian, marginalFlow } from '../../src/core/flow';
import { flowPath } from '../../src/core/likelihood';
import { ancestralLengths, movesOf, runPicard } from '../../src/core/parallel';
import { normalBatch, random } from '../../src/core/random';
import { ddim, ddpm, discreteTimes, heun, run, uniformTimes } from '../../src/core/sampler';
import { cosine } from '../../src/core/schedule/cosine';
import { makeSchedule, type Schedule } from '../../src/core/schedule';
import { fromBetas } from '../../src/core/schedule/discrete';
import { linearBetas } from '../../src/core/schedule/tables';
import { golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../core/golden';
import { mixtures, type Tally } from './methods-tally';

export function scalings(tally: Tally): void {
  const { outputs } = golden<{
    outputs: {
      scalings: readonly {
        sigma_data: number;
        sigma_min: number;
        sigma: readonly number[];
        boundary: Record<'c_skip' | 'c_out' | 'c_in', readonly number[]>;
      }[];
      karras_sigmas: Record<string, readonly number[]>;
    };
  }>('consistency-scalings');
  for (const { sigma_data: data, sigma_min: least, sigma, boundary } of outputs.scalings) {
    const found = sigma.map((level) => boundaryScalings(level, { data, least }));
    tally.add(found.map(({ skip }) => skip), boundary.c_skip); // prettier-ignore
    tally.add(found.map(({ out }) => out), boundary.c_out); // prettier-ignore
    tally.add(found.map(({ in: scale }) => scale), boundary.c_in); // prettier-ignore
  }
  for (const [n, levels] of Object.entries(outputs.karras_sigmas))
    tally.add(karrasLevels(Number(n)), levels.slice(0, -1));
}

const least = Math.atan(Math.exp(-10));
const angle = (u: number) => least + (Math.atan(Math.exp(10)) - least) * u;

export function progressive(tally: Tally): void {
  const { parameters, outputs } = golden<{
    parameters: { mixtures: Record<string, GoldenMixture> };
    outputs: {
      targets: readonly {
        mixture: string;
        num_steps: number;
        u: readonly number[];
        z: Points;
        x_target: Points;
      }[];
    };
  }>('progressive-distillation');
  const theirs = { alpha: (u: number) => Math.cos(angle(u)), sigma: (u: number) => Math.sin(angle(u)) } as Schedule;
  const at = (u: number): Level => ({ alpha: theirs.alpha(u), sigma: theirs.sigma(u) });
  for (const { mixture, num_steps: n, u: us, z: zs, x_target } of outputs.targets) {
    const teacher = goldenMixture(parameters.mixtures[mixture]).denoiser(theirs);
    const denoise = (x: readonly number[], u: number) => teacher.denoise(batch([...x], 2), u, zeros(1, 2)).data;
    const found = zs.flatMap((z, i) => {
      const u = us[i];
      const [t, mid] = [at(u), at(u - 0.5 / n)];
      const s = u - 1 / n < 1e-12 ? { alpha: 1, sigma: 0 } : at(u - 1 / n);
      const first = denoise(z, u);
      const move = ddimMove(t, mid);
      const second = denoise(
        z.map((value, d) => move.noised * value + move.data * first[d]),
        u - 0.5 / n,
      );
      const share = twoStepTarget(t, mid, s);
      return z.map((_, d) => share.first * first[d] + share.second * second[d]);
    });
    tally.add(found, x_target.flat());
  }
}

export function paradigms(tally: Tally): void {
  type Run = Record<
    'steps' | 'points' | 'parallel' | 'tolerance' | 'pass_count' | 'model_evaluations_per_point',
    number
  > & {
    mixture: string;
    final?: Points;
    noise_seed?: number;
  };
  const { inputs, outputs } = golden<{
    inputs: { z: Points };
    outputs: Record<'sweep_by_sweep' | 'table' | 'ddpm', readonly Run[]>;
  }>('paradigms');
  const schedule = fromBetas(linearBetas(1000));
  for (const r of [...outputs.sweep_by_sweep, ...outputs.table, ...outputs.ddpm]) {
    const times = discreteTimes(r.steps, 1000, 'leading');
    const input = { denoiser: goldenMixture(mixtures[r.mixture]).denoiser(schedule), schedule, times };
    const { sweep, evaluations, path } = runPicard({
      moves: r.noise_seed === undefined ? movesOf(ddim, input) : movesOf(ddpm, { ...input, random: lcg(r.noise_seed) }),
      x: rows(inputs.z.slice(0, r.points)),
      window: r.parallel,
      tolerance: r.tolerance,
      lengths: ancestralLengths(input, { ends: 0 }),
    });
    // Sweeps and evaluations are whole numbers: they agree or do not.
    tally.add(
      [sweep, evaluations, ...(r.final ? path[r.steps].data : [])],
      [r.pass_count, r.model_evaluations_per_point, ...(r.final?.flat() ?? [])],
    );
  }
}

export function fixedPoints(tally: Tally): void {
  const schedule = cosine();
  const times = uniformTimes(30, { from: 0.98 });
  const x = normalBatch(64, 2, random(3));
  const input = { denoiser: eightGaussians().denoiser(schedule), schedule, times };
  const noise = () => ({ random: random(8) });
  for (const window of [30, 7]) {
    tally.add(runPicard({ moves: movesOf(ddim, input), x, window }).path[30].data, run(ddim, { ...input, x }).data);
    tally.add(runPicard({ moves: movesOf(heun, input), x, window }).path[30].data, run(heun, { ...input, x }).data);
    tally.add(
      runPicard({ moves: movesOf(ddpm, { ...input, ...noise() }), x, window }).path[30].data,
      run(ddpm, { ...input, ...noise(), x }).data,
    );
  }
}

/** A Gaussian's consistency function is linear: x at t goes to x s(0) / s(t), s the deviation of what is noised. */
export function ends(tally: Tally): void {
  const deviation = 0.4;
  for (const kind of ['cosine', 'linear', 'flow'] as const) {
    const schedule = makeSchedule(
      kind === 'linear' ? { kind, betaMin: 0.1, betaMax: 20 } : kind === 'cosine' ? { kind, s: 0.008 } : { kind },
    );
    const flow = marginalFlow(gaussian(2, deviation), schedule);
    const spread = (t: number) => Math.hypot(schedule.alpha(t) * deviation, schedule.sigma(t));
    const x = normalBatch(20, 2, random(2));
    for (const t of [0.3, 0.8]) {
      const to = 1e-3;
      const path = [...flowPath(x, flow, [t, to], { relative: 1e-12, absolute: 1e-13 })];
      tally.add(
        path[path.length - 1].x.data,
        x.data.map((v) => (v * spread(to)) / spread(t)),
      );
    }
  }
}
