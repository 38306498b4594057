import { fromGrey, greyOf } from '../../src/core/image-network/pixels';
import { digitSchedule, digitTimes, DIGIT_SIGMA_MAX } from '../../src/core/image-network/sampling';
import { liveNetworks, type LiveSize } from '../../src/core/image-network/live';
import { fillNormal, random } from '../../src/core/random';
import { dpmpp2m } from '../../src/core/sampler/dpmpp-2m';
import { ofClass } from '../../src/net/condition/class';
import type { ImageClassifier } from '../../src/net/image/classifier';
import { loadDigits } from '../../src/engine/digits';
import { loadWeights } from '../../src/engine/kinds/shipped/weights';
import { createImageClassifier, createImageTrainer } from '../../src/net/image/create';
import type { LabelledPictures } from '../../src/net/image/data';
import { liveImageSettings } from '../../src/net/image/settings';
import { shippedSettings } from '../../src/net/image/shipped';
import type { ImageTrainer } from '../../src/net/image/trainer';
import type { Backend } from '../../src/net/trainer';

// From scratch with the live recipe: how many pictures, and seconds of training, until the judge agrees.

export interface FromScratch {
  readonly size: LiveSize;
  readonly backend: Backend;
  /** Share agreed with, and when that was reached first (linear between two looks); null where it was not. */
  readonly reached: readonly {
    readonly agreement: number;
    readonly images: number | null;
    readonly seconds: number | null;
  }[];
  readonly looks: readonly { readonly images: number; readonly seconds: number; readonly agreement: number }[];
}

const PIXELS = 784;
/** Samples of a look, at guidance 1 and 10 evaluations. */
const SAMPLES = 200;
const goals = [0.7, 0.9] as const;

interface FromScratchOptions {
  readonly size: LiveSize;
  readonly backend: Backend;
  readonly pictures: LabelledPictures;
  readonly judge: ImageClassifier;
  /** Pictures between two looks, and at most in all. */
  readonly every: number;
  readonly most: number;
  readonly say: (line: string) => void;
}

/** Every live size on the kernel, on the digits that the book serves. */
export async function benchScratch(say: (line: string) => void): Promise<readonly FromScratch[]> {
  const { images, labels, trainCount } = await loadDigits();
  const pictures = { images: images.subarray(0, trainCount * PIXELS), labels: labels.subarray(0, trainCount) };
  const judge = await createImageClassifier('simd', shippedSettings.classifier);
  judge.load({ weights: (await loadWeights('classifier')).weights });
  const results: FromScratch[] = [];
  for (const size of Object.keys(liveNetworks) as LiveSize[]) {
    results.push(await fromScratch({ size, backend: 'simd', pictures, judge, every: 2000, most: 120_000, say }));
  }
  return results;
}

/** Only training is timed, not looking. */
async function fromScratch({
  size,
  backend,
  pictures,
  judge,
  every,
  most,
  say,
}: FromScratchOptions): Promise<FromScratch> {
  const trainer = await createImageTrainer(backend, {
    ...liveImageSettings,
    network: liveNetworks[size],
    seed: 7,
    microBatch: liveImageSettings.batchSize,
  });
  trainer.setData(pictures);
  const looks: { images: number; seconds: number; agreement: number }[] = [];
  let seconds = 0;
  while (trainer.images < most) {
    const goal = trainer.images + every;
    const from = performance.now();
    while (trainer.images < goal) trainer.train(1);
    seconds += (performance.now() - from) / 1000;
    looks.push({ images: trainer.images, seconds, agreement: agreementOf(trainer, judge) });
    const { agreement } = looks[looks.length - 1];
    say(
      `${size} from scratch on ${backend}: ${trainer.images} pictures, ${seconds.toFixed(1)} s, agreement ${(100 * agreement).toFixed(1)} %`,
    );
    if (agreement >= goals[goals.length - 1]) break;
    await new Promise((resolve) => setTimeout(resolve));
  }
  trainer.dispose();
  return { size, backend, looks, reached: goals.map((agreement) => ({ agreement, ...firstAt(looks, agreement) })) };
}

function firstAt(looks: FromScratch['looks'], goal: number): { images: number | null; seconds: number | null } {
  const k = looks.findIndex(({ agreement }) => agreement >= goal);
  if (k < 0) return { images: null, seconds: null };
  const before = looks[k - 1] ?? { images: 0, seconds: 0, agreement: 0.1 };
  const share = (goal - before.agreement) / (looks[k].agreement - before.agreement);
  return {
    images: before.images + share * (looks[k].images - before.images),
    seconds: before.seconds + share * (looks[k].seconds - before.seconds),
  };
}

function agreementOf(trainer: ImageTrainer, judge: ImageClassifier): number {
  const schedule = digitSchedule();
  const labels = Array.from({ length: SAMPLES }, (_, i) => i % 10);
  const root = random(1).split('start');
  const x = new Float64Array(SAMPLES * PIXELS);
  labels.forEach((_, i) => fillNormal(x.subarray(i * PIXELS, (i + 1) * PIXELS), root.split(i)));
  x.forEach((v, i) => (x[i] = DIGIT_SIGMA_MAX * v));
  let last: Float64Array = x;
  const denoiser = trainer.denoiser({ schedule, condition: ofClass(labels), guidance: 1 });
  for (const step of dpmpp2m({ denoiser, schedule, times: digitTimes(10), x: { data: x, dim: PIXELS } }))
    last = step.x.data;
  const { classes } = judge.judge(Float32Array.from(fromGrey(greyOf(last))));
  return labels.filter((label, i) => classes[i] === label).length / SAMPLES;
}
