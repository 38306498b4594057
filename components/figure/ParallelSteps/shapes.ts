/** What can be sampled here: mixtures of Gaussians, so that the score is exact. */
import { zeros } from '../../../src/core/batch';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { softCheckerboard } from '../../../src/core/data/soft-checkerboard';
import { exactTarget, targetNames } from '../kit/exact-targets';

export const shapes = ['eight-gaussians', 'two-moons', 'checkerboard', 'uneven'] as const;
export type ShapeName = (typeof shapes)[number];

export const shapeNames: Readonly<Record<ShapeName, string>> = {
  ...targetNames,
  'two-moons': 'Two moons',
  checkerboard: 'Checkerboard',
};

/** Gaussians along each half circle: at this distance the sum is the integral along it to about one per cent. */
const perMoon = 24;
/** What a shape is sampled by. */
export type Shape = Pick<Mixture, 'denoiser'>;

export function shapeOf(name: ShapeName): Shape {
  if (name === 'two-moons') return twoMoons();
  return name === 'checkerboard' ? softCheckerboard() : exactTarget(name).mixture;
}

/** The book's two moons, half circles of radius 1.5 with noise of 0.1, as Gaussians side by side along them. */
export function twoMoons(): Mixture {
  const means = zeros(2 * perMoon, 2);
  for (let k = 0; k < 2 * perMoon; k++) {
    const side = k < perMoon ? 1 : -1;
    const angle = (Math.PI * ((k % perMoon) + 0.5)) / perMoon;
    means.data[2 * k] = side * (1.5 * Math.cos(angle) - 0.75);
    means.data[2 * k + 1] = side * (1.5 * Math.sin(angle) - 0.375);
  }
  const each = (value: number) => new Float64Array(2 * perMoon).fill(value);
  return mixture({ weights: each(1), means, scales: each(0.1) }, 'two-moons');
}
