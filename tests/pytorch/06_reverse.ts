import { batch, zeros, type Batch } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { eulerMaruyamaStep, reverse } from '../../src/core/process/sde';
import { uniformTimes } from '../../src/core/sampler/index';
import { linear } from '../../src/core/schedule/index';

/** The three processes with the twin's kicks in place of random ones. */
export function expected(): object {
  const target = mixture({ weights: [0.3, 0.7], means: batch([-1.5, 0.5, 1, -0.8], 2), scales: [0.4, 0.4] });
  const schedule = linear();
  const steps = 50;
  const times = uniformTimes(steps, { to: 0.001 });
  const start = batch([0.5, -1, -1.2, 0.3, 1.4, 0.9], 2);
  const end = (lambda: number): number[][] => {
    const process = reverse(schedule, target.denoiser(schedule), { lambda });
    const x = batch(start.data.slice(), 2);
    const kicks = zeros(3, 2);
    for (let i = 0; i < steps; i++) {
      for (let j = 0; j < 6; j++) kicks.data[j] = Math.SQRT2 * Math.sin(1.7 * (6 * i + j) + 0.3 * (6 * i + j) ** 2);
      eulerMaruyamaStep(process, x, kicks, times[i], times[i + 1], x);
    }
    return rows(x);
  };
  return {
    score: rows(target.score(start, schedule.alpha(0.3), schedule.sigma(0.3))),
    ode: end(0),
    between: end(0.5),
    sde: end(1),
  };
}

const rows = ({ data }: Batch): number[][] => [0, 2, 4].map((j) => [data[j], data[j + 1]]);
