import { describe, expect, test } from 'vitest';
import { bind } from '../../../../src/core/image-network/parameters';
import { ganLosses } from '../../../../src/core/gan/settings';
import { random } from '../../../../src/core/random';
import type { ImageGanSettings } from '../../../../src/net/image/gan/settings';
import { ImageGan } from '../../../../src/net/image/gan/trainer';
import { createTensorDevice } from '../../../../src/net/image/tfjs/device';
import type { ImageDevice } from '../../../../src/net/image/ops';
import { difference, simdDevice } from '../helpers';
import { data, plainGame, settings } from './helpers';

/** One step's losses and gradients with a player's weights moved along a direction. */
function along(
  change: Partial<ImageGanSettings>,
  player: 'generator' | 'discriminator',
  direction: Float64Array | null,
  h: number,
) {
  const game = plainGame(change);
  const { weights } = game[player];
  if (direction) weights.forEach((w, i) => (weights[i] = w + h * direction[i]));
  game.gan.train(1);
  return game;
}

describe("what each optimizer is given against central differences of that player's loss", () => {
  const rules: readonly Partial<ImageGanSettings>[] = [
    ...ganLosses.map((loss) => ({ loss })),
    { shift: 0, instanceNoise: 0.4 },
    { loss: 'hinge', shift: 3, microBatch: 3 },
  ];
  test.each(rules)('%o', (change) => {
    const small = { batchSize: 4, microBatch: 2, ...change };
    for (const player of ['generator', 'discriminator'] as const) {
      const { given } = along(small, player, null, 0)[player];
      const draw = random(5).split(player);
      // Along the gradient and a little beside it: uphill a difference stands out from the rounding of pixels to single precision.
      const size = Math.hypot(...given);
      expect(size).toBeGreaterThan(1e-4);
      const direction = given.map((g) => g / size + (0.3 * draw.normal()) / Math.sqrt(given.length));
      const slope = given.reduce((sum, g, i) => sum + g * direction[i], 0);
      const loss = (h: number) => along(small, player, direction, h).gan.losses[player];
      const h = 2e-4;
      expect(Math.abs((loss(h) - loss(-h)) / (2 * h) / slope - 1)).toBeLessThan(0.01);
    }
  });
});

/** The gradients that a device's optimizer was given in its last step. */
function listening<T>(device: ImageDevice<T>): { readonly device: ImageDevice<T>; given: Float32Array } {
  const heard: { readonly device: ImageDevice<T>; given: Float32Array } = { device, given: new Float32Array(0) };
  const step = device.step.bind(device);
  device.step = (options) => {
    heard.given = device.gradients();
    step(options);
  };
  return heard;
}

describe('backends against the plain pieces', () => {
  test.each(['simd', 'cpu', 'wasm'] as const)("%s: losses and both players' gradients", async (backend) => {
    const plain = plainGame();
    const { gan } = plain;
    gan.train(1);
    const [generator, discriminator] = [bind(settings.networks.generator), bind(settings.networks.discriminator)];
    const device = (network: typeof generator): Promise<ImageDevice<unknown>> =>
      backend === 'simd' ? simdDevice(network) : createTensorDevice(backend, network);
    const [g, d] = [listening(await device(generator)), listening(await device(discriminator))];
    const other = new ImageGan(g.device, d.device, settings);
    other.setData(data);
    other.train(1);
    expect(difference(g.given, plain.generator.given)).toBeLessThan(1e-4);
    // The generator has moved by then, and the discriminator sees what it made before.
    expect(difference(d.given, plain.discriminator.given)).toBeLessThan(1e-4);
    for (const name of ['generator', 'discriminator', 'real', 'fake'] as const)
      expect(Math.abs(other.losses[name] - gan.losses[name])).toBeLessThan(1e-5);
    other.dispose();
  });
});
