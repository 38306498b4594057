/** Between a checkpoint file and a trainer's weights: what is written about them, and what is checked when they return. */
import type { NetworkSpec } from '../../../../core/network';
import type { SavedWeights } from '../../../../net/trainer';
import { CheckpointError, type Checkpoint } from '../../../checkpoint';
import type { Codec } from '../../../worker/half';
import type { PlaneSettings } from '../settings';

export const planeCodec: Codec<'plane', SavedWeights> = {
  write: toCheckpoint,
  read: fromCheckpoint,
  stepOf: ({ step }) => step,
};

export function toCheckpoint(settings: PlaneSettings, saved: SavedWeights): Checkpoint {
  const { moments } = saved;
  const about = {
    kind: 'mlp',
    network: saved.network,
    dim: saved.dim,
    step: saved.step,
    momentsStep: moments?.step ?? 0,
    settings,
  };
  const arrays: Record<string, Float32Array> = { weights: saved.weights, ema: saved.ema };
  if (moments) Object.assign(arrays, { first: moments.first, second: moments.second });
  return { about, arrays };
}

/** Throws `CheckpointError`, with what was found and what was expected, unless the weights fit `settings`. */
export function fromCheckpoint({ about, arrays }: Checkpoint, settings: PlaneSettings): SavedWeights {
  const network = about.network as Partial<NetworkSpec> | undefined;
  if (about.kind !== 'mlp' || !network)
    throw new CheckpointError('This file holds another kind of network (expected one trained on a 2-D shape).');
  const wanted = settings.network;
  if (
    network.width !== wanted.width ||
    network.depth !== wanted.depth ||
    network.prediction !== wanted.prediction ||
    (network.time ?? 'all') !== (wanted.time ?? 'all') ||
    about.dim !== 2
  ) {
    throw new CheckpointError(
      `This network is ${words(network)} (expected ${words(wanted)}); choose that size and load it again.`,
    );
  }
  const { weights, ema, first, second } = arrays;
  const { step, momentsStep } = about;
  if (!weights || !ema || ema.length !== weights.length || typeof step !== 'number') {
    throw new CheckpointError('This network file lacks its weights.');
  }
  for (const array of Object.values(arrays)) {
    if (!array.every(Number.isFinite))
      throw new CheckpointError('This network file holds numbers that are not finite.');
  }
  const moments = first && second && typeof momentsStep === 'number' ? { first, second, step: momentsStep } : undefined;
  return { network: wanted, dim: 2, step, weights, ema, ...(moments && { moments }) };
}

const words = ({ depth, width, prediction, time = 'all' }: Partial<NetworkSpec>) =>
  `${depth} layers of ${width} that predict ${prediction}${time === 'all' ? '' : ` and are told ${time} frequencies of time`}`;
