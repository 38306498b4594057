import * as tf from '@tensorflow/tfjs';
import { zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../src/core/random';
import { ddim, run, uniformTimes } from '../../src/core/sampler';
import { makeSchedule } from '../../src/core/schedule';
import { kernelBytes } from '../../src/kernel/bytes';
import { Kernel } from '../../src/kernel/kernel';
import { trainerDefaults } from '../../src/net/defaults';
import { inputCount } from '../../src/net/shape';
import { createTrainer } from '../../src/net/create';
import type { Backend, Trainer, TrainerSettings } from '../../src/net/trainer';
import { Idiomatic } from './idiomatic';
import { benchCharges } from './charges';
import { benchScratch } from './from-scratch';
import { benchGan } from './gan';
import { benchImages } from './images';
import { benchObjectives } from './objectives';
import { BOUNDS, idiomaticTimeToQuality, ourTimeToQuality, type Reached } from './quality';
import { overheads } from './samplers';
import type { BackendResult, BenchResult, Comparison, KernelResult, QualityResult } from './result';
import { median, paired, timed } from './timing';

const sized = (width: number, batchSize: number): TrainerSettings => ({
  ...trainerDefaults,
  network: { ...trainerDefaults.network, width },
  batchSize,
});

async function trainer(backend: Backend, settings: TrainerSettings): Promise<Trainer> {
  const made = await createTrainer(backend, settings);
  made.setData(eightGaussians().sample(10_000, random(1)));
  return made;
}

async function ourStep(backend: Backend, settings: TrainerSettings): Promise<number> {
  const made = await trainer(backend, settings);
  const ms = await timed((steps) => void made.train(steps));
  made.dispose();
  return ms;
}

/** Our step beside the idiomatic one on `on`. Batch making, uploads and averaging are left out of the baseline's: ours includes them. */
async function beside(backend: Backend, on: Exclude<Backend, 'simd'>, settings: TrainerSettings): Promise<Comparison> {
  const made = await trainer(backend, settings);
  await tf.setBackend(on);
  const model = new Idiomatic(settings.network, settings);
  const x = tf.randomNormal<tf.Rank.R2>([settings.batchSize, inputCount(2)], 0, 1, 'float32', 1);
  const y = tf.randomNormal<tf.Rank.R2>([settings.batchSize, 2], 0, 1, 'float32', 2);
  const result = await paired(
    (steps) => void made.train(steps),
    async (steps) => {
      for (let i = 0; i < steps; i++) model.minimize(x, y);
      await model.settle();
    },
  );
  made.dispose();
  model.dispose();
  x.dispose();
  y.dispose();
  return result;
}

/** GFLOP/s of the kernel's bare product of [n, width] and [width, width]. */
async function bareProduct(n: number, width: number): Promise<number> {
  const kernel = await Kernel.instantiate(kernelBytes(), {
    dim: 2,
    inputs: inputCount(2),
    width: 8,
    depth: 1,
    levels: 1024,
  });
  const a = kernel.free;
  const b = a + 4 * n * width;
  const packed = b + 4 * width * width;
  const c = packed + 4 * width * width;
  kernel.raw(c, n * width);
  kernel.raw(a, n * width).fill(0.5);
  kernel.raw(b, width * width).fill(0.25);
  kernel.exports.packPanels(packed, b, width, width);
  const ms = await timed((steps) => {
    for (let i = 0; i < steps; i++) kernel.exports.multiply(c, a, packed, n, width, width, 0, 0);
  });
  return (2 * n * width * width) / (ms * 1e6);
}

async function kernelAt(width: number, batchSize: number): Promise<KernelResult> {
  const settings = sized(width, batchSize);
  const made = await trainer('simd', settings);
  const { flopsPerStep } = made;
  made.dispose();
  const ms = await ourStep('simd', settings);
  const bare = await bareProduct(batchSize, width);
  const gflops = flopsPerStep / (ms * 1e6);
  return {
    width,
    depth: settings.network.depth,
    batchSize,
    ms,
    pointsPerSecond: (1000 * batchSize) / ms,
    gflops,
    bare,
    share: gflops / bare,
  };
}

/** Largest relative difference of losses; throws where they are not the same to float32 rounding: then speed means nothing. */
async function lossParity(backend: Backend, settings: TrainerSettings): Promise<number> {
  const [kernel, other] = [await trainer('simd', settings), await trainer(backend, settings)];
  let worst = 0;
  for (let i = 0; i < 10; i++) worst = Math.max(worst, Math.abs(other.train(2) / kernel.train(2) - 1));
  kernel.dispose();
  other.dispose();
  if (!(worst < 1e-4)) throw new Error(`losses differ from the kernel's by ${worst} (expected below 0.0001)`);
  return worst;
}

async function backendAt(backend: Exclude<Backend, 'simd'>): Promise<BackendResult | string> {
  try {
    const settings = sized(64, 256);
    const parity = await lossParity(backend, settings);
    const result = await beside(backend, backend, settings);
    return { backend, ...result, pointsPerSecond: (1000 * settings.batchSize) / result.ours, parity };
  } catch (error) {
    return `${backend}: ${String(error)}`;
  }
}

async function samplingTime(): Promise<number> {
  const made = await trainer('simd', trainerDefaults);
  const schedule = makeSchedule(trainerDefaults.schedule);
  const x = normalBatch(500, 2, random(1));
  const ms = await timed((steps) => {
    for (let i = 0; i < steps; i++) run(ddim, { denoiser: made.denoiser(), schedule, times: uniformTimes(20), x });
  });
  made.dispose();
  return ms;
}

function summary(runs: readonly Reached[]): QualityResult[] {
  return BOUNDS.map((bound, i) => ({
    bound,
    seconds: median(runs.map(({ seconds }) => seconds[i])),
    steps: median(runs.map(({ steps }) => steps[i])),
    reached: runs.filter(({ seconds }) => seconds[i] < Infinity).length,
  }));
}

function renderer(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl ? String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : 'no WebGL';
}

async function bench(say: (line: string) => void): Promise<BenchResult> {
  const images = await benchImages(say);
  const scratch = await benchScratch(say);
  const kernel: KernelResult[] = [];
  for (const [width, batchSize] of [
    [64, 256],
    [128, 512],
    [256, 512],
  ]) {
    say(`kernel, 3 x ${width}, batch ${batchSize}`);
    kernel.push(await kernelAt(width, batchSize));
  }
  const tensors: BackendResult[] = [];
  const missing: string[] = [];
  for (const backend of ['wasm', 'webgl', 'cpu'] as const) {
    say(backend);
    const result = await backendAt(backend);
    if (typeof result === 'string') missing.push(result);
    else tensors.push(result);
  }
  const best = tensors.reduce((a, b) => (b.theirs < a.theirs ? b : a));
  say(`kernel beside ${best.backend}`);
  const simd = await beside('simd', best.backend, sized(64, 256));
  say('sampling');
  const sampling = await samplingTime();
  const samplers = overheads(say);
  (await createTrainer(best.backend, trainerDefaults)).denoiser().denoise(zeros(1, 2), 0.5, zeros(1, 2));
  const ours: Reached[] = [];
  const theirs: Reached[] = [];
  for (let seed = 1; seed <= 5; seed++) {
    say(`time to quality, seed ${seed}`);
    const settings = { ...trainerDefaults, seed };
    ours.push(await ourTimeToQuality(settings));
    await tf.setBackend(best.backend);
    theirs.push(await idiomaticTimeToQuality(settings));
  }
  return {
    renderer: renderer(),
    isolated: crossOriginIsolated,
    kernel,
    simd,
    backends: tensors,
    missing,
    best: best.backend,
    sampling,
    samplers,
    images,
    scratch,
    gan: await benchGan(say),
    objectives: await benchObjectives(say),
    charges: await benchCharges(say),
    quality: { ours: summary(ours), theirs: summary(theirs) },
  };
}

declare global {
  interface Window {
    bench: (say: (line: string) => void) => Promise<BenchResult>;
    overheads: typeof overheads;
    benchImages: typeof benchImages;
    benchGan: typeof benchGan;
    benchScratch: typeof benchScratch;
    benchObjectives: typeof benchObjectives;
    benchCharges: typeof benchCharges;
    progress: (line: string) => void;
  }
}
window.bench = bench;
window.overheads = overheads;
window.benchImages = benchImages;
window.benchGan = benchGan;
window.benchScratch = benchScratch;
window.benchObjectives = benchObjectives;
window.benchCharges = benchCharges;
