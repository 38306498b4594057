import type { Domain } from '../../core/domain';
import type { Network } from '../../core/image-network/description';
import { digitDomain } from '../../core/image-network/pixels';
import { said, sameShape } from '../../core/image-network/shape';
import { outputShape } from '../../core/image-network/shapes';
import type { ImageWeights } from './ops';
import type { RateSettings } from './rate';

/** Decay of Adam's mean of gradients where settings say nothing. */
export const BETA_1 = 0.9;

/** Everything that decides a training run: with the pictures it gives the same weights again. */
export interface ImageTrainerSettings extends RateSettings {
  readonly network: Network;
  /** Pictures per step, and how many of them go through the network at once. */
  readonly batchSize: number;
  readonly microBatch: number;
  /** Decay of Adam's mean of gradients (default 0.9). */
  readonly beta1?: number;
  /** Decay of the average of weights; early on min(emaDecay, (1 + k) / (10 + k)) is used. */
  readonly emaDecay: number;
  /** Probability that a row's condition is left out, for classifier-free guidance. */
  readonly labelDropout: number;
  /** Greatest norm of the gradient; 0 for no limit. */
  readonly clip: number;
  readonly seed: number;
  /** Whether the network is conditioned on the noise level (default); false to see what that is good for. */
  readonly noiseConditional?: boolean;
  /** What one datum is (default: digits). */
  readonly domain?: Domain;
}

/** What may change while a run goes on: all but the network and the seed. */
export type ImageTrainerChange = Partial<Omit<ImageTrainerSettings, 'network' | 'seed' | 'domain'>>;

/** A network's numbers, flat, in the order of its description. Typed arrays may be transferred. */
export interface SavedImageNetwork extends ImageWeights {
  /** The description's name. */
  readonly network: string;
  readonly steps: number;
  readonly images: number;
}

/** Settings for a network that trains in front of a reader: constant rate, small batches. */
export const liveImageSettings: Omit<ImageTrainerSettings, 'network' | 'seed'> = {
  learningRate: 1.5e-3,
  warmup: 100,
  decaySteps: 0,
  batchSize: 16,
  microBatch: 4,
  emaDecay: 0.999,
  labelDropout: 0.12,
  clip: 1,
};

/** Throws `RangeError` naming what was expected. */
export function checkImageSettings(settings: ImageTrainerSettings): void {
  const {
    network,
    domain = digitDomain,
    learningRate,
    warmup,
    decaySteps,
    batchSize,
    microBatch,
    beta1 = BETA_1,
    emaDecay,
    labelDropout,
    clip,
  } = settings;
  const shape = outputShape(network);
  if (!sameShape(shape, domain.shape))
    throw new RangeError(`${network.name} puts out ${said(shape)} (expected ${said(domain.shape)}, ${domain.name})`);
  const check = (name: string, value: number, holds: boolean, expected: string) => {
    if (!holds) throw new RangeError(`${name} is ${value} (expected ${expected})`);
  };
  check('learning rate', learningRate, learningRate > 0 && learningRate <= 1, 'above 0, at most 1');
  for (const [name, value] of [
    ['warm-up', warmup],
    ['decay', decaySteps],
  ] as const) {
    check(name, value, Number.isInteger(value) && value >= 0, 'a number of steps, 0 or more');
  }
  check(
    'batch size',
    batchSize,
    Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 1024,
    'an integer from 1 to 1024',
  );
  check('micro-batch', microBatch, Number.isInteger(microBatch) && microBatch >= 1, 'a positive integer');
  check('decay of Adam’s mean', beta1, beta1 >= 0 && beta1 < 1, '0 or more, below 1');
  check('decay of the average', emaDecay, emaDecay >= 0 && emaDecay < 1, '0 or more, below 1');
  check('label dropout', labelDropout, labelDropout >= 0 && labelDropout <= 1, 'from 0 to 1');
  check('gradient clip', clip, clip >= 0, '0 or more');
}

/** Throws `RangeError` where saved weights are another network's, of another size, or not finite. */
export function checkSavedImages(
  { network, weights, ema, first, second }: Partial<SavedImageNetwork>,
  name: string,
  size: number,
): void {
  if (network !== undefined && network !== name) throw new RangeError(`weights of "${network}" (expected "${name}")`);
  for (const array of [weights, ema, first, second]) {
    if (!array) continue;
    if (array.length !== size) throw new RangeError(`${array.length} weights (expected ${size})`);
    const wrong = array.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) throw new RangeError(`weight ${wrong} is ${array[wrong]} (expected finite numbers)`);
  }
}
