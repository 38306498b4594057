import { batch, zeros, type Batch } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { linearPath } from '../../src/core/flow-matching';
import { marginalFlow } from '../../src/core/flow/index';
import { exactField } from '../../src/core/process/flow-field';
import { fixedSteps, type Slope } from '../../src/core/process/ode';
import { flow } from '../../src/core/schedule/index';

const rows = ({ data }: Batch): readonly (readonly number[])[] =>
  Array.from({ length: data.length / 2 }, (_, i) => [data[2 * i], data[2 * i + 1]]);

export function expected(): unknown {
  const data = mixture({ weights: [0.3, 0.7], means: batch([-1.5, 0.5, 1.0, -0.8], 2), scales: [0.4, 0.4] });
  const schedule = flow();
  const field = marginalFlow(data, schedule);
  const x = batch([0.5, -1.0, -1.2, 0.3, 1.4, 0.9], 2);
  const t = 0.6;
  const guess = data.denoise(x, 1 - t, t);
  const { r, skip, out } = linearPath(t);
  const by = (of: (x: number, x0: number) => number): Batch => ({
    data: x.data.map((each, i) => of(each, guess.data[i])),
    dim: 2,
  });
  const state = x.data.slice();
  const [here, speed] = [zeros(3, 2), zeros(3, 2)];
  const slope: Slope = (y, time, into) => {
    here.data.set(y);
    into.set(field.velocity(here, time, speed).data);
  };
  fixedSteps.heun.solve(slope, state, 0.999, 0, 100);
  return {
    mean: rows(field.velocity(x, t, zeros(3, 2))),
    score: rows(exactField(data, schedule).velocity(x, t, zeros(3, 2))),
    denoised: rows(by((each, x0) => (each - x0) / t)),
    v: rows(by((each, x0) => skip * each + out * (((1 - t) * ((each - (1 - t) * x0) / t) - t * x0) / r))),
    end: rows({ data: state, dim: 2 }),
  };
}
