import { playerNetworks, type Player } from '../../../src/core/gan/networks';
import { ganLosses } from '../../../src/core/gan/settings';
import { bind } from '../../../src/core/image-network/parameters';
import { discriminatorDraws, generatorDraws } from '../../../src/net/gan/draws';
import { startingPlayer, startingVectors } from '../../../src/net/gan/start';
import type { GanTrainerSettings } from '../../../src/net/gan/trainer';
import { checkedPool } from '../../../src/net/pool';
import { layersOf, ring } from './helpers';
import { plainLoss, plainVectors, type PlainGame } from './plain';

/** Every rule alone, and all of them at once. */
export const games: readonly (readonly [string, Partial<GanTrainerSettings>])[] = [
  ...ganLosses.map((loss) => [loss, { loss }] as const),
  ['gradient penalty', { loss: 'wasserstein', gradientPenalty: 10 }],
  ['R1', { r1: 5 }],
  ['R2', { r2: 4 }],
  ['pairs', { relativistic: true }],
  ['pairs, R1 and R2', { relativistic: true, r1: 2, r2: 2 }],
  ['spectral norm', { loss: 'hinge', spectralNorm: true }],
  ['instance noise', { instanceNoise: 0.3 }],
  [
    'both penalties, spectral norm and noise',
    { loss: 'least-squares', gradientPenalty: 2, r1: 3, spectralNorm: true, instanceNoise: 0.2 },
  ],
  [
    'pairs, all penalties, spectral norm and noise',
    {
      loss: 'least-squares',
      relativistic: true,
      gradientPenalty: 2,
      r1: 3,
      r2: 1,
      spectralNorm: true,
      instanceNoise: 0.2,
    },
  ],
  [
    'penalties of one hidden layer',
    {
      gradientPenalty: 1,
      r1: 2,
      networks: { latent: 1, generator: { width: 8, depth: 1 }, discriminator: { width: 8, depth: 1 } },
    },
  ],
  [
    'penalties of four hidden layers',
    {
      gradientPenalty: 1,
      r1: 2,
      networks: { latent: 5, generator: { width: 8, depth: 4 }, discriminator: { width: 16, depth: 4 } },
    },
  ],
];

/** The game's first step in plain loops. */
export function plain(given: GanTrainerSettings) {
  const { seed, networks, batchSize, instanceNoise } = given;
  const parts = playerNetworks(networks);
  const layers = layersOf(networks);
  const weights = {
    generator: Float64Array.from(startingPlayer(bind(parts.generator), seed)),
    discriminator: Float64Array.from(startingPlayer(bind(parts.discriminator), seed)),
  };
  const vectors = given.spectralNorm
    ? plainVectors(weights.discriminator, layers.discriminator, startingVectors(bind(parts.discriminator), seed))
    : undefined;
  const game: PlainGame = { settings: given, layers, vectors };
  const options = { seed, latent: networks.latent, batchSize, instanceNoise };
  const pool = checkedPool(ring(), 2);
  const draws = {
    discriminator: discriminatorDraws(pool, 0, given.gradientPenalty > 0, options),
    generator: generatorDraws(0, options, given.relativistic ? pool : undefined),
  };
  return { weights, game, draws };
}

/** Slope of a player's loss along `along` at its own weights. */
export function slope({ weights, game, draws }: ReturnType<typeof plain>, player: Player, along: Float64Array): number {
  const h = 1e-5;
  const at = (share: number) =>
    plainLoss(
      game,
      { ...weights, [player]: weights[player].map((w, i) => w + share * h * along[i]) },
      player,
      draws[player],
    );
  return (at(1) - at(-1)) / (2 * h);
}
