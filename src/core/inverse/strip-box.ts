import { count, zeros, type Batch } from '../batch';
import { checkRows, type LinearOperator } from './operator';

/**
 * Means of blocks of `factor` by `factor` pixels of a picture of `height` rows of `width` columns: a wide picture at low resolution. Its rows do not overlap, so that H H'
 * is 1 / factor^2 times the identity: every singular value is 1 / factor, and V holds the blocks, each of length 1.
 */
export function boxOf(height: number, width: number, factor: number): LinearOperator {
  const name = 'box downsampling';
  if (!(Number.isInteger(factor) && factor >= 1) || height % factor !== 0 || width % factor !== 0)
    throw new RangeError(`blocks of ${factor} in ${height} by ${width} pixels (expected a divisor of both)`);
  const dim = height * width;
  const across = width / factor;
  const rows = (height / factor) * across;
  const each = (x: Batch, use: (small: number, large: number) => void) => {
    for (let row = 0; row < count(x); row++)
      for (let k = 0; k < dim; k++) {
        const [i, j] = [Math.floor(k / width), k % width];
        use(row * rows + Math.floor(i / factor) * across + Math.floor(j / factor), row * dim + k);
      }
  };
  const sums = (x: Batch, scale: number, out: Batch): Batch => {
    checkRows(name, x, dim);
    out.data.fill(0);
    each(x, (small, large) => (out.data[small] += scale * x.data[large]));
    return out;
  };
  const spread = (y: Batch, scale: number, out: Batch): Batch => {
    checkRows(`adjoint of ${name}`, y, rows);
    each(out, (small, large) => (out.data[large] = scale * y.data[small]));
    return out;
  };
  const [mean, unit] = [1 / factor ** 2, 1 / factor];
  const adjoint: LinearOperator['adjoint'] = (y, out = zeros(count(y), dim)) => spread(y, mean, out);
  return {
    name,
    dim,
    rows,
    apply: (x, out = zeros(count(x), rows)) => sums(x, mean, out),
    adjoint,
    pull: (_, v, out) => adjoint(v, out),
    spectrum: {
      values: new Float64Array(rows).fill(unit),
      project: (x, out = zeros(count(x), rows)) => sums(x, unit, out),
      spread: (z, out = zeros(count(z), dim)) => spread(z, unit, out),
      read(y, out = zeros(count(y), rows)) {
        out.data.set(y.data);
        return out;
      },
    },
  };
}
