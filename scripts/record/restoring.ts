/** Who restores digits for the record of chapter 13, on the shipped network and without one. */
import { zeros, type Batch } from '../../src/core/batch';
import { shippedUNet } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { inkPixels } from '../../src/core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../src/core/image-network/sampling';
import {
  bicubicUp,
  gaussianOf,
  gaussianPosterior,
  nearestMeasured,
  totalVariation,
  type GaussianPosterior,
} from '../../src/core/inverse/classical';
import { damages, operatorOf, type DamageName } from '../../src/core/inverse/restoration';
import { isLinear } from '../../src/core/inverse/operator';
import { methods, type MethodEntry, type MethodName } from '../../src/core/inverse/registry';
import { random } from '../../src/core/random';
import { ofClass } from '../../src/net/condition/class';
import { imageDenoiserWithBack } from '../../src/net/image/back';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { shippedSettings } from '../../src/net/image/shipped';
import { ImageTrainer } from '../../src/net/image/trainer';
import type { Restorer } from '../../src/record/restore';
import { readShipped, type DigitSplit } from '../train/files';
import { inkOf } from './judged';

export const evaluations = 20;
/** The first training digits, of which the Gaussian is, and among which a nearest one is looked for. */
export const neighboursOf = 3000;

/** What a total variation's weight over the noise's variance may be. */
const variationWeights = [0.1, 0.3, 1, 3, 10];

export interface Asked {
  readonly damage: DamageName;
  /** One row. */
  readonly y: Batch;
  readonly samples: number;
  readonly free: number;
  /** Answers of a seed are the same. */
  readonly seed: string;
}

/** Whether a method can answer. */
export function can(method: Restorer, damage: DamageName): boolean {
  if (method === 'bicubic') return damage === 'small';
  if (method === 'neighbours' || method === 'dps') return true;
  return isLinear(operatorOf(damage));
}

/** The free number of a method and the values that are tried. */
export function freeOf(method: Restorer): { readonly initial: number; readonly values: readonly number[] } {
  if (method === 'variation') return { initial: 1, values: variationWeights };
  if (!Object.hasOwn(methods, method)) return { initial: 0, values: [] };
  const { free }: MethodEntry = methods[method as MethodName];
  return free ?? { initial: 0, values: [] };
}

/** Steps that cost at most `evaluations` calls. */
function stepsOf(entry: MethodEntry, free: number): number {
  for (let steps = evaluations; steps > 1; steps--) if (entry.cost(steps, free, 1) <= evaluations) return steps;
  return 1;
}

/** Answers in ink, [samples, 784], of those who sample, or one. */
export async function restorers(split: DigitSplit): Promise<(method: Restorer, asked: Asked) => Batch> {
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), shippedSettings.digits);
  trainer.load({ weights: readShipped('digits', shippedUNet, split.hash).weights });
  const schedule = digitSchedule(inkPixels);
  const options = { schedule, pixels: inkPixels, condition: ofClass([-1]) };
  const [clipped, free] = [true, false].map((clip) => imageDenoiserWithBack(trainer, { ...options, clip }));
  const known = inkOf(split.train.images.subarray(0, neighboursOf * 784));
  const prior = gaussianOf(known);
  const gaussians = each((damage: DamageName): GaussianPosterior => {
    const operator = operatorOf(damage);
    if (!isLinear(operator)) throw new TypeError(`a Gaussian of ${operator.name} (expected a linear measurement)`);
    return gaussianPosterior(prior, operator, damages[damage].noise);
  });
  const measuredOf = each((damage: DamageName) => operatorOf(damage).apply(known));

  return (method, { damage, y, samples, free: value, seed }) => {
    const operator = operatorOf(damage);
    const { noise } = damages[damage];
    const draws = random(1).split(`restore ${seed}`);
    switch (method) {
      case 'wiener':
        return gaussians(damage).mean(y);
      case 'gaussian':
        return gaussians(damage).sample(repeated(y, samples), draws);
      case 'bicubic':
        return bicubicUp(y, 7, 4);
      case 'neighbours':
        return chosen(known, nearestMeasured(measuredOf(damage), y.data, samples));
      case 'variation':
        if (!isLinear(operator)) throw new TypeError('total variation of what is not linear');
        return totalVariation(
          { operator, y, noise },
          { side: 28, weight: value * noise * noise, range: [0, 1], steps: 300 },
        );
      default: {
        const entry: MethodEntry = methods[method];
        const times = digitTimes(stepsOf(entry, value));
        const start = draws.normals(new Float64Array(samples * 784));
        const sigma = schedule.sigma(times[0]);
        let x: Batch = { data: start.map((z) => inkPixels.mean + sigma * z), dim: 784 };
        const input = {
          // Who follows the network back is not stopped at the edges of the range, where most pixels of a digit lie.
          denoiser: entry.pulls ? free : clipped,
          schedule,
          times,
          x,
          random: draws,
          measurement: { operator, y, noise },
        };
        // A step along a gradient of unit length, and a deviation of the data, are lengths: in ink.
        for (const step of entry.run(input, entry.pulls ? value * inkPixels.deviation : value, 1)) x = step.x;
        return x;
      }
    }
  };
}

function repeated(y: Batch, n: number): Batch {
  const out = zeros(n, y.dim);
  for (let row = 0; row < n; row++) out.data.set(y.data.subarray(0, y.dim), row * y.dim);
  return out;
}

function chosen(of: Batch, rows: Int32Array): Batch {
  const out = zeros(rows.length, of.dim);
  rows.forEach((row, i) => out.data.set(of.data.subarray(row * of.dim, (row + 1) * of.dim), i * of.dim));
  return out;
}

function each<T>(make: (damage: DamageName) => T): (damage: DamageName) => T {
  const made = new Map<DamageName, T>();
  return (damage) => {
    const found = made.get(damage) ?? make(damage);
    made.set(damage, found);
    return found;
  };
}
