/** The distributions that are raced to: mixtures of Gaussians, so that score and ODE are known. */
import { batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/index';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import type { Batch } from '../../../src/core/batch';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';

export const targets = ['eight-gaussians', 'uneven'] as const;
export type TargetName = (typeof targets)[number];

export const targetNames: Readonly<Record<TargetName, string>> = {
  'eight-gaussians': 'Eight Gaussians',
  uneven: 'Five uneven ones',
};

export interface ExactTarget {
  readonly mixture: Mixture;
  /** Energy distance of points to 1,000 true ones. */
  readonly distance: (points: Batch) => number;
}

const heldOut = { count: 1000, seed: 20_201 };
const made = new Map<TargetName, ExactTarget>();

export function exactTarget(name: TargetName): ExactTarget {
  const known = made.get(name);
  if (known) return known;
  const shape = name === 'eight-gaussians' ? eightGaussians() : uneven();
  // Not every figure that works on it measures distances, and the true points' own take a moment.
  let distance: ExactTarget['distance'] | null = null;
  const target: ExactTarget = {
    mixture: shape,
    distance: (points) =>
      (distance ??= energyDistanceTo(shape.stratified(heldOut.count, random(heldOut.seed))))(points),
  };
  made.set(name, target);
  return target;
}

/** Five Gaussians of unequal weight and width, of mean near 0: nothing in it is symmetric. */
function uneven(): Mixture {
  return mixture(
    {
      weights: [0.35, 0.25, 0.2, 0.12, 0.08],
      means: batch([-1.5, -0.7, 1.3, 1.5, 1.6, -1.2, -0.4, 2.1, 0.1, -0.2], 2),
      scales: [0.45, 0.2, 0.3, 0.1, 0.07],
    },
    'uneven',
  );
}
