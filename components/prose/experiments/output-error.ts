import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import type { Denoiser } from '../../../src/core/denoiser';
import { energyDistance } from '../../../src/core/metric/index';
import type { Prediction } from '../../../src/core/network';
import { fromX0, toX0 } from '../../../src/core/parameterization';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run as runToEnd, uniformTimes } from '../../../src/core/sampler/index';
import { cosine, linear, type Schedule } from '../../../src/core/schedule/index';

const forms: readonly Prediction[] = ['epsilon', 'x0', 'v'];
const names: Readonly<Record<Prediction, string>> = { epsilon: 'noise', x0: 'data', v: 'v' };

/** Samples of the exact denoiser when what it says, as noise, data or v, is disturbed by the same random error. */
export function run(): Promise<{ answer: number; finding: string }> {
  const measured = forms.map((form) => distance(form, cosine()));
  const other = forms.map((form) => distance(form, linear()));
  const listed = (values: readonly number[]): string =>
    forms.map((form, i) => `${names[form]} ${values[i].toPrecision(2)}`).join(', ');
  return Promise.resolve({
    answer: measured.indexOf(Math.max(...measured)),
    finding: `Energy distances under the cosine schedule: ${listed(measured)}. Under the linear one: ${listed(other)}.`,
  });
}

function distance(form: Prediction, schedule: Schedule, { deviation = 0.05, steps = 20 } = {}): number {
  const seed = random(13);
  const target = eightGaussians();
  const exact = target.denoiser(schedule);
  const errors = seed.split('errors');
  const disturbed: Denoiser = {
    denoise(x, t, out) {
      const alpha = schedule.alpha(t);
      const sigma = schedule.sigma(t);
      fromX0(form, exact.denoise(x, t, out), x, alpha, sigma, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] += deviation * errors.normal();
      return toX0(form, out, x, alpha, sigma, out);
    },
  };
  const samples = runToEnd(ddim, {
    denoiser: disturbed,
    schedule,
    times: uniformTimes(steps),
    x: normalBatch(500, 2, seed.split('start')),
  });
  return energyDistance(samples, target.sample(1000, seed.split('truth')));
}
