import { describe, expect, test } from 'vitest';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { bind } from '../../../src/core/image-network/parameters';
import { random } from '../../../src/core/random';
import { ofClass } from '../../../src/net/condition/class';
import { nullModel } from '../../../src/net/image/null-model';
import { shippedSettings } from '../../../src/net/image/shipped';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { simdDevice } from './helpers';

const schedule = digitSchedule();

async function untrained() {
  const bound = bind(shippedUNet);
  const trainer = new ImageTrainer(await simdDevice(bound), shippedSettings.digits);
  // Weights that are drawn anew: some of those that training begins with are zero.
  const draw = random(5);
  trainer.load({ weights: Float32Array.from({ length: bound.size }, () => 0.08 * draw.normal()) });
  return trainer;
}

describe('what a network is told of nothing, moved', () => {
  test('is nothing where it is not moved, and the gradient is that of differences', async () => {
    const trainer = await untrained();
    const labels = [3, 7];
    const model = nullModel(trainer, schedule, labels);
    const draw = random(2);
    const normal = (n: number, by: number) => Float64Array.from({ length: n }, () => by * draw.normal());
    const x = { data: normal(2 * 784, 2), dim: 784 };
    const like = () => ({ data: new Float64Array(2 * 784), dim: 784 });
    const t = 1 / 20;

    const [plain, unmoved] = [like(), like()];
    trainer.denoiser({ schedule, clip: false, condition: ofClass([-1, -1]) }).denoise(x, t, plain);
    model.nothing(x, t, new Float64Array(2 * model.width), unmoved);
    plain.data.forEach((v, i) => expect(unmoved.data[i]).toBeCloseTo(v, 4));
    model.conditional(x, t, unmoved);
    expect(unmoved.data.some((v, i) => Math.abs(v - plain.data[i]) > 1e-3)).toBe(true);

    const shift = normal(2 * model.width, 0.3);
    const weight = normal(2 * 784, 1);
    const loss = (at: Float64Array) => {
      const out = like();
      model.nothing(x, t, at, out);
      return out.data.reduce((sum, v, i) => sum + weight[i] * v, 0);
    };
    const gradient = model.nothing(x, t, shift, like(), () => weight);
    for (let k = 0; k < 3; k++) {
      const direction = normal(shift.length, 1);
      const h = 0.01;
      const moved = (by: number) => shift.map((v, i) => v + by * direction[i]);
      const measured = (loss(moved(h)) - loss(moved(-h))) / (2 * h);
      const slope = gradient.reduce((sum, g, i) => sum + g * direction[i], 0);
      expect(Math.abs(slope - measured)).toBeLessThan(0.02 * (1 + Math.abs(measured)));
    }
    trainer.dispose();
  });
});
