import { count, zeros, type Batch } from '../batch';
import { checkRows, type LinearOperator } from './operator';

/** All numbers of x as they are: with noise, what denoising is given. */
export function identity(dim: number, name = 'whole picture'): LinearOperator {
  if (!Number.isInteger(dim) || dim < 1) throw new RangeError(`a ${name} of ${dim} numbers (expected 1 or more)`);
  const same = (x: Batch, out: Batch = zeros(count(x), dim)): Batch => {
    checkRows(name, x, dim);
    out.data.set(x.data);
    return out;
  };
  return {
    name,
    dim,
    rows: dim,
    apply: same,
    adjoint: same,
    pull: (_, v, out) => same(v, out),
    spectrum: { values: new Float64Array(dim).fill(1), project: same, spread: same, read: same },
  };
}
