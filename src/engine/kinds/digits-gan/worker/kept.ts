/** Between a checkpoint file and the weights of a game on digits. */
import { ganParameterCount, liveGan } from '../../../../core/image-network/gan';
import type { SavedImageGan } from '../../../../net/image/gan/saved';
import { CheckpointError, type Checkpoint } from '../../../checkpoint';
import type { Codec } from '../../../worker/half';
import { dataName } from '../../digits/settings';
import type { DigitGanSettings } from '../settings';

const kind = 'digit-gan';

/** Both players' weights, and how long they were trained. */
export interface SavedDigitGan extends SavedImageGan {
  /** Milliseconds of training. */
  readonly trained: number;
}

export const digitGanCodec: Codec<'digits-gan', SavedDigitGan> = {
  write: toGanCheckpoint,
  read: (checkpoint) => fromGanCheckpoint(checkpoint),
  stepOf: ({ steps }) => steps,
};

export function toGanCheckpoint(settings: DigitGanSettings, saved: SavedDigitGan): Checkpoint {
  const { network, steps, images, trained, weights, ema, first, second } = saved;
  return {
    about: { kind, network, steps, images, trained, settings: { ...settings, data: dataName(settings.data) } },
    arrays: { weights, ...(ema && { ema }), ...(first && second && { first, second }) },
  };
}

/** Throws `CheckpointError`, with what was found and what was expected. */
export function fromGanCheckpoint({ about, arrays }: Checkpoint): SavedDigitGan {
  if (about.kind !== kind)
    throw new CheckpointError(
      'This file holds another kind of network (expected the two players of a game on digits).',
    );
  const expected = ganParameterCount(liveGan);
  const { weights, ema, first, second } = arrays;
  const numbers = [about.steps, about.images, about.trained];
  if (!weights || !ema || !first || !second || !numbers.every((n) => typeof n === 'number' && n >= 0))
    throw new CheckpointError('This file lacks its weights.');
  for (const array of [weights, ema, first, second]) {
    if (array.length !== expected)
      throw new CheckpointError(`This file has ${array.length} weights (expected ${expected}).`);
    if (!array.every(Number.isFinite)) throw new CheckpointError('This file holds numbers that are not finite.');
  }
  const [steps, images, trained] = numbers as number[];
  return { network: liveGan.generator.name, steps, images, trained, weights, ema, first, second };
}
