import { batch, copy, count, zeros, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { logLikelihood } from '../../../src/core/likelihood';
import { signs, type FlowField } from '../../../src/core/process/flow-field';
import { random } from '../../../src/core/random';
import { cosine } from '../../../src/core/schedule/index';

const probesEach = 8;
const dimensions = [2, 16, 256];
const schedule = cosine();
const bumps = mixture({ weights: [1, 1], means: batch([-1, 1], 1), scales: [0.3, 0.3] });

/**
 * Hutchinson's estimate of log p with one probe, of data that are two bumps along every axis of a turned frame: how its
 * spread per dimension changes from 2 to 256 dimensions. 0: it grows by a half or more, 1: alike, 2: it falls by a third or more.
 */
export function run(seed = 66): Promise<{ answer: number; finding: string }> {
  const spreads = dimensions.map((dim) => spread(dim, seed));
  const change = spreads[2] / 256 / (spreads[0] / 2);
  const list = (values: readonly number[]): string => values.map((value) => value.toPrecision(2)).join(', ');
  return Promise.resolve({
    answer: change > 1.5 ? 0 : change > 0.67 ? 1 : 2,
    finding:
      `In ${dimensions.join(', ')} dimensions the estimates of a log-density spread by ${list(spreads)} nats: ` +
      `${list(spreads.map((s, i) => s / dimensions[i]))} nats a dimension.`,
  });
}

/** Standard deviation of the estimates at a point of the data, in nats: the root of its mean square over a few points. */
function spread(dim: number, seed: number): number {
  const r = random(seed).split(dim);
  const flips = signs(1, dim, r.split('frame')).data;
  const points = Math.max(8, 512 / dim);
  const x = zeros(points * probesEach, dim);
  for (let i = 0; i < points; i++) {
    const point = bumps.sample(dim, r.split('points').split(i)).data;
    turnBack(point, flips);
    for (let k = 0; k < probesEach; k++) x.data.set(point, (i * probesEach + k) * dim);
  }
  const field = probed(flips, signs(points * probesEach, dim, r.split('probes')));
  const { logDensity } = logLikelihood(x, field, schedule, { solver: { steps: 24 }, from: 0.001 });
  let squares = 0;
  for (let i = 0; i < points; i++) {
    const own = logDensity.subarray(i * probesEach, (i + 1) * probesEach);
    const mean = own.reduce((sum, v) => sum + v, 0) / probesEach;
    squares += own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (probesEach - 1);
  }
  return Math.sqrt(squares / points);
}

/** The probability-flow ODE of the turned data, with e . Je in place of the divergence. */
function probed(flips: Float64Array, probes: Batch): FlowField {
  const dim = flips.length;
  const mapped = (x: Batch, map: typeof turn): Batch => {
    const out = copy(x);
    for (let row = 0; row < count(x); row++) map(out.data.subarray(row * dim, (row + 1) * dim), flips);
    return out;
  };
  const along = mapped(probes, turn).data.map((e) => e * e);
  /** Seen along the axes of the frame every number is a point of its own. */
  const apart = ({ data }: Batch): Batch => ({ data, dim: 1 });
  return {
    from: 0,
    velocity(x, t, out) {
      const own = apart(mapped(x, turn));
      const score = bumps.score(own, schedule.alpha(t), schedule.sigma(t));
      const [f, half] = [schedule.drift(t), schedule.diffusion(t) ** 2 / 2];
      for (let i = 0; i < own.data.length; i++) own.data[i] = f * own.data[i] - half * score.data[i];
      out.data.set(mapped({ data: own.data, dim }, turnBack).data);
      return out;
    },
    divergence(x, t, out) {
      const slopes = bumps.divergence(apart(mapped(x, turn)), schedule.alpha(t), schedule.sigma(t));
      const [f, half] = [schedule.drift(t), schedule.diffusion(t) ** 2 / 2];
      out.fill(0);
      for (let i = 0; i < slopes.length; i++) out[Math.floor(i / dim)] += along[i] * (f - half * slopes[i]);
      return out;
    },
  };
}

/** Into the frame: signs, then the Walsh–Hadamard transform; in place. */
function turn(v: Float64Array, flips: Float64Array): void {
  for (let i = 0; i < v.length; i++) v[i] *= flips[i];
  hadamard(v);
}

/** The inverse of `turn`: both of its parts are their own inverses. */
function turnBack(v: Float64Array, flips: Float64Array): void {
  hadamard(v);
  for (let i = 0; i < v.length; i++) v[i] *= flips[i];
}

/** The orthogonal Walsh–Hadamard transform of 2^k numbers, in place. */
function hadamard(v: Float64Array): void {
  for (let half = 1; half < v.length; half *= 2) {
    for (let i = 0; i < v.length; i++) {
      if ((i & half) !== 0) continue;
      const [a, b] = [v[i], v[i + half]];
      v[i] = (a + b) / Math.SQRT2;
      v[i + half] = (a - b) / Math.SQRT2;
    }
  }
}
