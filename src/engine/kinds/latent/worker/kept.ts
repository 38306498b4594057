/** Between a checkpoint file and the networks of a run in a space of codes. */
import { digitAutoencoder, digitCritic, latentDenoiser } from '../../../../core/image-network/autoencoder';
import { parameterCount } from '../../../../core/image-network/parameters';
import type { ImageWeights } from '../../../../net/image/ops';
import { CheckpointError, type Checkpoint } from '../../../checkpoint';
import type { Codec } from '../../../worker/half';
import { needsNewLatent, type LatentSettings } from '../settings';
import type { SavedLatent } from './learner';

const kind = 'digit-latent';
const arrays = ['weights', 'ema', 'first', 'second'] as const;
const parts = ['codec', 'critic', 'denoiser'] as const;

export const latentCodec: Codec<'latent', SavedLatent> = {
  write: toLatentCheckpoint,
  read: fromLatentCheckpoint,
  stepOf: ({ steps }) => steps,
};

export function toLatentCheckpoint(settings: LatentSettings, saved: SavedLatent): Checkpoint {
  const { steps, trained, codec, denoiser } = saved;
  const clocks = { codec: [codec.steps, codec.images], denoiser: [denoiser.steps, denoiser.images] };
  return {
    about: { kind, steps, trained, clocks, networks: [codec.network, denoiser.network], settings },
    arrays: Object.fromEntries(
      parts.flatMap((part) => arrays.map((name) => [`${part} ${name}`, saved[part][name]] as const)),
    ),
  };
}

/** Throws `CheckpointError`, with what was found and what was expected, unless the networks fit `settings`. */
export function fromLatentCheckpoint({ about, arrays: found }: Checkpoint, settings: LatentSettings): SavedLatent {
  if (about.kind !== kind)
    throw new CheckpointError(
      'This file holds another kind of network (expected an autoencoder with a diffusion model).',
    );
  const of = (about.settings ?? {}) as Partial<LatentSettings>;
  if (of.latent !== settings.latent)
    throw new CheckpointError(
      `This file’s codes have ${String(of.latent)} numbers (expected ${settings.latent}); choose that size and load it again.`,
    );
  // The machine and the seed may be others: what is trained in which step may not.
  if (needsNewLatent({ ...settings, ...of, seed: settings.seed, backend: settings.backend }, settings))
    throw new CheckpointError(
      'This file’s training was shared out otherwise (expected the same budget, shares, autoencoder and tuning); choose those and load it again.',
    );
  const sizes = pipelineSizes(settings.latent);
  const weightsOf = (part: (typeof parts)[number]): ImageWeights => {
    const of = arrays.map((name) => {
      const array = found[`${part} ${name}`] as Float32Array | undefined;
      if (!array) throw new CheckpointError(`This file lacks the ${part}’s weights.`);
      if (array.length !== sizes[part])
        throw new CheckpointError(`This file has ${array.length} weights of the ${part} (expected ${sizes[part]}).`);
      if (!array.every(Number.isFinite)) throw new CheckpointError('This file holds numbers that are not finite.');
      return array;
    });
    return { weights: of[0], ema: of[1], first: of[2], second: of[3] };
  };
  const clocks = (about.clocks ?? {}) as Readonly<Record<string, unknown>>;
  const [codec, denoiser] = [clocks.codec, clocks.denoiser].map((clock) => {
    const [steps, images] = Array.isArray(clock) ? (clock as unknown[]) : [];
    return { steps: whole(steps), images: whole(images) };
  });
  const [codecName, denoiserName] = (about.networks ?? []) as string[];
  const trained = about.trained;
  if (typeof trained !== 'number' || !(trained >= 0))
    throw new CheckpointError('This file lacks its time of training.');
  return {
    steps: whole(about.steps),
    trained,
    codec: { network: codecName, ...codec, ...weightsOf('codec') },
    critic: weightsOf('critic'),
    denoiser: { network: denoiserName, ...denoiser, ...weightsOf('denoiser') },
  };
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new CheckpointError('This file lacks its steps.');
  return value as number;
}

/** Numbers of the three networks. */
function pipelineSizes(latent: LatentSettings['latent']) {
  const { encoder, decoder } = digitAutoencoder(latent);
  const [of, back, critic, denoiser] = [encoder, decoder, digitCritic, latentDenoiser(latent)].map((one) =>
    parameterCount(one),
  );
  return { codec: of + back, critic, denoiser };
}
