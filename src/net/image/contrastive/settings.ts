import { clipImage, clipText, contrastiveTemperature } from '../../../core/image-network/contrastive';
import { type Network, inputShape } from '../../../core/image-network/description';
import { digitDomain } from '../../../core/image-network/pixels';
import { said, sameShape } from '../../../core/image-network/shape';
import { outputShape } from '../../../core/image-network/shapes';
import type { RateSettings } from '../rate';

/** Everything that decides the training of two encoders. */
export interface ContrastiveSettings extends RateSettings {
  /** Of pictures; of captions, which are its context, with one constant that goes in. Both put out rows of one size. */
  readonly image: Network;
  readonly text: Network;
  /** Pairs per step, all of which are told apart. */
  readonly batchSize: number;
  readonly temperature: number;
  /** Decay of the average of weights; early on min(emaDecay, (1 + k) / (10 + k)) is used. */
  readonly emaDecay: number;
  /** Greatest norm of each encoder's gradient; 0 for no limit. */
  readonly clip: number;
  readonly seed: number;
}

/** The shipped encoders. */
export const shippedContrastive: ContrastiveSettings = {
  image: clipImage,
  text: clipText,
  learningRate: 2e-3,
  warmup: 100,
  decaySteps: 1100,
  batchSize: 128,
  temperature: contrastiveTemperature,
  emaDecay: 0.995,
  clip: 1,
  seed: 1,
};

/** Throws `RangeError` naming what was expected. */
export function checkContrastive({ image, text, batchSize, temperature }: ContrastiveSettings): void {
  const check = (name: string, value: unknown, holds: boolean, expected: string) => {
    if (!holds) throw new RangeError(`${name} is ${String(value)} (expected ${expected})`);
  };
  const picture = inputShape(image);
  check('what the image encoder takes', said(picture), sameShape(picture, digitDomain.shape), said(digitDomain.shape));
  const [a, b] = [outputShape(image), outputShape(text)];
  check('what the text encoder puts out', said(b), sameShape(a, b), `${said(a)}, as the image encoder does`);
  check('the context of the text encoder', text.context?.channels, text.context?.channels === 1, 'tokens, one a place');
  check('batchSize', batchSize, Number.isInteger(batchSize) && batchSize >= 2, 'an integer, 2 or more');
  check('temperature', temperature, temperature > 0, 'above 0');
}
