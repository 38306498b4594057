import { parseDigits } from '../../src/core/data/digits';
import { digitClassifier, liveUNet } from '../../src/core/image-network/digits';
import { DIGIT_SIGMA_MAX, digitSchedule, digitTimes } from '../../src/core/image-network/sampling';
import { checkManifest, readWeights } from '../../src/core/image-network/weights-file';
import { normalBatch, random } from '../../src/core/random';
import { dpmpp2m } from '../../src/core/sampler/dpmpp-2m';
import { ofClass } from '../../src/net/condition/class';
import { createImageClassifier, createImageTrainer } from '../../src/net/image/create';
import { liveImageSettings } from '../../src/net/image/settings';
import { shippedSettings } from '../../src/net/image/shipped';
import digitsUrl from '../../public/data/digits.bin?url';
import judgeManifest from '../../public/weights/classifier.json';
import judgeUrl from '../../public/weights/classifier.bin?url';
import type { AgreementResult } from './result';

/** Shares of samples that the judge takes for what was asked. */
export const AGREEMENTS = [0.7, 0.9] as const;
const SAMPLES = 200;
/** Pictures between looks, and the most that are trained. */
const EVERY = 2048;
const MOST = 160_000;

const bytes = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/**
 * Seconds of training, from new weights, until of 200 samples (10 evaluations, guidance 1, average of weights) so many are
 * what was asked; two looks in a row, the first one counts. Looking is not counted.
 */
export async function timeToAgreement(seed: number): Promise<AgreementResult> {
  const digits = await parseDigits(await bytes(digitsUrl));
  const judge = await createImageClassifier('simd', shippedSettings.classifier);
  judge.load({
    weights: readWeights(
      checkManifest(judgeManifest, digitClassifier, judgeManifest.training.dataHash),
      await bytes(judgeUrl),
    ),
  });
  const trainer = await createImageTrainer('simd', { ...liveImageSettings, network: liveUNet, seed });
  trainer.setData({
    images: digits.images.subarray(0, digits.trainCount * 784),
    labels: digits.labels.subarray(0, digits.trainCount),
  });
  const reached: { readonly seconds: number; readonly images: number }[] = [];
  const curve: { readonly images: number; readonly agreement: number }[] = [];
  let seconds = 0;
  let before: { readonly seconds: number; readonly images: number; readonly share: number } | undefined;
  while (reached.length < AGREEMENTS.length && trainer.images < MOST) {
    const start = performance.now();
    while (trainer.images < (curve.length + 1) * EVERY) trainer.train(1);
    seconds += (performance.now() - start) / 1000;
    const schedule = digitSchedule();
    const labels = Array.from({ length: SAMPLES }, (_, i) => i % 10);
    const x = normalBatch(SAMPLES, 784, random(9));
    x.data.forEach((v, i) => (x.data[i] = DIGIT_SIGMA_MAX * v));
    let last = x;
    for (const step of dpmpp2m({
      denoiser: trainer.denoiser({ schedule, condition: ofClass(labels), guidance: 1 }),
      schedule,
      times: digitTimes(10),
      x,
    }))
      last = step.x;
    const { classes } = judge.judge(Float32Array.from(last.data));
    const share = labels.filter((label, i) => classes[i] === label).length / SAMPLES;
    while (
      before &&
      reached.length < AGREEMENTS.length &&
      Math.min(share, before.share) >= AGREEMENTS[reached.length]
    ) {
      reached.push({ seconds: before.seconds, images: before.images });
    }
    before = { seconds, images: trainer.images, share };
    curve.push({ images: trainer.images, agreement: share });
    await new Promise((resolve) => setTimeout(resolve));
  }
  trainer.dispose();
  judge.dispose();
  return {
    seed,
    reached: AGREEMENTS.map((share, i) => ({
      share,
      seconds: reached[i]?.seconds ?? Infinity,
      images: reached[i]?.images ?? Infinity,
    })),
    curve,
  };
}
