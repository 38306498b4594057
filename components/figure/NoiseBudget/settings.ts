/** What the budget is drawn up for. */
import type { SamplerName } from '../../../src/core/sampler/index';
import { grids } from '../../../src/engine/kinds/plane/sampling';
import { entryOf, racers, schedules } from '../kit/samplers';
import { targets } from '../kit/exact-targets';
import { boolean, choice, nested, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

/** Samplers that draw no noise: for the others there is no one path to be off from. */
export const accountable: readonly SamplerName[] = racers.filter((name) => !entryOf(name).stochastic);

export const mostEvaluations = 48;

export const noiseBudget = schema({
  sampler: nested<SamplerName>('dpmpp2m', parseSampler),
  evaluations: number(12, { min: 4, max: mostEvaluations, integer: true }),
  target: choice(targets, 'eight-gaussians'),
  schedule: choice(schedules, 'linear'),
  grid: choice(grids, 'log-snr'),
  zero: boolean(false),
  /** What the steps are laid out along. */
  along: choice(['t', 'logsnr'], 'logsnr'),
  /** The step shown as a cloud; 0 for the worst. */
  step: number(0, { min: 0, max: mostEvaluations, integer: true }),
  seed: seed(7),
});

export type BudgetSettings = SettingsOf<typeof noiseBudget>;

function parseSampler(value: unknown): SamplerName {
  const found = accountable.find((name) => name === value);
  if (found === undefined)
    throw new RangeError(
      `unknown sampler ${String(value).slice(0, 40)} (expected one that draws no noise: ${accountable.join(', ')})`,
    );
  return found;
}
