import * as tf from '@tensorflow/tfjs';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../src/core/random';
import { trainerDefaults } from '../../src/net/defaults';
import { ganDefaults } from '../../src/net/gan/defaults';
import { createGanTrainer, type GanTrainer, type GanTrainerSettings } from '../../src/net/gan/trainer';
import type { Backend } from '../../src/net/trainer';
import { IdiomaticGan } from './idiomatic-gan';
import { BOUNDS, distance, ourTimeToQuality, watch, type Reached } from './quality';
import type { GanQuality, GanResult, GanStepResult } from './result';
import { median, paired } from './timing';

const games: readonly (readonly [string, GanTrainerSettings])[] = [
  ['no penalty', { ...ganDefaults, r1: 0 }],
  ['R1', ganDefaults],
];

async function made(backend: Backend, settings: GanTrainerSettings): Promise<GanTrainer> {
  const trainer = await createGanTrainer(backend, settings);
  trainer.setData(eightGaussians().sample(10_000, random(settings.seed).split('data')));
  return trainer;
}

/** Largest relative difference of the generator's loss over ten steps; throws where they are not the same to float32 rounding. */
async function parityOf(backend: Backend, settings: GanTrainerSettings): Promise<number> {
  const [kernel, other] = [await made('simd', settings), await made(backend, settings)];
  let worst = 0;
  for (let i = 0; i < 10; i++) worst = Math.max(worst, Math.abs(other.train(1) / kernel.train(1) - 1));
  kernel.dispose();
  other.dispose();
  if (!(worst < 1e-4)) throw new Error(`losses differ from the kernel's by ${worst} (expected below 0.0001)`);
  return worst;
}

async function stepAt(
  backend: Backend,
  beside: Exclude<Backend, 'simd'>,
  rules: string,
  settings: GanTrainerSettings,
): Promise<GanStepResult> {
  const parity = backend === 'simd' ? 0 : await parityOf(backend, settings);
  const trainer = await made(backend, settings);
  await tf.setBackend(beside);
  const model = new IdiomaticGan(settings);
  const {
    batchSize,
    networks: { latent },
  } = settings;
  const [real, forG, forD] = [2, latent, latent].map((columns, seed) =>
    tf.randomNormal<tf.Rank.R2>([batchSize, columns], 0, 1, 'float32', seed + 1),
  );
  const result = await paired(
    (steps) => void trainer.train(steps),
    async (steps) => {
      await tf.setBackend(beside);
      for (let i = 0; i < steps; i++) model.step(real, { generator: forG, discriminator: forD });
      await model.settle();
    },
  );
  trainer.dispose();
  model.dispose();
  tf.dispose([real, forG, forD]);
  return { backend, beside, rules, parity, ...result };
}

/** The game's own time to quality; training alone is timed. */
async function ganTimeToQuality(seed: number): Promise<Reached> {
  const trainer = await made('simd', { ...ganDefaults, seed });
  const reached = await watch(
    () => void trainer.train(5),
    (look) =>
      Promise.resolve(
        distance(trainer.generate(normalBatch(500, ganDefaults.networks.latent, random(seed).split(look)))),
      ),
  );
  trainer.dispose();
  return reached;
}

function qualityOf(model: GanQuality['model'], runs: readonly Reached[]): GanQuality[] {
  return BOUNDS.map((bound, i) => {
    const seconds = median(runs.map((run) => run.seconds[i])),
      steps = median(runs.map((run) => run.steps[i]));
    return {
      model,
      bound,
      seconds,
      steps,
      milliseconds: (1000 * seconds) / steps,
      reached: runs.filter((run) => run.seconds[i] < Infinity).length,
    };
  });
}

export async function benchGan(say: (line: string) => void): Promise<GanResult> {
  const steps: GanStepResult[] = [];
  const missing: string[] = [];
  for (const [rules, settings] of games) {
    for (const backend of ['wasm', 'webgl', 'cpu', 'simd'] as const) {
      say(`game, ${rules}, ${backend}`);
      try {
        const beside =
          backend === 'simd'
            ? steps.filter((s) => s.rules === rules).reduce((a, b) => (b.theirs < a.theirs ? b : a)).beside
            : backend;
        steps.push(await stepAt(backend, beside, rules, settings));
      } catch (error) {
        missing.push(`${rules} on ${backend}: ${String(error)}`);
      }
    }
  }
  const runs: Record<GanQuality['model'], Reached[]> = { GAN: [], diffusion: [] };
  for (let seed = 1; seed <= 5; seed++) {
    say(`both models' time to quality, seed ${seed}`);
    runs.GAN.push(await ganTimeToQuality(seed));
    runs.diffusion.push(await ourTimeToQuality({ ...trainerDefaults, seed }));
  }
  return { steps, missing, quality: [...qualityOf('GAN', runs.GAN), ...qualityOf('diffusion', runs.diffusion)] };
}
