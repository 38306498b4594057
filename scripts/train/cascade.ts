import {
  cascadeDomains,
  cascadeSides,
  mostAugmentation,
  toldLow,
  toldOfPixel,
  type CascadeSide,
} from '../../src/core/image-network/cascade';
import { embeddingDomain } from '../../src/core/image-network/contrastive';
import { standard as inUnits } from '../../src/core/domain';
import { trainingFlops } from '../../src/core/image-network/flops';
import { halved } from '../../src/core/resample';
import { shippedCascade } from '../../src/net/image/cascade/settings';
import { createImageTrainer } from '../../src/net/image/create';
import { toldDenoising, type Teller } from '../../src/net/image/objective/told';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { judgedDigits } from '../record/judged';
import { shown } from './facts';
import { shippedClip } from './clip';
import { readDigits } from './files';
import { cascadeMetrics } from './measure-cascade';
import { minutesOf, numbersOnly, rounded, writePacked } from './packed';
import { captionTeller } from './prior';
import { run } from './run';

/** Digits in ink at each number of pixels. */
export function pyramid(images: Uint8Array): Readonly<Record<CascadeSide, Float32Array>> {
  const full = Float32Array.from(images, (p) => p / 255);
  const half = halved(full, 28);
  return { 7: halved(half, 14), 14: half, 28: full };
}

/** The same in the standard units of their domains. */
export const inStandard = (ink: Float32Array, side: CascadeSide): Float32Array =>
  ink.map((v) => inUnits(v, cascadeDomains[side]));

/** Trains the three stages, one after the other, and writes them. */
export async function trainCascade(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  const { clip, hashes } = await shippedClip(split.hash);
  const digits = shown(split.train);
  const pictures = pyramid(digits.images);
  const found = new Map<CascadeSide, { trainer: ImageTrainer; ema: Float32Array; seconds: number }>();
  for (const side of cascadeSides) {
    const teller = side === 7 ? captionTeller(clip, digits) : lowTeller(pictures, side, mostAugmentation);
    const made = await trainedStage(side, teller, pictures[side], {
      name: `cascade-${side}`,
      identity: JSON.stringify([split.hash, side === 7 ? hashes : mostAugmentation]),
      fresh: options.includes('--fresh'),
      minutes: minutesOf(options),
    });
    if (!made) return 0;
    found.set(side, made);
  }
  const stages = Object.fromEntries([...found].map(([side, { trainer }]) => [side, trainer])) as Record<
    CascadeSide,
    ImageTrainer
  >;
  const { judge } = await judgedDigits();
  const metrics = cascadeMetrics({ clip, stages, judge, split });
  for (const [side, { trainer, ema, seconds }] of found) {
    const { network, seed, ...how } = shippedCascade[side];
    const { steps, images } = trainer;
    writePacked(
      `cascade-${side}`,
      network,
      ema,
      {
        command: 'npm run train -- cascade',
        seed,
        steps,
        images,
        flops: images * trainingFlops(network),
        dataHash: split.hash,
        seconds: Math.round(seconds),
        settings: { ...numbersOnly(how), ...(side === 7 ? hashes : { mostAugmentation }) },
      },
      metrics,
    );
  }
  return 0;
}

/** Tells a row its picture of half the side, under noise of any level up to `most`: 0 for none. */
export function lowTeller(pictures: Readonly<Record<CascadeSide, Float32Array>>, side: 14 | 28, most: number): Teller {
  const half = side === 14 ? 7 : 14;
  const low = inStandard(pictures[half], half);
  return (row, draw) =>
    toldLow(low.subarray(row * half ** 2, (row + 1) * half ** 2), half, most === 0 ? 0 : most * draw.uniform(), draw);
}

/** One stage trained to its end, its weights rounded as they will be shipped; undefined where it was stopped. */
export async function trainedStage(
  side: CascadeSide,
  teller: Teller,
  values: Float32Array,
  {
    identity,
    ...limits
  }: { readonly name: string; readonly identity: string; readonly fresh: boolean; readonly minutes: number },
): Promise<{ trainer: ImageTrainer; ema: Float32Array; seconds: number } | undefined> {
  const settings = shippedCascade[side];
  const shape = side === 7 ? embeddingDomain.shape : { ...cascadeDomains[side].shape, channels: toldOfPixel };
  const trainer = await createImageTrainer('simd', settings, toldDenoising(shape, teller));
  trainer.setData({ values, condition: { kind: 'none', n: values.length / side ** 2 } });
  const seconds = await run(trainer, {
    ...limits,
    total: settings.decaySteps,
    identity: JSON.stringify([settings, identity]),
  });
  if (seconds === undefined) return undefined;
  const { ema, ...rest } = trainer.save();
  const kept = rounded(settings.network, ema);
  trainer.load({ ...rest, weights: kept, ema: kept });
  return { trainer, ema, seconds };
}
