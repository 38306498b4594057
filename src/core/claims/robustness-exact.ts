import type { Batch } from '../batch';
import { mixture, type Mixture } from '../data/mixture';
import { charges } from '../electrostatics/charges';
import { poissonDenoiser } from '../electrostatics/flow';
import { energyDistanceTo } from '../metric/energy-distance';
import { normalBatch, random } from '../random';
import { makeSchedule } from '../schedule/index';
import type { Row } from './claim';
import { drawn, evaluations, nameOf, noiseSize, withNoise } from './robustness-errors';
import { lost } from './yardstick';

/** Dimensions of the clouds whose field is exact: what a plane shows may be a fact of the plane. */
export const exactDims = [2, 8, 32] as const;
export type ExactDim = (typeof exactDims)[number];

/** Charges of a cloud, and samples that its field carries. */
const cloudSize = 128;
const sampleSize = 250;

/** Eight narrow Gaussians around places at a normal's distance, of variance 1 an axis in all. */
function clusters(dim: number): Mixture {
  const narrow = 0.2;
  const means = normalBatch(8, dim, random(8).split(dim));
  let squares = 0;
  const middle = new Float64Array(dim);
  means.data.forEach((v, i) => (middle[i % dim] += v / 8));
  means.data.forEach((v, i) => (squares += (v - middle[i % dim]) ** 2));
  const scale = Math.sqrt(((1 - narrow * narrow) * means.data.length) / squares);
  means.data.forEach((v, i) => (means.data[i] = scale * (v - middle[i % dim])));
  return mixture({ weights: new Float64Array(8).fill(1), means, scales: new Float64Array(8).fill(narrow) });
}

/** As many points of a seed. */
export const cloudOf = (dim: number, seed: number): Batch =>
  clusters(dim).sample(cloudSize, random(seed).split('cloud'));

/** Energy distances to the cloud of what its exact field at D gives: without errors, with noise in the answers, with few evaluations. */
export function exactRow(extra: number, seed: number, dims: readonly number[] = exactDims): Row {
  const row: Record<string, number> = {};
  const schedule = makeSchedule({ kind: 'cosine', s: 0.008 });
  for (const dim of dims) {
    const points = cloudOf(dim, seed);
    const denoiser = poissonDenoiser(charges({ points, extra }), schedule);
    const measure = energyDistanceTo(points);
    const of = (one: typeof denoiser, n: number) => {
      const x = drawn({ denoiser: one, schedule, extra, dim, count: sampleSize, seed, evaluations: n });
      return x.data.every((v) => Math.abs(v) < 1e3) ? Math.min(measure(x), lost) : lost;
    };
    row[nameOf(`exact${dim}clean`, extra)] = of(denoiser, evaluations.all);
    row[nameOf(`exact${dim}noise`, extra)] = of(withNoise(denoiser, schedule, noiseSize, seed), evaluations.all);
    row[nameOf(`exact${dim}steps`, extra)] = of(denoiser, evaluations.few);
  }
  return row;
}
