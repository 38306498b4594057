/** What samples are measured by, the same for all claims. */
import type { Batch } from '../batch';
import { eightGaussians } from '../data/eight-gaussians';
import { mixture, type Mixture } from '../data/mixture';
import { spiral } from '../data/spiral';
import type { Target } from '../data/target';
import { twentyFiveGaussians } from '../data/twenty-five-gaussians';
import { energyDistanceTo } from '../metric/energy-distance';
import { random } from '../random';
import { finite } from './work';

/** Samples of a model that are measured, and true points that they are held against. */
export const sampleCount = 1000;
const heldOutCount = 2000;
const heldOutSeed = 40_404;

/** The energy distance of samples that have left the plane: far more than any set of points in it has. */
export const lost = 10;

export type TargetName = 'ring' | 'spiral' | 'grid' | 'rare';

/** The ring with every other Gaussian rare: four of 23.5 %, four of 1.5 %. */
function rareRing(): Mixture {
  const { components } = eightGaussians();
  return mixture(
    {
      weights: Array.from({ length: 8 }, (_, k) => (k % 2 === 0 ? 0.235 : 0.015)),
      means: components.means,
      scales: components.scales,
    },
    'rare',
  );
}

export const targets: Readonly<Record<TargetName, () => Target>> = {
  ring: () => eightGaussians(),
  spiral: () => spiral(),
  grid: () => twentyFiveGaussians(),
  rare: rareRing,
};

export interface Yardstick {
  readonly target: Target;
  /** Energy distance to true points; `lost` where the samples have left the plane. */
  readonly distance: (x: Batch) => number;
  readonly heldOut: Batch;
  /** The distance of as many true samples as are measured of a model. */
  readonly own: (seed: number) => number;
}

const made = new Map<TargetName, Yardstick>();

export function yardstick(name: TargetName): Yardstick {
  const known = made.get(name);
  if (known) return known;
  const target = targets[name]();
  const r = random(heldOutSeed).split(name);
  const heldOut = target.stratified?.(heldOutCount, r) ?? target.sample(heldOutCount, r);
  const measure = energyDistanceTo(heldOut);
  const distance = (x: Batch) => (finite(x) ? Math.min(measure(x), lost) : lost);
  const own = (seed: number) => distance(target.sample(sampleCount, random(seed).split('true')));
  const stick = { target, heldOut, distance, own };
  made.set(name, stick);
  return stick;
}
