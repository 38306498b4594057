import { batch, copy, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mixture } from '../../../src/core/data/mixture';
import { noised } from '../../../src/core/process/forward';
import { normalBatch, random } from '../../../src/core/random';
import { cosine } from '../../../src/core/schedule/index';

const t = 0.4;
const draws = 100_000;

/** Three wrong fields, each graded against the exact score and against the noise that made the point. */
export function run(): Promise<{ answer: number; finding: string }> {
  const seed = random(54);
  const schedule = cosine();
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const target = eightGaussians();
  const epsilon = normalBatch(draws, 2, seed.split('noise'));
  const xt = noised(target.sample(draws, seed.split('data')), epsilon, t, schedule, zeros(draws, 2));
  const exact = target.score(xt, alpha, sigma);
  const pull = copy(epsilon);
  for (let i = 0; i < pull.data.length; i++) pull.data[i] /= -sigma;

  const other = mixture({ weights: [1, 1], means: batch([2, 0, -2, 0], 2), scales: [0.5, 0.5] });
  const fields: readonly Batch[] = [zeros(draws, 2), scaled(xt, -1), other.score(xt, alpha, sigma)];
  const known = fields.map((field) => distance(field, exact));
  const sampled = fields.map((field) => distance(field, pull));
  const gaps = sampled.map((loss, i) => loss - known[i]);
  const least = Math.min(...gaps);
  const apart = Math.max(...gaps) - least;
  const listed = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(', ');
  return Promise.resolve({
    answer: apart > 0.1 ? 2 : least > 0.1 ? 1 : 0,
    finding:
      `Against the exact score the three fields lose ${listed(known)}; against the noise ${listed(sampled)}. ` +
      `The differences are ${listed(gaps)}, from ${draws.toLocaleString('en-GB')} draws.`,
  });
}

function scaled({ data, dim }: Batch, by: number): Batch {
  return { data: data.map((value) => by * value), dim };
}

/** Mean squared length of the difference. */
function distance(a: Batch, b: Batch): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (a.data[i] - b.data[i]) ** 2;
  return sum / draws;
}
