import { zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { playerNetworks, type Player } from '../../../src/core/gan/networks';
import type { GanNetworks } from '../../../src/core/gan/settings';
import { bind } from '../../../src/core/image-network/parameters';
import { random } from '../../../src/core/random';
import { ganDefaults } from '../../../src/net/gan/defaults';
import { mlpLayers, type MlpLayer } from '../../../src/net/gan/mlp';
import type { GanTrainerSettings } from '../../../src/net/gan/trainer';

export const small: GanNetworks = {
  latent: 3,
  generator: { width: 16, depth: 2 },
  discriminator: { width: 8, depth: 3 },
};

/** Small networks and batches, and no penalties unless asked for. */
export function settings(change: Partial<GanTrainerSettings> = {}): GanTrainerSettings {
  return {
    ...ganDefaults,
    networks: small,
    batchSize: 24,
    loss: 'non-saturating',
    relativistic: false,
    gradientPenalty: 0,
    r1: 0,
    r2: 0,
    spectralNorm: false,
    instanceNoise: 0,
    discriminatorSteps: 1,
    generatorRate: 2e-3,
    discriminatorRate: 2e-3,
    decaySteps: 0,
    beta1: 0.5,
    ...change,
  };
}

export function layersOf(networks: GanNetworks): Readonly<Record<Player, readonly MlpLayer[]>> {
  const { generator, discriminator } = playerNetworks(networks);
  return { generator: mlpLayers(bind(generator)), discriminator: mlpLayers(bind(discriminator)) };
}

export function ring(seed = 101): Batch {
  return eightGaussians().sample(10_000, random(seed));
}

/** Points of the plane, in rows. */
export function somePoints(n: number, seed = 3): Batch {
  const draw = random(seed);
  const points = zeros(n, 2);
  for (let i = 0; i < 2 * n; i++) points.data[i] = 2 * draw.normal();
  return points;
}

/** Random numbers to differentiate along. */
export function direction(n: number, seed: number): Float64Array {
  const draw = random(seed).split('direction');
  return Float64Array.from({ length: n }, () => draw.normal());
}
