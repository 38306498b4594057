import { type Batch, count, zeros } from '../../../src/core/batch';
import { makeTarget } from '../../../src/core/data';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { empirical } from '../../../src/core/data/empirical';
import type { Mixture } from '../../../src/core/data/mixture';
import { normalBatch, random } from '../../../src/core/random';
import { contours, type Contour, type Frame, gridFrom, gridOver, gridPoints, massLevels } from '../../../src/picture';
import type { TargetName } from './settings';

/** Points shown. */
export const cloudSize = 500;
/** Half the edge of the panel, in data units: data reach 2.5, noise 3. */
export const extent = 3.6;
/** Gaussians that stand for a shape without a formula of its own, and their standard deviation. */
const shapeComponents = 120;
const shapeScale = 0.12;
/** Shares of the mass inside the contour lines. */
export const massShares = [0.95, 0.75, 0.5, 0.25] as const;

const mixtures = new Map<TargetName, Mixture>();

/**
 * The distribution of the clean points as a mixture, so that every p_t is known exactly. The ring of eight is one by nature; the
 * other shapes are made one: `shapeComponents` Gaussians on fixed points of the shape.
 */
export function cloudMixture(name: TargetName): Mixture {
  let made = mixtures.get(name);
  if (!made) {
    made =
      name === 'eight-gaussians'
        ? eightGaussians()
        : empirical(makeTarget({ kind: name }).sample(shapeComponents, random(1)), shapeScale);
    mixtures.set(name, made);
  }
  return made;
}

/** What the mixture is, in words. */
export function mixtureLabel(name: TargetName): string {
  const { components } = cloudMixture(name);
  return `${components.weights.length} Gaussians of width ${components.scales[0]}`;
}

export interface Cloud {
  readonly x0: Batch;
  readonly epsilon: Batch;
}

/** Clean points and the noise of each. */
export function makeCloud(name: TargetName, seed: number, n = cloudSize): Cloud {
  const r = random(seed);
  return { x0: cloudMixture(name).sample(n, r.split('x0')), epsilon: normalBatch(n, 2, r.split('epsilon')) };
}

/** The jump: x_t = alpha x_0 + sigma epsilon for every row. */
export function jump({ x0, epsilon }: Cloud, alpha: number, sigma: number): Batch {
  const out = zeros(count(x0), x0.dim);
  for (let i = 0; i < out.data.length; i++) out.data[i] = alpha * x0.data[i] + sigma * epsilon.data[i];
  return out;
}

/** Lines of equal exact density p_t, outermost first; each holds `massShares` of the mass that the panel shows. */
export function densityContours(frame: Frame, mixture: Mixture, alpha: number, sigma: number, cells = 72): Contour[] {
  const shape = gridOver(frame, cells);
  const grid = gridFrom(shape, mixture.logDensity(gridPoints(shape), alpha, sigma).map(Math.exp));
  return contours(frame, grid, massLevels(grid, massShares));
}

/** The exact density of the first coordinate: sum_k w_k N(x; alpha mu_k, alpha^2 s_k^2 + sigma^2). */
export function marginal({ components }: Mixture, alpha: number, sigma: number): (x: number) => number {
  const { weights, means, scales } = components;
  return (x) => {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) {
      const v = (alpha * scales[k]) ** 2 + sigma * sigma;
      sum += (weights[k] * Math.exp(-((x - alpha * means.data[2 * k]) ** 2) / (2 * v))) / Math.sqrt(2 * Math.PI * v);
    }
    return sum;
  };
}

export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and standard deviation of the first coordinate of p_t, exactly: alpha m and sqrt(alpha^2 s^2 + sigma^2). */
export function exactMoments({ components }: Mixture, alpha: number, sigma: number): Moments {
  const { weights, means, scales } = components;
  let mean = 0;
  let square = 0;
  for (let k = 0; k < weights.length; k++) {
    mean += weights[k] * means.data[2 * k];
    square += weights[k] * (means.data[2 * k] ** 2 + scales[k] ** 2);
  }
  return { mean: alpha * mean, deviation: Math.sqrt(alpha * alpha * (square - mean * mean) + sigma * sigma) };
}

/** The same of a cloud. */
export function momentsOf({ data, dim }: Batch): Moments {
  const n = data.length / dim;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += data[i * dim];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (data[i * dim] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / n) };
}

/** The first column of a cloud. */
export function firstColumn({ data, dim }: Batch): Float64Array {
  return Float64Array.from({ length: data.length / dim }, (_, i) => data[i * dim]);
}
