import { affine } from '../../core/image-network/layers/affine';
import type { Step } from '../../core/image-network/layers/record';
import type { BoundNetwork } from '../../core/image-network/parameters';
import type { Ops } from './ops';

/** What an embedding is made of: see `Inputs`. */
interface Informed {
  readonly n: number;
  readonly logNoise?: ArrayLike<number>;
  readonly labels?: Int32Array;
  readonly attributes?: readonly Int32Array[];
  readonly shift?: Float32Array;
}

/**
 * The embedding: SiLU of a linear map of sqrt(2) cos and sin of f_k ln(noise) / 2, with f_k geometric from 1/2 to 16, plus the
 * row of the class and of each attribute, plus `shift`. The way back gives the gradient at that sum. With `unconditioned` the features of the noise are 0. Throws `RangeError` where a noise level or class is missing.
 */
export function embed<T>(
  ops: Ops<T>,
  spec: BoundNetwork['network']['embedding'],
  parameters: BoundNetwork['embedding'],
  { n, logNoise, labels, attributes = [], shift }: Informed,
  unconditioned: boolean,
): { readonly y: T; back(dy: T): T } | undefined {
  if (!spec) return undefined;
  const [w, b] = spec.frequencies > 0 ? parameters : [];
  const tables = parameters.slice(w ? 2 : 0);
  const rows = spec.attributes ? attributes : spec.classes > 0 ? [labels] : [];
  let map: Step<T> | undefined;
  if (w) {
    if (!logNoise || logNoise.length !== n)
      throw new RangeError(`${logNoise?.length ?? 'no'} noise levels for ${n} pictures (expected one each)`);
    const features = ops.put(
      unconditioned ? new Float32Array(2 * spec.frequencies * n) : noiseFeatures(logNoise, spec.frequencies),
      n,
      2 * spec.frequencies,
    );
    map = affine(ops, features, w, b);
  }
  let sum = map?.y;
  const told = tables.map((table, k) => {
    const chosen = rows[k];
    if (chosen?.length !== n)
      throw new RangeError(`${chosen?.length ?? 'no'} classes for ${n} pictures (expected one each)`);
    const row = ops.lookup(table, chosen);
    sum = sum === undefined ? row : ops.add(sum, row);
    return { table, chosen };
  });
  if (sum !== undefined && shift) {
    if (shift.length !== n * spec.width)
      throw new RangeError(`${shift.length} numbers of shift for ${n} pictures (expected ${spec.width} each)`);
    sum = ops.add(sum, ops.put(shift, n, spec.width));
  }
  if (sum === undefined) throw new Error('an embedding of nothing (expected frequencies or classes)');
  const before = sum;
  return {
    y: ops.activation(before, 'silu'),
    back(dy) {
      const d = ops.activationBack(before, dy, 'silu');
      map?.back(d, false);
      for (const { table, chosen } of told) ops.lookupBack(table, chosen, d);
      return d;
    },
  };
}

/** Rows of `frequencies` cosines, then as many sines. */
export function noiseFeatures(logNoise: ArrayLike<number>, frequencies: number): Float32Array {
  const out = new Float32Array(2 * frequencies * logNoise.length);
  for (let i = 0, at = 0; i < logNoise.length; i++, at += 2 * frequencies) {
    for (let k = 0; k < frequencies; k++) {
      const angle = 0.5 * logNoise[i] * 0.5 * 32 ** (k / (frequencies - 1));
      out[at + k] = Math.SQRT2 * Math.cos(angle);
      out[at + frequencies + k] = Math.SQRT2 * Math.sin(angle);
    }
  }
  return out;
}
