/** Answers to what a damaged picture was by those who have no network. */
import { zeros, type Batch } from '../../../../core/batch';
import { digitPixels, digitSide } from '../../../../core/data/digits';
import {
  bicubicUp,
  gaussianOf,
  gaussianPosterior,
  nearestMeasured,
  totalVariation,
  type GaussianPrior,
} from '../../../../core/inverse/classical';
import { isLinear } from '../../../../core/inverse/operator';
import { pictureOperator } from '../../../../core/inverse/spec';
import { loadDigits } from '../../../digits';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { ClassicalName, RestoredWithout, RestoreWithoutSpec } from '../restoring-without';
import type { DigitNetworks } from './networks';

/** Training digits that are looked at. */
const known = 3000;
/** The least noise that is reckoned with: a filter and a variation need some to weigh the measurement by. */
const leastNoise = 0.01;
/** Weight of the total variation over the noise's variance. */
const variationWeight = 1;

let digits: Promise<Batch> | undefined;
let prior: GaussianPrior | undefined;

const ink = async (): Promise<Batch> => {
  const { images } = await loadDigits();
  return { data: Float64Array.from(images.subarray(0, known * digitPixels), (p) => p / 255), dim: digitPixels };
};

export async function restoreWithout(
  { measured, y: given, noise: asked }: RestoreWithoutSpec,
  _networks: DigitNetworks,
  { gone }: Listener,
): Promise<RestoredWithout> {
  const rest = yielding(gone, 0);
  digits ??= ink().catch((error: unknown) => {
    digits = undefined;
    throw error;
  });
  const data = await digits;
  const operator = pictureOperator(measured);
  const y = { data: Float64Array.from(given), dim: operator.rows };
  const noise = Math.max(asked, leastNoise);
  const found: { name: ClassicalName; x: Float32Array }[] = [];
  const add = async (name: ClassicalName, x: Float64Array) => {
    found.push({ name, x: Float32Array.from(x) });
    await rest();
  };
  if (measured.kind === 'box-down' || measured.kind === 'bicubic-down')
    await add('bicubic', bicubicUp(y, digitSide / measured.factor, measured.factor).data);
  if (isLinear(operator)) {
    prior ??= gaussianOf(data);
    await rest();
    await add('wiener', gaussianPosterior(prior, operator, noise).mean(y).data);
    await add(
      'variation',
      totalVariation(
        { operator, y, noise },
        { side: digitSide, weight: variationWeight * noise * noise, range: [0, 1], steps: 300 },
      ).data,
    );
  }
  // A few at a time: phase retrieval transforms each of them.
  const of = zeros(known, operator.rows);
  const part = 250;
  for (let first = 0; first < known; first += part) {
    const some = { data: data.data.subarray(first * digitPixels, (first + part) * digitPixels), dim: digitPixels };
    of.data.set(operator.apply(some).data, first * operator.rows);
    await rest();
  }
  const [nearest] = nearestMeasured(of, y.data);
  await add('nearest', data.data.slice(nearest * digitPixels, (nearest + 1) * digitPixels));
  return { found, digits: known };
}
