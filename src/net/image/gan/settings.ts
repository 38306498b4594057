import type { Domain } from '../../../core/domain';
import type { DigitGan } from '../../../core/image-network/gan';
import { ganLosses, type GanLoss } from '../../../core/gan/settings';
import { inputShape } from '../../../core/image-network/description';
import { said, sameShape } from '../../../core/image-network/shape';
import { outputShape } from '../../../core/image-network/shapes';

/** Everything that decides a game on pictures: with the pictures it gives the same weights again. */
export interface ImageGanSettings {
  readonly networks: DigitGan;
  readonly loss: GanLoss;
  /** Adam's two rates (Heusel et al. 2017), its first decay; the second is 0.99. */
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  readonly beta1: number;
  /** Steps of the linear rise of both rates, and of their cosine fall (`net/image/rate.ts`); 0 keeps the peak. */
  readonly warmup: number;
  readonly decaySteps: number;
  /** Real pictures, and as many fake ones, in a step; how many of them go through the networks at once. */
  readonly batchSize: number;
  readonly microBatch: number;
  /** Decay of the average of the generator's weights; early on min(emaDecay, (1 + k) / (10 + k)) is used. */
  readonly emaDecay: number;
  /** All that the discriminator sees is moved by up to so many pixels each way, paper coming in (Zhao et al. 2020, DiffAugment). */
  readonly shift: number;
  /** Deviation of the noise that is added to it (Arjovsky and Bottou 2017, section 3), in standard units. */
  readonly instanceNoise: number;
  readonly seed: number;
  /** What one picture is (default: a digit). */
  readonly domain?: Domain;
}

/** What may change while it is played: all but the networks and the seed. */
export type ImageGanChange = Partial<Omit<ImageGanSettings, 'networks' | 'seed' | 'domain'>>;

/** Throws `RangeError` naming what was expected. */
export function checkImageGanSettings(settings: ImageGanSettings): void {
  const {
    networks: { generator, discriminator },
    loss,
  } = settings;
  const made = outputShape(generator),
    judged = outputShape(discriminator);
  const check = (name: string, value: unknown, holds: boolean, expected: string) => {
    if (!holds) throw new RangeError(`${name} is ${String(value)} (expected ${expected})`);
  };
  check(
    'shape of the made pictures',
    said(made),
    sameShape(made, inputShape(discriminator)),
    `the discriminator's, ${said(inputShape(discriminator))}`,
  );
  check(
    'number of outputs of the discriminator',
    judged.channels,
    judged.extent.length === 0 && judged.channels === (generator.embedding?.classes ?? 1),
    'one a class of the generator',
  );
  check('loss', loss, ganLosses.includes(loss), ganLosses.join(', '));
  for (const name of ['generatorRate', 'discriminatorRate'] as const)
    check(name, settings[name], settings[name] >= 0 && settings[name] <= 1, 'from 0 to 1');
  for (const name of ['beta1', 'emaDecay'] as const)
    check(name, settings[name], settings[name] >= 0 && settings[name] < 1, '0 or more, below 1');
  for (const name of ['warmup', 'decaySteps'] as const)
    check(
      name,
      settings[name],
      Number.isInteger(settings[name]) && settings[name] >= 0,
      'a number of steps, 0 or more',
    );
  check(
    'batchSize',
    settings.batchSize,
    Number.isInteger(settings.batchSize) && settings.batchSize >= 1 && settings.batchSize <= 1024,
    'an integer from 1 to 1024',
  );
  check(
    'microBatch',
    settings.microBatch,
    Number.isInteger(settings.microBatch) && settings.microBatch >= 1,
    'a positive integer',
  );
  check(
    'shift',
    settings.shift,
    Number.isInteger(settings.shift) && settings.shift >= 0 && settings.shift <= 14,
    'a number of pixels, 0 to 14',
  );
  check(
    'instanceNoise',
    settings.instanceNoise,
    settings.instanceNoise >= 0 && settings.instanceNoise <= 10,
    'from 0 to 10',
  );
}
