/** What may be asked of the shipped classifier, as plain data. */
import type { Batch } from '../../../core/batch';
import type { PixelUnits } from './pixels';

export interface DigitJudgeSpec {
  /** n rows of 784. */
  readonly x: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
}

export interface DigitJudgement {
  readonly classes: Int32Array;
  /** [n, 10] ln p(class | picture). */
  readonly logProbabilities: Float64Array;
  /** [n, 64] for `core/metric/frechet.ts`. */
  readonly features: Batch;
}
