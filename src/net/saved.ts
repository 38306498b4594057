import type { NetworkSpec } from '../core/network';
import { parameterCount } from './shape';
import type { SavedWeights } from './trainer';

/** Throws `RangeError`, naming what was expected, unless `saved` fits a network of this shape and is finite. */
export function checkSaved(saved: SavedWeights, network: NetworkSpec, dim: number): void {
  const shown = (n: NetworkSpec, d: number) =>
    `${n.depth} layers of ${n.width} predicting ${n.prediction} in ${d}-D` + (n.time ? ` told ${n.time} of time` : '');
  const { width, depth, prediction, time } = saved.network;
  const same =
    width === network.width &&
    depth === network.depth &&
    prediction === network.prediction &&
    (time ?? 'all') === (network.time ?? 'all');
  if (!same || saved.dim !== dim) {
    throw new RangeError(`saved network has ${shown(saved.network, saved.dim)} (expected ${shown(network, dim)})`);
  }
  const n = parameterCount(network, dim);
  const parts: [string, Float32Array][] = [
    ['weights', saved.weights],
    ['averaged weights', saved.ema],
  ];
  if (saved.moments) parts.push(['first moments', saved.moments.first], ['second moments', saved.moments.second]);
  for (const [name, values] of parts) {
    if (values.length !== n) throw new RangeError(`saved ${name} hold ${values.length} numbers (expected ${n})`);
    if (!values.every(Number.isFinite)) throw new RangeError(`saved ${name} hold a number that is not finite`);
  }
  const steps = saved.moments ? [saved.step, saved.moments.step] : [saved.step];
  if (!steps.every((step) => Number.isSafeInteger(step) && step >= 0)) {
    throw new RangeError(`saved step is ${steps.join(', ')} (expected an integer, 0 or more)`);
  }
}
