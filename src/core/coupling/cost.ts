import { count, type Batch } from '../batch';
import { checkPair } from '../metric/distance';

/**
 * |x_i - y_j|^power, every row of `x` with every row of `y`, row by row: [n, m]. Power 2, the default, is the cost of W_2, of minibatch couplings and of
 * the Schrödinger bridge; 1 that of W_1. Throws `RangeError` where the dimensions differ, a set is empty, or the power is not above 0.
 */
export function costs(x: Batch, y: Batch, power = 2): Float64Array {
  checkPair('cost of transport', x, y, 1);
  if (!(power > 0 && power < Infinity)) throw new RangeError(`cost with power ${power} (expected above 0)`);
  const [n, m, { dim }] = [count(x), count(y), x];
  const out = new Float64Array(n * m);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < m; j++, k++) {
      let squared = 0;
      for (let d = 0; d < dim; d++) {
        const apart = x.data[i * dim + d] - y.data[j * dim + d];
        squared += apart * apart;
      }
      out[k] = power === 2 ? squared : squared ** (power / 2);
    }
  }
  return out;
}

/** Throws `RangeError` unless there are `rows` x `columns` costs, all of them finite. */
export function checkCosts(what: string, cost: Float64Array, rows: number, columns: number): void {
  if (!(rows >= 1 && columns >= 1 && cost.length === rows * columns))
    throw new RangeError(`${what} of ${cost.length} costs (expected ${rows} x ${columns})`);
  const bad = cost.findIndex((each) => !Number.isFinite(each));
  if (bad >= 0) throw new RangeError(`${what} with a cost of ${cost[bad]} (expected finite costs)`);
}
