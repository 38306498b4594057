import { errors, nodes, stages } from '../dormand-prince';

/** dy/dt: writes the slope at (y, t) into `out`. */
export type Slope = (y: Float64Array, t: number, out: Float64Array) => void;

/** `steps` equal steps on `y` in place, from `from` to `to` (either way). Returns the number of slopes asked. */
export type FixedSteps = (slope: Slope, y: Float64Array, from: number, to: number, steps: number) => number;

/** Euler's method, of order 1: 1 slope a step. */
export const euler: FixedSteps = (slope, y, from, to, steps) => {
  const h = stepOf(from, to, steps, 'Euler');
  const k = new Float64Array(y.length);
  for (let i = 0; i < steps; i++) {
    slope(y, from + i * h, k);
    for (let j = 0; j < y.length; j++) y[j] += h * k[j];
  }
  return steps;
};

/** Heun's method, of order 2, the trapezoidal rule with Euler's guess of its far end: 2 slopes a step. */
export const heun: FixedSteps = (slope, y, from, to, steps) => {
  const h = stepOf(from, to, steps, 'Heun');
  const [k1, k2, u] = Array.from({ length: 3 }, () => new Float64Array(y.length));
  for (let i = 0; i < steps; i++) {
    slope(y, from + i * h, k1);
    for (let j = 0; j < y.length; j++) u[j] = y[j] + h * k1[j];
    slope(u, i === steps - 1 ? to : from + (i + 1) * h, k2);
    for (let j = 0; j < y.length; j++) y[j] += (h / 2) * (k1[j] + k2[j]);
  }
  return 2 * steps;
};

/** The classical Runge-Kutta method, of order 4: 4 slopes a step. */
export const rungeKutta4: FixedSteps = (slope, y, from, to, steps) => {
  const h = stepOf(from, to, steps, 'Runge-Kutta');
  const [k1, k2, k3, k4, u] = Array.from({ length: 5 }, () => new Float64Array(y.length));
  const ahead = (by: number, k: Float64Array) => {
    for (let j = 0; j < y.length; j++) u[j] = y[j] + by * k[j];
    return u;
  };
  for (let i = 0; i < steps; i++) {
    const t = from + i * h;
    const next = i === steps - 1 ? to : from + (i + 1) * h;
    slope(y, t, k1);
    slope(ahead(h / 2, k1), t + h / 2, k2);
    slope(ahead(h / 2, k2), t + h / 2, k3);
    slope(ahead(h, k3), next, k4);
    for (let j = 0; j < y.length; j++) y[j] += (h / 6) * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
  }
  return 4 * steps;
};

function stepOf(from: number, to: number, steps: number, method: string): number {
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`${steps} ${method} steps (expected a positive integer)`);
  return (to - from) / steps;
}

/** The solvers of fixed steps by name, with their order. */
export const fixedSteps = {
  euler: { solve: euler, order: 1, slopes: 1 },
  heun: { solve: heun, order: 2, slopes: 2 },
  rk4: { solve: rungeKutta4, order: 4, slopes: 4 },
} as const satisfies Record<string, { readonly solve: FixedSteps; readonly order: number; readonly slopes: number }>;

export interface AdaptiveOptions {
  /** Error allowed in a step, for every number of the state: absolute + relative |y|. */
  readonly relative?: number;
  readonly absolute?: number;
  /** Give up after so many steps, refused ones included. */
  readonly most?: number;
}

/**
 * Dormand and Prince's embedded pair of order 5(4) with local extrapolation (1980, RK5(4)7M), on `y` in place, from `from`
 * to `to`, either way. The error is the largest over the state, so that every point of a batch keeps the tolerance; the
 * step is changed by 0.9 error^(-1/5), within a factor of 0.2 to 5 (Hairer, Nørsett and Wanner 1993, section II.4).
 * Returns the number of slopes asked. Throws `Error` where the tolerance cannot be kept.
 */
export function dormandPrince(
  slope: Slope,
  y: Float64Array,
  from: number,
  to: number,
  options: AdaptiveOptions = {},
): number {
  const { relative = 1e-8, absolute = 1e-10, most = 100_000 } = options;
  if (from === to) return 0;
  const k = Array.from({ length: 7 }, () => new Float64Array(y.length));
  const u = new Float64Array(y.length);
  let t = from;
  let h = (to - from) / 100;
  let evaluations = 1;
  slope(y, t, k[0]);
  for (let step = 0; step < most; step++) {
    const last = Math.abs(to - t) <= Math.abs(h) * (1 + 1e-12);
    if (last) h = to - t;
    for (let stage = 1; stage < 7; stage++) {
      const weights = stages[stage];
      for (let j = 0; j < y.length; j++) {
        let sum = 0;
        for (let m = 0; m < stage; m++) sum += weights[m] * k[m][j];
        u[j] = y[j] + h * sum;
      }
      slope(u, stage > 4 && last ? to : t + nodes[stage] * h, k[stage]);
    }
    evaluations += 6;
    let worst = 0; // u is the solution of order 5, the last stage's argument
    for (let j = 0; j < y.length; j++) {
      let error = 0;
      for (let m = 0; m < 7; m++) error += errors[m] * k[m][j];
      const size = Math.abs(h * error) / (absolute + relative * Math.max(Math.abs(y[j]), Math.abs(u[j])));
      worst = size > worst || size !== size ? size : worst;
    }
    if (worst <= 1) {
      y.set(u);
      if (last) return evaluations;
      t += h;
      k[0].set(k[6]);
    }
    h *= worst === worst ? Math.min(5, Math.max(0.2, 0.9 * worst ** -0.2)) : 0.2;
    if (!(Math.abs(h) > 1e-14 * Math.abs(to - from))) break;
  }
  throw new Error(
    `the adaptive solver stopped at t = ${t} of ${from} to ${to} (expected a slope smooth enough for ${relative})`,
  );
}
