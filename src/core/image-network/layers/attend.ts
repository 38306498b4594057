import type { Attending, Ops } from '../ops';
import type { Parameter } from '../parameter';
import { affine } from './affine';

/** Attention that was run: its output, and the way back to what asked and to what was asked. */
interface Attended<T> {
  readonly y: T;
  /** Who looked where, [n heads queries, keys]: every row sums to 1 over the keys that may be seen. */
  readonly weights: T;
  back(dy: T): { readonly dx: T; readonly dcontext: T };
}

/**
 * Queries of x, keys and values of `context`, what the heads find, and the map of that: `parameters` are the weights and biases of these four maps
 * in this order.
 */
export function attend<T>(
  ops: Ops<T>,
  x: T,
  context: T,
  [wq, bq, wk, bk, wv, bv, wo, bo]: readonly Parameter[],
  attending: Attending,
): Attended<T> {
  const q = affine(ops, x, wq, bq);
  const k = affine(ops, context, wk, bk);
  const v = affine(ops, context, wv, bv);
  const found = ops.attention(q.y, k.y, v.y, attending);
  const out = affine(ops, found.y, wo, bo);
  return {
    y: out.y,
    weights: found.kept,
    back(dy) {
      const { dq, dk, dv } = ops.attentionBack(q.y, k.y, v.y, found.kept, out.back(dy, true) as T, attending);
      return { dx: q.back(dq, true) as T, dcontext: ops.add(k.back(dk, true) as T, v.back(dv, true) as T) };
    },
  };
}
