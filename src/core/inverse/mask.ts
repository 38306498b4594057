import { count, zeros } from '../batch';
import { checkRows, type LinearOperator } from './operator';

/**
 * The numbers of x that are kept, in their order: inpainting, or a coordinate. Throws `RangeError` where all are kept or
 * none: there is nothing to fill in, or nothing to go by.
 */
export function mask(keep: ArrayLike<boolean | number>, name = 'mask'): LinearOperator {
  const dim = keep.length;
  const kept = Int32Array.from(Array.from({ length: dim }, (_, i) => i).filter((i) => Boolean(keep[i])));
  if (kept.length === 0) throw new RangeError(`a ${name} of all ${dim} numbers (expected at least one that is kept)`);
  if (kept.length === dim)
    throw new RangeError(`a ${name} of none of ${dim} numbers (expected at least one to fill in)`);
  const rows = kept.length;
  const apply: LinearOperator['apply'] = (x, out = zeros(count(x), rows)) => {
    checkRows(name, x, dim);
    for (let i = 0; i < out.data.length; i++) out.data[i] = x.data[Math.floor(i / rows) * dim + kept[i % rows]];
    return out;
  };
  const adjoint: LinearOperator['adjoint'] = (y, out = zeros(count(y), dim)) => {
    checkRows(`adjoint of a ${name}`, y, rows);
    out.data.fill(0);
    for (let i = 0; i < y.data.length; i++) out.data[Math.floor(i / rows) * dim + kept[i % rows]] = y.data[i];
    return out;
  };
  return {
    name,
    dim,
    rows,
    apply,
    adjoint,
    pull: (_, v, out) => adjoint(v, out),
    spectrum: {
      values: new Float64Array(rows).fill(1),
      project: apply,
      spread: adjoint,
      read(y, out = zeros(count(y), rows)) {
        out.data.set(y.data);
        return out;
      },
    },
  };
}
