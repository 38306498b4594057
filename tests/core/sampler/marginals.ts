import { batch, count } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { energyDistance, modeCoverage } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { karrasTimes, run, samplers } from '../../../src/core/sampler';
import type { Sampler, SamplerName } from '../../../src/core/sampler';
import { linear } from '../../../src/core/schedule';

const weights = [0.5, 0.3, 0.2];
const means = batch([-1.5, 0.5, 1, 1.2, 0.8, -1.4], 2);
const data = mixture({ weights, means, scales: [0.25, 0.35, 0.2] });
const schedule = linear();
const N = 1000;

/** Options and steps where the defaults and 200 will not do: annealed Langevin has to wait for its walkers to mix. */
const settings: {
  readonly [K in SamplerName]?: { readonly steps?: number; readonly options?: Readonly<Record<string, unknown>> };
} = {
  annealedLangevin: { steps: 100, options: { moves: 20, step: 0.1 } },
  adaptiveSde: { steps: 1 },
  dpmSolver12: { steps: 1 },
  dpmSolver23: { steps: 1 },
  rk45: { steps: 1 },
};

export interface Marginal {
  readonly steps: number;
  readonly evaluations: number;
  /** Energy distance of 1,000 samples to 1,000 of the data. */
  readonly energy: number;
  /** Largest error of a component's share, in standard deviations of 1,000 exact samples. */
  readonly weightError: number;
  /** Part of the samples outside every component. */
  readonly outside: number;
}

/** What a sampler makes of unit Gaussian noise with many steps of the exact denoiser (mixture A, seeded). */
export function marginal(name: SamplerName): Marginal {
  const { steps = 200, options = {} } = settings[name] ?? {};
  const sampler = samplers[name].sampler as Sampler<Readonly<Record<string, unknown>>>;
  const r = random(21);
  const times = steps === 1 ? [1, 0] : karrasTimes(schedule, steps, { to: 1e-3 });
  const input = { denoiser: data.denoiser(schedule), schedule, times, x: normalBatch(N, 2, r), random: r, ...options };
  let evaluations = 0;
  const x = run(function* (all: typeof input) {
    for (const step of sampler(all)) {
      evaluations = step.evaluations;
      yield step;
    }
  }, input);
  const { counts, outside } = modeCoverage(x, data.modes, { radius: 1.2 });
  return {
    steps,
    evaluations,
    energy: energyDistance(x, data.sample(N, r)),
    weightError: Math.max(...weights.map((w, k) => Math.abs(counts[k] / N - w) / Math.sqrt((w * (1 - w)) / N))),
    outside: outside / count(x),
  };
}
