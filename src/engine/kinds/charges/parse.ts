import { boolean, number, required, schema, typedArray } from '../../../core/schema';
import { whole } from '../../fields';
import { mostCharges, mostLines, type DescentSpec } from './types';

const above = { min: 1e-4, max: 1e4 };
const descentSchema = schema({
  points: required(typedArray('Float64Array', { shortest: 1, longest: 2 * mostCharges })),
  dim: required(whole(2, 1, 2)),
  radius: required(number(6, above)),
  last: required(number(0.02, above)),
  lines: required(whole(24, 1, mostLines)),
  pieces: required(whole(24, 1, 200)),
  compare: boolean(false),
});

/** Trusts nothing. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseDescentSpec(value: unknown): DescentSpec {
  const spec = descentSchema.read(value, 'lines of a field');
  const { points, dim, last, radius } = spec;
  if (points.length % dim !== 0 || points.length > dim * mostCharges)
    throw new RangeError(`${points.length} numbers of charges in ${dim} dimensions (expected ${dim} each, at most ${mostCharges} charges)`); // prettier-ignore
  if (!(last < radius)) throw new RangeError(`lines down to ${last} from ${radius} (expected a last height below the radius)`); // prettier-ignore
  return spec;
}
