import { batch, zeros } from '../../../src/core/batch';
import { costOf, costs, minibatchPairs, normalTransport } from '../../../src/core/coupling/index';
import { mixture } from '../../../src/core/data/mixture';
import { normalBatch, random } from '../../../src/core/random';

const size = 256;
const points = 1024;
const bump = 0.3;

/**
 * Optimal transport in batches, of data with two bumps along every axis and standard normal noise: the share of what could be won over independent pairs, in the plane
 * and in 32 dimensions. 0: 0.8 of the plane's or more, 1: more than a quarter of all that could be won, 2: less.
 */
export function run(seed = 93): Promise<{ answer: number; finding: string }> {
  const [plane, more] = [2, 32].map((dim) => won(dim, seed));
  return Promise.resolve({
    answer: more > 0.8 * plane ? 0 : more > 1 / 4 ? 1 : 2,
    finding: `Batches of ${size} win ${percent(plane)} of what could be won in the plane, and ${percent(more)} in 32 dimensions.`,
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

function won(dim: number, seed: number): number {
  const r = random(seed).split(dim);
  const noise = normalBatch(points, dim, r.split('noise'));
  const data = zeros(points, dim);
  const draw = r.split('data');
  for (let i = 0; i < data.data.length; i++) data.data[i] = (draw.uniform() < 0.5 ? -1 : 1) + bump * draw.normal();
  const matched = costOf(minibatchPairs(noise, data, size, r.split('deal')), costs(noise, data));
  const line = mixture({ weights: [1, 1], means: batch([-1, 1], 1), scales: [bump, bump] });
  const independent = dim * (2 + bump ** 2);
  return (independent - matched) / (independent - dim * normalTransport(line));
}
