import { copy, type Batch } from '../batch';
import type { Schedule } from '../schedule/schedule';
import { checkRising, stepWeights } from './step';

/** A model that can be told "nothing" in more ways than one: by `width` numbers a row, added to what it makes of nothing. */
export interface NullModel {
  readonly width: number;
  /** D with the condition, into `out`. */
  conditional(x: Batch, t: number, out: Batch): void;
  /**
   * D with nothing said, shifted [n, width], into `out`. With `slope`, which is given that and says the gradient at it, the gradient at the
   * shift; else nothing of use.
   */
  nothing(x: Batch, t: number, shift: Float64Array, out: Batch, slope?: (out: Batch) => Float64Array): Float64Array;
}

export interface NullOptions {
  readonly model: NullModel;
  readonly schedule: Schedule;
  /** Rising times of the way there, and its states, one a time. */
  readonly times: ArrayLike<number>;
  readonly path: readonly Float64Array[];
  readonly dim: number;
  /** w of D_c + w (D_c - D_nothing). */
  readonly guidance: number;
  /** The range that guided guesses are clipped to. */
  readonly range: readonly [number, number];
  /** Adam's steps for each step of the sampler, and their size. */
  readonly iterations?: number;
  readonly rate?: number;
}

export interface NullStep {
  readonly i: number;
  readonly x: Batch;
  /** [n, width], what was found for the step that led here. */
  readonly shift: Float64Array;
}

/**
 * Null-text inversion (Mokady et al. 2023, algorithm 1): at each step of the guided way back, the numbers that say nothing are moved by Adam until the step
 * ends where the unguided way there had been; each step begins with what the last one found. Here nothing is one row of a table of classes, not a text.
 */
export function* nullReturn({
  model,
  schedule,
  times,
  path,
  dim,
  guidance: w,
  range: [low, high],
  iterations = 10,
  rate = 0.1,
}: NullOptions): Generator<NullStep, void, void> {
  checkRising(times);
  const last = times.length - 1;
  const x = copy({ data: path[last], dim });
  const size = x.data.length;
  const like = (): Batch => ({ data: new Float64Array(size), dim });
  const [told, untold] = [like(), like()];
  const numbers = (size / dim) * model.width;
  const shift = new Float64Array(numbers);
  const gradient = new Float64Array(size);
  for (let i = last; i > 0; i--) {
    const { along, towards } = stepWeights(schedule, times[i], times[i - 1]);
    const target = path[i - 1];
    const adam = moments(numbers);
    model.conditional(x, times[i], told);
    const slope = () => {
      for (let j = 0; j < size; j++) {
        const raw = told.data[j] + w * (told.data[j] - untold.data[j]);
        const guess = Math.min(high, Math.max(low, raw));
        // Of the mean square of each row; a clipped guess does not move.
        gradient[j] = raw === guess ? (-w * towards * 2 * (along * x.data[j] + towards * guess - target[j])) / dim : 0;
      }
      return gradient;
    };
    for (let k = 0; k < iterations; k++) {
      const down = model.nothing(x, times[i], shift, untold, slope);
      // Adam's first steps, on smaller and smaller feet towards the picture.
      adam(shift, down, (rate * (i + last)) / (2 * last));
    }
    model.nothing(x, times[i], shift, untold);
    for (let j = 0; j < size; j++) {
      const raw = told.data[j] + w * (told.data[j] - untold.data[j]);
      x.data[j] = along * x.data[j] + towards * Math.min(high, Math.max(low, raw));
    }
    yield { i: last - i + 1, x, shift: shift.slice() };
  }
}

/** Adam (Kingma and Ba 2015) with moments that begin at nothing. */
function moments(n: number): (values: Float64Array, gradient: Float64Array, rate: number) => void {
  const [first, second] = [new Float64Array(n), new Float64Array(n)];
  let k = 0;
  return (values, gradient, rate) => {
    k++;
    for (let i = 0; i < n; i++) {
      first[i] = 0.9 * first[i] + 0.1 * gradient[i];
      second[i] = 0.999 * second[i] + 0.001 * gradient[i] ** 2;
      const step = first[i] / (1 - 0.9 ** k) / (Math.sqrt(second[i] / (1 - 0.999 ** k)) + 1e-8);
      values[i] -= rate * step;
    }
  };
}
