import { describe, expect, test } from 'vitest';
import { zeros } from '../../src/core/batch';
import { normalBatch, random } from '../../src/core/random';
import type { DigitAsking } from '../../src/engine/kinds/shipped/denoising';
import { digitScheduleOf } from '../../src/engine/kinds/shipped/sampling';
import { digitDenoiserWithBack } from '../../src/engine/kinds/shipped/worker/denoiser';
import { trainer } from '../net/image/digits';

describe('the denoiser of a request, followed back', () => {
  const labels = [3, 7];
  const schedule = digitScheduleOf({ pixels: 'ink' });
  const [x, v] = [normalBatch(2, 784, random(1)), normalBatch(2, 784, random(2))];

  test('the weight -1 is the network told nothing, as in every request', async () => {
    const one = await trainer();
    one.train(3);
    const back = (of: readonly number[], guidance: number) =>
      digitDenoiserWithBack({ labels: of, pixels: 'ink', guidance }, of, schedule, one).withBack(
        x,
        0.05,
        zeros(2, 784),
      )(v, zeros(2, 784)).data;
    expect(back(labels, -1)).toEqual(back([-1, -1], 0));
    expect(back(labels, 0)).not.toEqual(back([-1, -1], 0));
  });

  test.each<Partial<DigitAsking>>([{ how: 'classifier' }, { rescale: 0.7 }, { interval: [0.1, 1] }, { parts: [] }])(
    '%o has no way back, and that is said',
    async (change) => {
      const one = await trainer();
      expect(() => digitDenoiserWithBack({ labels, ...change }, labels, schedule, one)).toThrow(
        'expected a class and a weight at most',
      );
    },
  );
});
