/** Between a file and a game's numbers: what is written about them, and what is checked when they return. */
import type { ImageWeights } from '../../../../net/image/ops';
import { checkSavedGan, type SavedGan } from '../../../../net/gan/saved';
import { CheckpointError, type Checkpoint } from '../../../checkpoint';
import type { Codec } from '../../../worker/half';
import type { PlaneGanSettings } from '../settings';

export const planeGanCodec: Codec<'plane-gan', SavedGan> = {
  write: toCheckpoint,
  read: fromCheckpoint,
  stepOf: ({ steps }) => steps,
};

const numbers = ['weights', 'ema', 'first', 'second'] as const;
const players = ['generator', 'discriminator'] as const;

export function toCheckpoint(settings: PlaneGanSettings, saved: SavedGan): Checkpoint {
  const { networks, steps, discriminatorSteps, spectral } = saved;
  const arrays: Record<string, Float32Array> = { spectral };
  for (const player of players) for (const name of numbers) arrays[`${player} ${name}`] = saved[player][name];
  return { about: { kind: 'gan', networks, steps, discriminatorSteps, settings }, arrays };
}

/** Throws `CheckpointError`, with what was found and what was expected, unless the numbers fit `settings`. */
export function fromCheckpoint({ about, arrays }: Checkpoint, { networks }: PlaneGanSettings): SavedGan {
  if (about.kind !== 'gan')
    throw new CheckpointError(
      'This file holds another kind of network (expected the two players of a game in the plane).',
    );
  const player = (name: (typeof players)[number]): ImageWeights => {
    const [weights, ema, first, second] = numbers.map((one) => arrays[`${name} ${one}`]);
    if (!weights || !ema || !first || !second) throw new CheckpointError(`This file lacks the ${name}'s weights.`);
    return { weights, ema, first, second };
  };
  const saved: SavedGan = {
    networks: about.networks as SavedGan['networks'],
    steps: Number(about.steps),
    discriminatorSteps: Number(about.discriminatorSteps),
    generator: player('generator'),
    discriminator: player('discriminator'),
    spectral: arrays.spectral ?? new Float32Array(0),
  };
  try {
    checkSavedGan(saved, networks);
  } catch (error) {
    throw new CheckpointError(
      `This game does not fit: ${error instanceof Error ? error.message : String(error)}; choose those sizes and load it again.`,
    );
  }
  return saved;
}
