import { describe, expect, test } from 'vitest';
import { digitGan } from '../../../../src/core/image-network/gan';
import { bind } from '../../../../src/core/image-network/parameters';
import { random } from '../../../../src/core/random';
import { CodeSearch } from '../../../../src/net/image/gan/inversion';
import { liveGanSettings } from '../../../../src/net/image/gan/shipped';
import { ImageGan } from '../../../../src/net/image/gan/trainer';
import { simdDevice } from '../helpers';

const networks = digitGan({
  name: 'narrow digit',
  embedding: 8,
  dense: { hidden: 32, channels: 4 },
  channels: [8, 8],
  judge: { channels: [4, 8], squeeze: 4, hidden: 16 },
});

async function narrow(): Promise<ImageGan> {
  return new ImageGan(await simdDevice(bind(networks.generator)), await simdDevice(bind(networks.discriminator)), {
    ...liveGanSettings,
    networks,
    seed: 4,
  });
}

const code = (seed: number, n: number) =>
  Float32Array.from(
    { length: n },
    (
      (draw) => () =>
        draw.normal()
    )(random(seed)),
  );

describe('the code of a picture', () => {
  test('the gradient at a code is that of the error', async () => {
    const gan = await narrow();
    const picture = gan.generate(code(1, gan.latent), [3]);
    const z = code(2, gan.latent),
      labels = Int32Array.of(3);
    const error = (at: Float32Array) =>
      gan.generate(at, [3]).reduce((sum, v, i) => sum + (v - picture[i]) ** 2, 0) / 784;
    const { gradient, pictures } = gan.through(z, labels, (made) => made.map((v, i) => (2 * (v - picture[i])) / 784));
    expect(pictures).toEqual(gan.generate(z, [3]));
    for (let seed = 10; seed < 15; seed++) {
      const along = code(seed, gan.latent);
      const slope = gradient.reduce((sum, g, i) => sum + g * along[i], 0);
      const h = 2e-4;
      const moved = (step: number) => error(z.map((v, i) => v + step * along[i]));
      // What single precision leaves of the difference of two errors.
      expect(Math.abs((moved(h) - moved(-h)) / (2 * h) - slope)).toBeLessThan(0.02 * Math.abs(slope) + 4e-3);
    }
  });

  test('a picture that the generator made is found again', async () => {
    const gan = await narrow();
    const picture = gan.generate(code(1, gan.latent), [3]);
    const search = new CodeSearch(gan, { picture, label: 3, restarts: 4, seed: 1, rate: 0.1, steps: 300, prior: 0 });
    search.look();
    const before = search.error;
    for (let k = 0; k < 300; k++) search.step();
    search.look();
    expect(search.error).toBeLessThan(before / 100);
    expect(Math.max(...search.reconstruction.map((v, i) => Math.abs(v - picture[i])))).toBeLessThan(0.5);
    expect(search.errors).toHaveLength(4);
    expect(search.error).toBeLessThanOrEqual(Math.min(...search.errors));
  });

  test('the same seed finds the same code; a prior keeps codes short', async () => {
    const gan = await narrow();
    const picture = gan.generate(code(1, gan.latent), [3]);
    const found = (seed: number, prior: number) => {
      const search = new CodeSearch(gan, { picture, label: 3, restarts: 2, seed, rate: 0.1, steps: 60, prior });
      for (let k = 0; k < 60; k++) search.step();
      return search;
    };
    expect(found(5, 0).code).toEqual(found(5, 0).code);
    expect(found(5, 0).code).not.toEqual(found(6, 0).code);
    expect(Math.hypot(...found(5, 1).codes)).toBeLessThan(Math.hypot(...found(5, 0).codes) / 2);
  });

  test('a search leaves the weights, and a step of training that goes on, as they would be without it', async () => {
    const settings = { batchSize: 4, microBatch: 2 };
    const images = Uint8Array.from({ length: 8 * 784 }, (_, i) => (i * 37) % 256),
      labels = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    const weights = [];
    for (const searched of [false, true]) {
      const gan = await narrow();
      gan.configure(settings);
      gan.setData({ images, labels });
      gan.train(1);
      gan.slice();
      if (searched) gan.through(code(2, gan.latent), Int32Array.of(1), (made) => made);
      while (gan.steps < 2) gan.slice();
      weights.push(gan.save().weights);
    }
    expect(weights[0]).toEqual(weights[1]);
  });
});
