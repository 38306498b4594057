import { count, zeros, type Batch } from '../batch';
import type { Coefficients } from '../preconditioning';
import type { Random } from '../random';
import type { Charges, Levels } from './charges';

export interface PfgmNoise {
  /** How fast the distances grow: (1 + tau)^m. */
  readonly tau?: number;
  /** m is uniform from 0 to this. */
  readonly most?: number;
  /** Deviation of the normals before they grow, in data units: the least distance. */
  readonly deviation?: number;
  /** Close to the plane, z below this before it grows, m is drawn anew, from 0 to 7/10 of `most` (rounded down, as in their code): no datum is thrown far out along the plane. 0: never. */
  readonly close?: number;
}

/**
 * Where PFGM's network is trained (Xu et al. 2022, algorithm 2): the row y, moved by |epsilon_x| (1 + tau)^m in a uniform direction, and lifted to
 * z = |epsilon_z| (1 + tau)^m. Distances are spread evenly in the logarithm, from the data to far out. Drawn in this order: m of all rows, epsilon_z, m anew where it is
 * needed, epsilon_x, directions. The defaults are the paper's for CIFAR-10 but for the deviation, which is in data units.
 */
export function pfgmPerturb(
  y: Batch,
  { tau = 0.03, most = 291, deviation = 0.01, close = 0.005 }: PfgmNoise,
  random: Random,
): { readonly x: Batch; readonly z: Float64Array } {
  if (!(tau > 0 && most >= 0 && deviation > 0 && close >= 0)) {
    throw new RangeError(
      `PFGM noise with tau ${tau}, m up to ${most}, deviation ${deviation}, close ${close} (expected above 0, and 0 or more for m and close)`,
    );
  }
  const { dim } = y;
  const n = count(y);
  const m = Float64Array.from({ length: n }, () => most * random.uniform());
  const z = random.normals(new Float64Array(n)).map((each) => deviation * Math.abs(each));
  for (let row = 0; row < n; row++) if (z[row] < close) m[row] = Math.floor(0.7 * most) * random.uniform();
  const noise = random.normals(new Float64Array(n * dim));
  const x = zeros(n, dim);
  random.normals(x.data);
  for (let row = 0; row < n; row++) {
    const grown = (1 + tau) ** m[row];
    let [noiseSquared, lengthSquared] = [0, 0];
    for (let i = row * dim; i < (row + 1) * dim; i++) {
      noiseSquared += noise[i] ** 2;
      lengthSquared += x.data[i] ** 2;
    }
    const scale = (deviation * grown * Math.sqrt(noiseSquared)) / Math.sqrt(lengthSquared);
    for (let i = row * dim; i < (row + 1) * dim; i++) x.data[i] = y.data[i] + scale * x.data[i];
    z[row] *= grown;
  }
  return { x, z };
}

export interface PfgmTargetOptions {
  /** Added to the length of the field before it divides: where little is known of its direction, the target is short (Xu et al. 2022). */
  readonly gamma?: number;
  /** Length of the target far out; default sqrt(N), so that its numbers are of size 1. */
  readonly size?: number;
}

/**
 * What PFGM's network learns: the negative field of a batch of charges, size * -E / (|E| + gamma) with E normalised to (x - E[y], r), N + 1 numbers a row: towards the
 * data, then down along r. `sigma` is z for D = 1, r / sqrt(D) for PFGM++, finite D.
 */
export function pfgmTarget(
  charges: Charges,
  x: Batch,
  sigma: Levels,
  { gamma = 5, size = Math.sqrt(charges.dim) }: PfgmTargetOptions = {},
): Batch {
  if (!(gamma >= 0 && size > 0))
    throw new RangeError(`a target of size ${size} with gamma ${gamma} (expected above 0, and 0 or more)`);
  const N = charges.dim;
  const out = charges.direction(x, sigma);
  const centre = charges.mean(x, sigma);
  for (let row = 0; row < count(x); row++) {
    const r2 = charges.extra * (typeof sigma === 'number' ? sigma : sigma[row]) ** 2;
    let squared = r2;
    for (let d = 0; d < N; d++) squared += (x.data[row * N + d] - centre.data[row * N + d]) ** 2;
    const length = Math.sqrt(squared);
    for (let d = 0; d <= N; d++) out.data[row * (N + 1) + d] *= (-size * length) / (length + gamma);
  }
  return out;
}

/**
 * What PFGM++ learns instead: D(x) = y in the squares of EDM, with its preconditioning (Xu et al. 2023, appendix C.2; Karras et al. 2022, eq. 8). For a row
 * x = y + r v the raw network's target (y - skip x) / out, and the weight of its squared error, `lambda` out^2; EDM's lambda = 1 / out^2 makes that 1. Divided by sigma, x - y is
 * the noise in units of the level: (x - y) / (r / sqrt(D)), epsilon at D = Infinity.
 */
export function poissonTarget(x: Batch, y: Batch, { skip, out: scale }: Coefficients, out: Batch): Batch {
  if (!(Math.abs(scale) > 0)) throw new RangeError(`a network scaled by ${scale} (expected other than 0)`);
  for (let i = 0; i < out.data.length; i++) out.data[i] = (y.data[i] - skip * x.data[i]) / scale;
  return out;
}
