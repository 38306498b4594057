import { ganParameters, players, type Player } from '../../core/gan/networks';
import type { GanNetworks } from '../../core/gan/settings';
import type { ImageWeights } from '../image/ops';

/** A game's numbers. Typed arrays may be transferred. */
export interface SavedGan {
  readonly networks: GanNetworks;
  /** The generator's steps: counts its batches too. */
  readonly steps: number;
  /** The discriminator's. */
  readonly discriminatorSteps: number;
  readonly generator: ImageWeights;
  readonly discriminator: ImageWeights;
  /** The vectors u of spectral normalisation, layer by layer. */
  readonly spectral: Float32Array;
}

/** Throws `RangeError`, naming what was expected, unless `saved` fits these networks and is finite. */
export function checkSavedGan(saved: SavedGan, networks: GanNetworks): void {
  const shown = ({ latent, generator: g, discriminator: d }: GanNetworks) =>
    `${g.depth} layers of ${g.width} on ${latent} numbers against ${d.depth} of ${d.width}`;
  if (shown(saved.networks) !== shown(networks))
    throw new RangeError(`saved game has ${shown(saved.networks)} (expected ${shown(networks)})`);
  const sizes = ganParameters(networks);
  for (const player of players) checkPlayer(player, saved[player], sizes[player]);
  const { width, depth } = networks.discriminator;
  check('spectral vectors', saved.spectral, width * depth + 1);
  for (const steps of [saved.steps, saved.discriminatorSteps]) {
    if (!Number.isSafeInteger(steps) || steps < 0)
      throw new RangeError(`saved steps are ${steps} (expected an integer, 0 or more)`);
  }
}

function checkPlayer(player: Player, numbers: ImageWeights, size: number): void {
  check(`${player}'s weights`, numbers.weights, size);
  check(`${player}'s averaged weights`, numbers.ema, size);
  check(`${player}'s first moments`, numbers.first, size);
  check(`${player}'s second moments`, numbers.second, size);
}

function check(name: string, values: Float32Array, size: number): void {
  if (values.length !== size) throw new RangeError(`saved ${name} hold ${values.length} numbers (expected ${size})`);
  if (!values.every(Number.isFinite)) throw new RangeError(`saved ${name} hold a number that is not finite`);
}
