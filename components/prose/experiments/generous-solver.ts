import type { Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { logLikelihood, type FixedSolver } from '../../../src/core/likelihood';
import { exactField } from '../../../src/core/process/flow-field';
import { random } from '../../../src/core/random';
import { linear } from '../../../src/core/schedule/index';

const points = 500;
const target = eightGaussians();
const schedule = linear();
const field = exactField(target, schedule);
const prior = (x: Batch): Float64Array => target.logDensity(x, schedule.alpha(1), schedule.sigma(1));

/** Mean log-density of true data by ten Euler steps of the ODE, beside the truth. 0: lower, 1: within 0.02 nats, 2: higher. */
export function run(seed = 65): Promise<{ answer: number; finding: string }> {
  const x = target.sample(points, random(seed));
  const truth = mean(target.logDensity(x, 1, 0));
  const counts = [10, 20, 50, 200];
  const off = (solver: FixedSolver): number =>
    mean(logLikelihood(x, field, schedule, { solver, prior }).logDensity) - truth;
  const errors = counts.map((steps) => off({ method: 'euler', steps }));
  const rungeKutta = off({ method: 'rk4', steps: 50 });
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  return Promise.resolve({
    answer: errors[0] < -0.02 ? 0 : errors[0] < 0.02 ? 1 : 2,
    finding:
      `The truth is ${signed(truth)} nats. With ${counts.join(', ')} Euler steps the answer is off by ${errors.map(signed).join(', ')}; ` +
      `with 50 steps of Runge and Kutta’s method, which asks four times a step, by ${signed(rungeKutta)}.`,
  });
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
