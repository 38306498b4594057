/** Pairings of noise and data that no flow makes: any with any, and the cheapest. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import { assignment, costs } from '../../../src/core/coupling/index';
import { heldOutPoints } from '../../../src/core/data/held-out';
import { makeTarget } from '../../../src/core/data/index';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { flowPaths } from '../../../src/engine/kinds/pupil/types';
import type { ReflowSettings } from './state';

/** Noises and samples of a snapshot. */
const count = 500;
/** Points that the cheapest pairing is found of: its time grows with the cube. */
const matched = 128;

export interface Couplings {
  /** The first noises and as many points of the data, as they come. */
  readonly from: Batch;
  readonly to: Batch;
  /** Mean squared distance of pairs: as they come, and of the cheapest pairing. */
  readonly independent: number;
  readonly cheapest: number;
  /** Energy distance of true points, as many as there are samples: the mean of two draws. */
  readonly floor: number;
}

/** Piece by piece: each takes some milliseconds. */
export function* couplingsOf({
  target,
  seed,
}: Pick<ReflowSettings, 'target' | 'seed'>): Generator<void, Couplings, void> {
  const shape = makeTarget({ kind: target });
  const noise = normalBatch(count, 2, random(seed));
  const data = shape.sample(count, random(seed).split('independent'));
  const first = ({ data: values }: Batch, n: number) => batch(values.slice(0, 2 * n), 2);
  const [a, b] = [first(noise, matched), first(data, matched)];
  yield;
  const { cost } = assignment(costs(a, b), matched, matched);
  yield;
  const held = energyDistanceTo(heldOutPoints(shape));
  let floor = 0;
  for (const draw of [1, 2]) {
    yield;
    floor += held(shape.sample(count, random(draw).split('floor'))) / 2;
  }
  return {
    from: first(noise, flowPaths),
    to: first(data, flowPaths),
    independent: meanSquare(noise, data),
    cheapest: cost / matched,
    floor,
  };
}

/** Mean over rows of |a - b|^2. */
export function meanSquare(a: Batch, b: Batch): number {
  return a.data.reduce((sum, value, i) => sum + (value - b.data[i]) ** 2, 0) / (a.data.length / a.dim);
}
