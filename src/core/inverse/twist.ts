import { count, zeros, type Batch } from '../batch';
import { residual, type Measurement } from './method';
import { isLinear, type Differentiable, type LinearOperator } from './operator';

/** Writes ln of the twist of every row of x0 into `log`, and its gradient by x0 into `pulled`. `wide` is the variance r_t^2 of x_0 about its guess. */
export type Twist = (x0: Batch, wide: number, log: Float64Array, pulled: Batch) => void;

/** N(y; H(x0), noise^2 I + wide H H') for a linear H, N(y; H(x0), (noise^2 + wide) I) for another. */
export function twistOf(measurement: Measurement<Differentiable>, y: Batch): Twist {
  const { operator } = measurement;
  return isLinear(operator) ? linearTwist({ ...measurement, operator }, y) : roundTwist(measurement, y);
}

function linearTwist(measurement: Measurement<LinearOperator>, y: Batch): Twist {
  const { rows, spectrum } = measurement.operator;
  const { values: s } = spectrum;
  const r = s.length;
  const own = measurement.noise ** 2;
  const off = zeros(count(y), rows);
  const here = zeros(count(y), r);
  return (x0, wide, log, pulled) => {
    residual(measurement, y, x0, off);
    spectrum.read(off, here);
    for (let row = 0; row < log.length; row++) {
      let rest = 0;
      for (let j = row * rows; j < (row + 1) * rows; j++) rest += off.data[j] ** 2;
      let sum = (rows - r) * Math.log(2 * Math.PI * own);
      for (let i = 0; i < r; i++) {
        const c = here.data[row * r + i];
        const v = own + wide * s[i] * s[i];
        rest -= c * c;
        sum += (c * c) / v + Math.log(2 * Math.PI * v);
        here.data[row * r + i] = (s[i] * c) / v;
      }
      log[row] = -(sum + (rows > r ? Math.max(rest, 0) / own : 0)) / 2;
    }
    spectrum.spread(here, pulled);
  };
}

function roundTwist(measurement: Measurement<Differentiable>, y: Batch): Twist {
  const { operator } = measurement;
  const { rows } = operator;
  const off = zeros(count(y), rows);
  return (x0, wide, log, pulled) => {
    const v = measurement.noise ** 2 + wide;
    residual(measurement, y, x0, off);
    for (let row = 0; row < log.length; row++) {
      let squares = 0;
      for (let j = row * rows; j < (row + 1) * rows; j++) {
        squares += off.data[j] ** 2;
        off.data[j] /= v;
      }
      log[row] = -squares / (2 * v) - (rows / 2) * Math.log(2 * Math.PI * v);
    }
    operator.pull(x0, off, pulled);
  };
}
