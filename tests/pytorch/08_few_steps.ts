import { batch, zeros, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import {
  boundaryScalings,
  doublingLevels,
  huberConstant,
  karrasLevels,
  lognormalShares,
} from '../../src/core/few-steps/consistency';
import { distances } from '../../src/core/few-steps/distance';
import { ddimMove, twoStepTarget } from '../../src/core/few-steps/progressive';
import { linear } from '../../src/core/schedule/index';

export const tolerance = 1e-8;

/** The two-step target as a mean of two answers, the scalings, the distance with its gradient by hand, levels and their shares. */
export function expected(): object {
  const schedule = linear();
  const denoiser = eightGaussians().denoiser(schedule);
  const level = (t: number) => ({ alpha: schedule.alpha(t), sigma: schedule.sigma(t) });
  const x = batch([0.5, -1, -1.2, 0.3, 1.4, 0.9], 2);
  const [t, mid, s] = [0.6, 0.5, 0.4];
  const moved = (from: Batch, x0: Batch, a: number, b: number): Batch => {
    const { noised, data } = ddimMove(level(a), level(b));
    return batch(
      from.data.map((v, j) => noised * v + data * x0.data[j]),
      2,
    );
  };
  const first = denoiser.denoise(x, t, zeros(3, 2));
  const half = moved(x, first, t, mid);
  const second = denoiser.denoise(half, mid, zeros(3, 2));
  const end = moved(half, second, mid, s);
  const share = twoStepTarget(level(t), level(mid), level(s));
  const target = first.data.map((v, j) => share.first * v + share.second * second.data[j]);
  const rows = (data: Float64Array): number[][] => [0, 2, 4].map((j) => [data[j], data[j + 1]]);
  const huber = { kind: 'huber', c: huberConstant(2) } as const;
  const { terms, gradient } = distances(
    huber,
    end.data.map((v) => 0.9 * v),
    end.data,
    2,
  );
  const plan = { total: 400_000, first: 10, last: 1280 };
  return {
    end: rows(end.data),
    target: rows(target),
    scalings: [0.002, 0.5, 80].map((at) => {
      const { skip, out, in: inner } = boundaryScalings(at);
      return [skip, out, inner];
    }),
    distance: [...terms],
    gradient: rows(gradient),
    doubled: [0, 60_000, 200_000, 399_999].map((k) => doublingLevels(k, plan)),
    shares: [...lognormalShares(karrasLevels(9).reverse())],
  };
}
