import * as tf from '@tensorflow/tfjs';
import { liveUNet } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { digitSchedule, digitTimes } from '../../src/core/image-network/sampling';
import { normalBatch, random } from '../../src/core/random';
import { dpmpp2m } from '../../src/core/sampler/dpmpp-2m';
import { ofClass } from '../../src/net/condition/class';
import { createImageTrainer } from '../../src/net/image/create';
import { noiseFeatures } from '../../src/net/image/embedding';
import { liveImageSettings } from '../../src/net/image/settings';
import { startingWeights } from '../../src/net/image/start';
import type { ImageTrainer } from '../../src/net/image/trainer';
import type { Backend } from '../../src/net/trainer';
import { timeToAgreement } from './agreement';
import { IdiomaticImages } from './idiomatic-images';
import type { AgreementResult, ImageResult, ImagesResult } from './result';

// Training and sampling of the live digits' network, batch 16, beside the same network in idiomatic TensorFlow.js.

const BATCH = liveImageSettings.batchSize;
const SIDE = 28;

/** Made-up pictures: speed does not depend on what is drawn. */
function pictures(n: number): { readonly images: Uint8Array; readonly labels: readonly number[] } {
  const draw = random(1);
  return {
    images: Uint8Array.from({ length: n * SIDE * SIDE }, () => draw.integer(256)),
    labels: Array.from({ length: n }, (_, i) => i % 10),
  };
}

async function ours(backend: Backend): Promise<ImageTrainer> {
  const trainer = await createImageTrainer(backend, {
    ...liveImageSettings,
    network: liveUNet,
    seed: 1,
    microBatch: BATCH,
  });
  trainer.setData(pictures(64));
  return trainer;
}

/** Milliseconds of one `work`, the median of rounds of at least 300 ms, after one to warm up. */
async function timed(work: () => Promise<void> | void): Promise<number> {
  await work();
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    let n = 0;
    do {
      await work();
      n++;
    } while (performance.now() - start < 300);
    rounds.push((performance.now() - start) / n);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return rounds.sort((a, b) => a - b)[2];
}

async function idiomaticStep(backend: Exclude<Backend, 'simd'>): Promise<number> {
  await tf.setBackend(backend);
  const model = new IdiomaticImages(liveUNet, startingWeights(bind(liveUNet), 1));
  const shape: [number, number, number, number] = [BATCH, SIDE, SIDE, 1];
  const [x, y] = [1, 2].map((seed) => tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', seed));
  const noise = tf.tensor2d(noiseFeatures(new Float32Array(BATCH).fill(0.3), 16), [BATCH, 32]);
  const labels = tf.tensor1d(
    Array.from({ length: BATCH }, (_, i) => i % 10),
    'int32',
  );
  try {
    return await timed(async () => {
      tf.tidy(() => model.minimize(x, noise, labels, y));
      await model.settle();
    });
  } finally {
    model.dispose();
    tf.dispose([x, y, noise, labels]);
  }
}

async function imageAt(backend: Backend, losses: readonly number[]): Promise<ImageResult> {
  const trainer = await ours(backend);
  const parity = Math.max(...losses.map((loss) => Math.abs(trainer.train(1) / loss - 1)));
  const step = await timed(() => void trainer.train(1));
  const schedule = digitSchedule();
  const n = backend === 'cpu' ? 2 : 20;
  const x = normalBatch(n, SIDE * SIDE, random(2));
  const sampling = await timed(() => {
    const denoiser = trainer.denoiser({ schedule, condition: ofClass([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), guidance: 1 });
    for (const done of dpmpp2m({ denoiser, schedule, times: digitTimes(10), x })) void done;
  });
  const { flopsPerStep } = trainer;
  trainer.dispose();
  let idiomatic: number | string;
  try {
    idiomatic = backend === 'simd' ? 'no such backend' : (1000 * BATCH) / (await idiomaticStep(backend));
  } catch (error) {
    idiomatic = String(error instanceof Error ? error.message : error).split('\n')[0];
  }
  return {
    backend,
    parity,
    trained: (1000 * BATCH) / step,
    gflops: flopsPerStep / (step * 1e6),
    sampled: (1000 * n) / sampling,
    idiomatic,
  };
}

export async function benchImages(say: (line: string) => void): Promise<ImagesResult> {
  const first = await ours('simd');
  const losses = [1, 2, 3].map(() => first.train(1));
  first.dispose();
  const rows: ImageResult[] = [];
  const missing: string[] = [];
  for (const backend of ['simd', 'wasm', 'webgl', 'cpu'] as const) {
    say(`digits, ${backend}`);
    try {
      rows.push(await imageAt(backend, losses));
    } catch (error) {
      missing.push(`${backend}: ${String(error)}`);
    }
  }
  const agreement: AgreementResult[] = [];
  for (let seed = 1; seed <= 3; seed++) {
    say(`digits, time to agreement, seed ${seed}`);
    agreement.push(await timeToAgreement(seed));
  }
  return { batch: BATCH, network: liveUNet.name, rows, agreement, missing };
}
