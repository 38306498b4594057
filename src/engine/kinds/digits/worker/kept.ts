/** Between a checkpoint file and the weights of a digit network: what is written about them, and what is checked when they return. */
import { parameterCount } from '../../../../core/image-network/parameters';
import { liveNetworks } from '../../../../core/image-network/live';
import type { SavedImageNetwork } from '../../../../net/image/settings';
import { shippedSettings } from '../../../../net/image/shipped';
import { CheckpointError, type Checkpoint } from '../../../checkpoint';
import type { Codec } from '../../../worker/half';
import { dataName, digitSizes, type DigitSettings, type DigitSize } from '../settings';

const kind = 'digit-unet';

/** Weights, and how long they were trained. */
export interface SavedDigits extends SavedImageNetwork {
  readonly size: DigitSize;
  /** Milliseconds of training. */
  readonly trained: number;
}

export const digitCodec: Codec<'digits', SavedDigits> = {
  write: toCheckpoint,
  read: (checkpoint) => fromCheckpoint(checkpoint),
  stepOf: ({ steps }) => steps,
};

export function toCheckpoint(settings: DigitSettings, saved: SavedDigits): Checkpoint {
  const { network, size, steps, images, trained, weights, ema, first, second } = saved;
  const about = {
    kind,
    network,
    size,
    steps,
    images,
    trained,
    settings: { ...settings, data: dataName(settings.data) },
  };
  return { about, arrays: { weights, ...(ema && { ema }), ...(first && second && { first, second }) } };
}

/** Throws `CheckpointError`, with what was found and what was expected. */
export function fromCheckpoint({ about, arrays }: Checkpoint): SavedDigits {
  if (about.kind !== kind)
    throw new CheckpointError('This file holds another kind of network (expected one trained on digits).');
  const size = digitSizes.find((name) => name === about.size);
  if (!size)
    throw new CheckpointError(`This network is of size ${String(about.size)} (expected ${digitSizes.join(', ')}).`);
  const network = size === 'shipped' ? shippedSettings.digits.network : liveNetworks[size];
  const expected = parameterCount(network);
  const { weights, ema, first, second } = arrays;
  const numbers = [about.steps, about.images, about.trained];
  if (!weights || !ema || !numbers.every((n) => typeof n === 'number' && n >= 0))
    throw new CheckpointError('This network file lacks its weights.');
  for (const array of Object.values(arrays)) {
    if (array.length !== expected)
      throw new CheckpointError(`This network file has ${array.length} weights (expected ${expected}).`);
    if (!array.every(Number.isFinite))
      throw new CheckpointError('This network file holds numbers that are not finite.');
  }
  const [steps, images, trained] = numbers as number[];
  return {
    network: network.name,
    size,
    steps,
    images,
    trained,
    weights,
    ema,
    ...(first && second && { first, second }),
  };
}
