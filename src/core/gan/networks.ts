import type { Activation, ImageNetwork, Layer } from '../image-network/description';
import type { GanNetworks, Mlp } from './settings';

/** The players. */
export const players = ['generator', 'discriminator'] as const;
export type Player = (typeof players)[number];

/** Hidden activations: smooth in both, so that the field D(x) and the ways of the fakes have no creases. */
export const activations: Readonly<Record<Player, Activation>> = { generator: 'silu', discriminator: 'silu' };

/** Both players as descriptions, on "pictures" of one pixel: latent numbers -> 2, and 2 -> 1. */
export function playerNetworks({
  latent,
  generator,
  discriminator,
}: GanNetworks): Readonly<Record<Player, ImageNetwork>> {
  return {
    generator: mlp('generator', latent, generator, 2),
    discriminator: mlp('discriminator', 2, discriminator, 1),
  };
}

function mlp(name: Player, from: number, { width, depth }: Mlp, to: number): ImageNetwork {
  const layers: Layer[] = [];
  for (let l = 0; l < depth; l++) {
    layers.push(
      { kind: 'linear', from: l === 0 ? from : width, to: width },
      { kind: 'activation', function: activations[name] },
    );
  }
  layers.push({ kind: 'linear', from: width, to });
  return { name, side: 1, channels: from, layers };
}

/** Weights and biases of each. */
export function ganParameters(networks: GanNetworks): Readonly<Record<Player, number>> {
  const { generator, discriminator } = playerNetworks(networks);
  return { generator: numbersOf(generator), discriminator: numbersOf(discriminator) };
}

/** Of linear layers alone, counted here so that a page needs no other layers' records. */
function numbersOf({ layers }: ImageNetwork): number {
  return layers.reduce((sum, layer) => sum + (layer.kind === 'linear' ? (layer.from + 1) * layer.to : 0), 0);
}
