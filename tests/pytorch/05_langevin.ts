import { batch, copy } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { random, type Random } from '../../src/core/random';
import { annealedLangevin, run, uniformTimes } from '../../src/core/sampler/index';
import { langevin } from '../../src/core/sampler/langevin';
import { ve } from '../../src/core/schedule/index';
import { oneByOne } from '../core/golden';

/** Rounding grows along a walk, since the sine of large numbers is taken. */
export const tolerance = 1e-8;

/** Both walks with the twin's kicks in place of random ones. */
export function expected(): object {
  const target = mixture({ weights: [0.2, 0.8], means: batch([-2, -1.2, 2, 1.2], 2), scales: [0.4, 0.4] });
  const schedule = ve({ sigmaMin: 0.02, sigmaMax: 4 });
  const denoiser = target.denoiser(schedule);
  const start = batch([0.5, -1, -1.2, 0.3], 2);
  const plain = copy(start);
  const { move } = langevin(denoiser, schedule, plain, kicks());
  for (let k = 0; k < 20; k++) move(plain, 0, () => 0.016);
  const annealed = run(annealedLangevin, {
    denoiser,
    schedule,
    times: uniformTimes(4),
    x: start,
    random: kicks(),
    moves: 5,
    step: 0.1,
  });
  return { score: rows(target.score(start, 1, 0.5)), plain: rows(plain), annealed: rows(annealed) };
}

function kicks(): Random {
  let k = 0;
  const normal = () => {
    const z = Math.SQRT2 * Math.sin(1.7 * k + 0.3 * k ** 2);
    k++;
    return z;
  };
  return { ...random(0), normal, normals: (out) => oneByOne(out, normal) };
}

const rows = ({ data }: { readonly data: Float64Array }) => [
  [data[0], data[1]],
  [data[2], data[3]],
];
