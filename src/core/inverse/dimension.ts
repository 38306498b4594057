import { batch, type Batch } from '../batch';
import { mixture, type Mixture } from '../data/mixture';
import { energyDistanceTo } from '../metric/energy-distance';
import { normalBatch, random, type Random } from '../random';
import { ddpm } from '../sampler/ddpm';
import { uniformTimes } from '../sampler/times';
import { mixtureWithBack } from './back';
import { firstRows, schedule } from './experiment';
import { mask } from './mask';
import type { Measurement } from './method';
import type { LinearOperator } from './operator';
import { linearPosterior, type ExactPosterior } from './posterior';
import { methods, type MethodName } from './registry';

/**
 * The plane's question in any even number of dimensions, half of them measured, so that nothing but the dimension changes: two round Gaussians of
 * deviation `scale` at plus and minus a centre that has two numbers other than 0, `seen` in the first measured coordinate and `unseen` in the
 * first that is not. All other coordinates are independent Gaussians that have nothing to do with it. A rotation within the measured half, or within
 * the other, turns this into centres that differ in every coordinate, and changes no method's answer but by the rotation.
 */
export const setting = { seen: 0.2, unseen: 1.2, scale: 0.3, noise: 0.1 } as const;

export function twoModes(dim: number): Mixture {
  if (!(Number.isInteger(dim) && dim >= 2 && dim % 2 === 0))
    throw new RangeError(`two modes in ${dim} dimensions (expected an even number from 2 on)`);
  const means = new Float64Array(2 * dim);
  [means[0], means[dim / 2]] = [setting.seen, setting.unseen];
  [means[dim], means[dim + dim / 2]] = [-setting.seen, -setting.unseen];
  return mixture({ weights: [1, 1], means: batch(means, dim), scales: [setting.scale, setting.scale] });
}

/** The first half of the coordinates. */
export const firstHalf = (dim: number): LinearOperator =>
  mask(Array.from({ length: dim }, (_, i) => Number(i < dim / 2)));

/** What stands on half of the coordinates, as samples stand to it. */
export interface HalfJudged {
  /** Energy distance (V) to points of the truth. */
  readonly distance: number;
  /** The share of one of the two modes, less what it truly is, without its sign. */
  readonly modes: number;
  /** Of measured coordinates: root mean square of (mean - true mean) in true deviations. */
  readonly mean: number;
  /** Of measured coordinates: root mean square of the deviations, in true ones; 1 is right. */
  readonly spread: number;
}

export interface Problem {
  readonly dim: number;
  readonly measurement: Measurement<LinearOperator>;
  readonly exact: ExactPosterior;
  readonly judge: (samples: Batch) => HalfJudged;
}

/** A point drawn by a seed and measured, and what judges samples of its posterior by `points` true ones. The first coordinate is the same for every `dim`. */
export function problem(dim: number, seed: number, points = 1000): Problem {
  const draws = random(seed).split('dimension');
  const [side, own, noise] = [draws.uniform() < 0.5 ? -1 : 1, draws.normal(), draws.normal()];
  const y = Array.from({ length: dim / 2 }, (_, i) =>
    i === 0
      ? side * setting.seen + setting.scale * own + setting.noise * noise
      : Math.hypot(setting.scale, setting.noise) * draws.normal(),
  );
  const operator = firstHalf(dim);
  const exact = linearPosterior(twoModes(dim), operator, y, setting.noise);
  const distance = energyDistanceTo(exact.stratified(points, random(seed).split('dimension-truth')));
  const share = exact.components.weights[0];
  return {
    dim,
    measurement: { operator, y: batch(y, dim / 2), noise: setting.noise },
    exact,
    judge: (samples) => ({ distance: distance(samples), ...halves(samples, exact, share) }),
  };
}

function halves(samples: Batch, exact: ExactPosterior, share: number): Omit<HalfJudged, 'distance'> {
  const { data, dim } = samples;
  const n = data.length / dim;
  let [first, off, wide] = [0, 0, 0];
  for (let i = dim / 2; i < data.length; i += dim) if (data[i] > 0) first += 1;
  for (let d = 0; d < dim / 2; d++) {
    const variance = exact.covariance[d * dim + d];
    let [sum, squares] = [0, 0];
    for (let i = d; i < data.length; i += dim) sum += data[i];
    for (let i = d; i < data.length; i += dim) squares += (data[i] - sum / n) ** 2;
    off += (sum / n - exact.mean[d]) ** 2 / variance;
    wide += squares / n / variance;
  }
  return { modes: Math.abs(first / n - share), mean: Math.sqrt(off / (dim / 2)), spread: Math.sqrt(wide / (dim / 2)) };
}

export interface HalfTrial {
  /** `score`: ancestral steps by the exact denoiser of the posterior itself, which no method has. */
  readonly method: MethodName | 'score';
  readonly steps: number;
  readonly free: number;
  readonly particles: number;
  readonly samples: number;
  readonly seed: number;
}

/** A method's samples of a problem's posterior, one of every group where it has particles. */
export function answer({ dim, measurement, exact }: Problem, trial: HalfTrial): Batch {
  const { method, steps, free, particles, samples } = trial;
  const draws: Random = random(trial.seed).split(`dimension-${method}`);
  const each = method !== 'score' && methods[method].particles ? particles : 1;
  let x = normalBatch(samples * each, dim, draws);
  const input = { schedule, times: uniformTimes(steps), x, random: draws };
  const work =
    method === 'score'
      ? ddpm({ ...input, denoiser: exact.denoiser(schedule) })
      : methods[method].run(
          { ...input, denoiser: mixtureWithBack(twoModes(dim), schedule), measurement },
          free,
          particles,
        );
  for (const step of work) x = step.x;
  return firstRows(x, each);
}
