/** A page that runs the pieces of image networks, objectives in the plane, and a step of the GAN, on WebGL and hands the numbers out. */
import type { Player } from '../../../src/core/gan/networks';
import { ganGradients } from '../../../src/net/gan/gradients';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { games } from '../../net/gan/games';
import { ring, settings } from '../../net/gan/helpers';
import { evaluate, makeCase } from '../../net/image/cases';
import { networks } from '../../net/image/networks';
import { learned, type Learned } from '../../net/objective/helpers';

/** Numbers of one pass forward and backward, as the browser found them. */
export interface Found {
  readonly output: readonly number[];
  readonly input: readonly number[];
  /** Weights of all layers that attend. */
  readonly attended: readonly number[];
  readonly gradient: readonly number[];
}

declare global {
  interface Window {
    /** The network of this name, `n` pictures of the case that the unit tests make too. */
    pieces?: (name: string, n: number) => Promise<Found>;
    /** What a network in the plane learns in its first step of the objective of this name, and its derivatives. */
    objective?: (name: string) => Promise<Learned>;
    /** Both players' gradients at the first step of the game of this name. */
    game?: (name: string) => Promise<Readonly<Record<Player, readonly number[]>>>;
  }
}

window.pieces = async (name, n) => {
  const network = networks.find((one) => one.name === name);
  if (!network) throw new Error(`no network "${name}" (expected ${networks.map((one) => one.name).join(', ')})`);
  const c = makeCase(network, n);
  const device = await createTensorDevice('webgl', c.bound);
  device.load({ weights: c.weights });
  device.use('raw');
  const { output, input, attended } = evaluate(device, c);
  const gradient = c.bound.size > 0 ? Array.from(device.gradients()) : [];
  device.dispose();
  return {
    output: Array.from(output),
    input: Array.from(input),
    attended: attended.flatMap((values) => Array.from(values)),
    gradient,
  };
};

window.objective = (name) => learned('webgl', name);

window.game = async (name) => {
  const change = games.find(([one]) => one === name)?.[1];
  if (!change) throw new Error(`no game "${name}" (expected ${games.map(([one]) => one).join(', ')})`);
  const { generator, discriminator } = await ganGradients('webgl', settings(change), ring());
  return { generator: Array.from(generator), discriminator: Array.from(discriminator) };
};
