/** The pairs that the first flow learns from: any noise with any datum. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import { movingCost, spareOf } from '../../../src/core/coupling/index';
import { heldOutPoints } from '../../../src/core/data/held-out';
import { makeTarget } from '../../../src/core/data/index';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { flowPaths, repaired } from '../../../src/engine/kinds/pupil/types';
import type { ReflowSettings } from './state';

/** Noises and samples of a snapshot. */
const count = 500;

export interface Couplings {
  /** The first noises and as many points of the data, as they come. */
  readonly from: Batch;
  readonly to: Batch;
  /** Mean squared distance of these pairs, and the share of it that the cheapest pairing would spare. */
  readonly transport: number;
  readonly spare: number;
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
  yield;
  const spare = spareOf(noise, data, repaired);
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
    transport: movingCost(noise, data),
    spare,
    floor,
  };
}
