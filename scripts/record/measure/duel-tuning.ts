import { eightGaussians } from '../../../src/core/data/index';
import { ganNetworks, ganRules } from '../../../src/core/gan/defaults';
import { ganStepFlops } from '../../../src/core/gan/flops';
import type { GanNetworks, GanRules } from '../../../src/core/gan/settings';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { stepFlops } from '../../../src/core/network';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run, uniformTimes } from '../../../src/core/sampler/index';
import { makeSchedule } from '../../../src/core/schedule/index';
import { trainerDefaults } from '../../../src/net/defaults';
import { createGanTrainer } from '../../../src/net/gan/trainer';
import { createTrainer } from '../../../src/net/create';
import type { TrainerSettings } from '../../../src/net/trainer';
import { duelTuning, type DuelTuning } from '../../../src/record/duel-tuning';
import { machine } from '../../train/files';
import { tell } from '../kept';
import { beside, measured } from '../measurement';

/** Floating-point operations that every setting of either side may spend. */
const BUDGET = 10e9;
const SEEDS = [1, 2, 3];
const SAMPLES = 500;

/** Both players as the comparison sizes them: as many parameters as the diffusion model has. */
const networks: GanNetworks = {
  ...ganNetworks,
  generator: { width: 48, depth: 3 },
  discriminator: { width: 48, depth: 3 },
};

const each = <A, B, C>(as: readonly A[], bs: readonly B[], cs: readonly C[]): readonly (readonly [A, B, C])[] =>
  as.flatMap((a) => bs.flatMap((b) => cs.map((c) => [a, b, c] as const)));

/** 24 settings for each side, in steps of about as much. */
const diffusion: readonly Partial<TrainerSettings>[] = each(
  ['v', 'epsilon', 'x0'] as const,
  [2e-3, 4e-3, 8e-3, 16e-3],
  [128, 256],
).map(([prediction, learningRate, batchSize]) => ({
  network: { ...trainerDefaults.network, prediction },
  learningRate,
  batchSize,
}));
const gan: readonly Partial<GanRules>[] = each(
  ['non-saturating', 'hinge'] as const,
  each([0.1, 0.3, 1], [1e-3, 3e-3], [null]),
  [128, 256],
).map(([loss, [r1, rate], batchSize]) => ({ loss, r1, generatorRate: rate, discriminatorRate: rate, batchSize }));

const target = eightGaussians();
const distance = energyDistanceTo(target.stratified?.(1000, random(1)) ?? target.sample(1000, random(1)));
const pool = (seed: number) => target.sample(20_000, random(seed).split('pool'));

async function ofDiffusion(change: Partial<TrainerSettings>, seed: number): Promise<number> {
  const settings = { ...trainerDefaults, ...change, seed };
  const steps = Math.floor(BUDGET / stepFlops(settings.network, 2, settings.batchSize));
  const trainer = await createTrainer('simd', { ...settings, decaySteps: steps });
  trainer.setData(pool(seed));
  trainer.train(steps);
  const schedule = makeSchedule(settings.schedule);
  const x = normalBatch(SAMPLES, 2, random(99));
  const found = distance(run(ddim, { denoiser: trainer.denoiser('ema'), schedule, times: uniformTimes(20), x }));
  trainer.dispose();
  return found;
}

async function ofGan(change: Partial<GanRules>, seed: number): Promise<number> {
  const rules = { ...ganRules, ...change };
  const trainer = await createGanTrainer('simd', { ...rules, networks, seed });
  trainer.setData(pool(seed));
  trainer.train(Math.floor(BUDGET / ganStepFlops(networks, rules)));
  const found = distance(trainer.generate(normalBatch(SAMPLES, networks.latent, random(99))));
  trainer.dispose();
  return found;
}

/** The energy distance that every setting of a side reaches on the ring of eight, for each seed. */
async function side<C>(name: string, all: readonly C[], reached: (change: C, seed: number) => Promise<number>) {
  const rows: { readonly change: C; readonly distances: readonly number[] }[] = [];
  for (const change of all) {
    const distances: number[] = [];
    for (const seed of SEEDS) distances.push(await reached(change, seed));
    rows.push({ change, distances });
    tell(`${name} ${JSON.stringify(change)}: ${distances.map((d) => d.toFixed(4)).join(' ')}`);
  }
  return rows;
}

export const measurement = measured<DuelTuning>({
  digits: 4,
  measure: async (_, keep) => {
    keep({
      command: duelTuning.command,
      machine: machine(),
      budget: BUDGET,
      seeds: SEEDS,
      samples: SAMPLES,
      diffusion: await side('diffusion', diffusion, ofDiffusion),
      gan: await side('gan', gan, ofGan),
    });
    return 0;
  },
  again: async (table) => [
    ...beside(
      'settings',
      { diffusion: table.diffusion.length, gan: table.gan.length, budget: table.budget },
      { diffusion: diffusion.length, gan: gan.length, budget: BUDGET },
    ),
    ...beside('the first of diffusion', table.diffusion[0].distances, [await ofDiffusion(diffusion[0], SEEDS[0])]),
    ...beside('the first of GANs', table.gan[0].distances, [await ofGan(gan[0], SEEDS[0])]),
  ],
});
