import { count, zeros, type Batch } from '../batch';
import type { SamplerInput, SamplerStep } from '../sampler/sampler';
import { checkCourse } from '../sampler/course';
import type { DenoiserWithBack } from './back';
import { isDifferentiable, isLinear, type Differentiable, type LinearOperator, type Operator } from './operator';
import { checkNoise } from './posterior';

/** What was measured: y = H(x_0) + noise N(0, I). */
export interface Measurement<O extends Operator = Operator> {
  readonly operator: O;
  /** One row for all samples, or a row for each. */
  readonly y: Batch;
  /** Its standard deviation, 0 or more. */
  readonly noise: number;
}

/** What a method is given: what a sampler is, and a measurement. */
export interface InverseInput extends SamplerInput {
  readonly measurement: Measurement;
}

/** The state after a step. `evaluations` counts denoiser calls, and those of them that were followed back are `pulls`. */
export interface InverseStep extends SamplerStep {
  readonly pulls: number;
}

/** A sampler of x_0 given y. What it gives is a sample of the posterior as far as the method is right. */
export type InverseMethod<Options = object> = (input: InverseInput & Options) => Generator<InverseStep, void, void>;

/** For methods that follow the denoiser's answer back. */
export interface GuidedInput extends InverseInput {
  readonly denoiser: DenoiserWithBack;
}

export type GuidedMethod<Options = object> = (input: GuidedInput & Options) => Generator<InverseStep, void, void>;

/** Checks what all methods are given, and returns y with a row for every sample. Throws `RangeError`. */
export function checkInput(method: string, { measurement, x, schedule, times }: InverseInput): Batch {
  checkCourse({ schedule, times });
  const { operator, y, noise } = measurement;
  checkNoise(noise);
  const n = count(x);
  if (x.dim !== operator.dim) {
    throw new RangeError(
      `${method}: samples of ${x.dim} numbers and a ${operator.name} of ${operator.dim} (expected the same)`,
    );
  }
  if (y.dim !== operator.rows) {
    throw new RangeError(
      `${method}: a measurement of ${y.dim} numbers (expected ${operator.rows} from the ${operator.name})`,
    );
  }
  if (count(y) !== 1 && count(y) !== n) {
    throw new RangeError(`${method}: ${count(y)} measurements for ${n} samples (expected 1 or ${n})`);
  }
  if (!y.data.every(Number.isFinite)) throw new RangeError(`${method}: a measurement that is not finite`);
  if (count(y) === n) return y;
  const all = zeros(n, y.dim);
  for (let row = 0; row < n; row++) all.data.set(y.data, row * y.dim);
  return all;
}

/** The operator, if it is linear; else a `TypeError`: the method projects, or weighs singular directions. */
export function linearOf(method: string, { operator }: Measurement): LinearOperator {
  if (isLinear(operator)) return operator;
  throw new TypeError(`${method} of a ${operator.name} (expected a linear measurement)`);
}

/** The operator, if its change can be followed back; else a `TypeError`. */
export function differentiableOf(method: string, { operator }: Measurement): Differentiable {
  if (isDifferentiable(operator)) return operator;
  throw new TypeError(`${method} of a ${operator.name} (expected a measurement with a slope)`);
}

/** y - H(x), row by row, into `out`. */
export function residual({ operator }: Measurement, y: Batch, x: Batch, out: Batch): Batch {
  operator.apply(x, out);
  for (let i = 0; i < out.data.length; i++) out.data[i] = y.data[i] - out.data[i];
  return out;
}
