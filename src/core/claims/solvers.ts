import type { Claim, Row, Work } from './claim';
import { budget } from './protocol';
import { spent } from './rivals';
import type { Trainers } from './trainers';
import { diffusionOf, poolSize, stepsFor, trainedTo, within } from './work';
import { sampleCount, yardstick } from './yardstick';
import { random } from '../random';

const budgets = [5, 10, 20] as const;
const solversTried = [
  { sampler: 'ddim', label: 'DDIM' },
  { sampler: 'dpmpp2m', label: 'DPM-Solver++ (2M)' },
  { sampler: 'heun', label: 'Heun' },
] as const;
const key = (sampler: string, evaluations: number) => `${sampler}${evaluations}`;

/** Solvers of a higher order: the same network, the same noise, as many evaluations. */
export const solvers: Claim = {
  name: 'solvers',
  title: 'Faster solvers',
  said: 'Sampling is accelerated by a solver of higher order: with few evaluations DPM-Solver++ gives better samples than DDIM.',
  test: `One diffusion model for each seed learns the ring, for ${spent(budget)}. DDIM, DPM-Solver++ (2M) and Heun’s method start from the same noise and get 5, 10 and 20 evaluations, on steps equal in time. Measured: energy distance to the truth.`,
  counts: {
    for: 'At 5 and at 10 evaluations the energy distance of DDIM is more than that of 2M.',
    against: 'At 5 or at 10 evaluations it is less.',
  },
  change:
    'Another grid of times, guidance (which makes the equation stiffer), or a network so rough that its own error hides the solver’s.',
  axis: { label: 'energy distance', log: true },
  series: [
    ...budgets.flatMap((n) =>
      solversTried.map(
        ({ sampler, label }) =>
          ({ key: key(sampler, n), label: `${label}, ${n}`, of: sampler === 'ddim' ? 'other' : 'diffusion' }) as const,
      ),
    ),
    { key: 'true', label: 'true samples', of: 'true' },
  ],
  tests: ([5, 10] as const).map((n) => ({
    label: `energy distance at ${n} evaluations, DDIM over 2M`,
    of: (row: Row) => row[key('ddim', n)] / row[key('dpmpp2m', n)],
    log: true,
    threshold: 1,
    holds: 'above',
    unit: 'times',
  })),
  seeds: { recorded: 20, live: 20 },
  rivals: false,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { target, distance, own } = yardstick('ring');
    const model = await diffusionOf(trainers, seed);
    model.learner.setData(target.sample(poolSize, random(seed).split('data')));
    yield* within(0, 0.8, trainedTo(model.learner, stepsFor(model.learner, budget)));
    const row: Record<string, number> = { true: own(seed) };
    let done = 0;
    for (const evaluations of budgets) {
      for (const { sampler } of solversTried) {
        row[key(sampler, evaluations)] = distance(model.draw({ count: sampleCount, seed, sampler, evaluations }));
        done += 1;
        yield 0.8 + (0.2 * done) / 9;
      }
    }
    model.learner.dispose();
    return row;
  },
};
