import { batch, zeros, type Batch } from '../../src/core/batch';
import { charges } from '../../src/core/electrostatics/index';
import { type Slope } from '../../src/core/process/ode';

const points = batch([-1.5, 0.5, 1.0, -0.8, 0.4, 1.2, 1.3, 0.1], 2);
const sigma = 0.7;
const x = batch([0.5, -1.0, -1.2, 0.3, 1.4, 0.9], 2);
const counts = [1, 8, 128, 2048];

const rows = ({ data }: Batch): readonly (readonly number[])[] =>
  Array.from({ length: data.length / 2 }, (_, i) => [data[2 * i], data[2 * i + 1]]);

/** dx / d sigma along a field line. */
function slope(from: Batch, level: number, extra: number): Batch {
  const mean = charges({ points, extra }).mean(from, level);
  return { data: from.data.map((each, i) => (each - mean.data[i]) / level), dim: 2 };
}

/** `content/pytorch/09_charges.py`: the midpoint rule in ln sigma, by hand as there. */
function fall(from: Batch, extra: number, [high, low] = [20, 0.01], steps = 400): Batch {
  const here = zeros(3, 2);
  const midpoint: Slope = (y, l, out) => {
    here.data.set(y);
    const level = Math.exp(l);
    slope(here, level, extra).data.forEach((each, i) => (out[i] = level * each));
  };
  const state = from.data.slice();
  const h = Math.log(low / high) / steps;
  const [k, ahead] = [new Float64Array(6), new Float64Array(6)];
  for (let i = 0; i < steps; i++) {
    const at = Math.log(high) + i * h;
    midpoint(state, at, k);
    for (let j = 0; j < 6; j++) ahead[j] = state[j] + (h / 2) * k[j];
    midpoint(ahead, at + h / 2, k);
    for (let j = 0; j < 6; j++) state[j] += h * k[j];
  }
  return { data: state, dim: 2 };
}

export function expected(): unknown {
  const limit = slope(x, sigma, Infinity);
  return {
    slope: counts.map((extra) => rows(slope(x, sigma, extra))),
    diffusion: rows(limit),
    apart: counts.map((extra) => {
      const found = slope(x, sigma, extra);
      return Math.max(...[0, 2, 4].map((i) => Math.hypot(found.data[i] - limit.data[i], found.data[i + 1] - limit.data[i + 1]))); // prettier-ignore
    }),
    fallen: rows(fall({ data: x.data.map((each) => 10 * each), dim: 2 }, 1)),
  };
}
