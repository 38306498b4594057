/** What one slice of training did. */
export interface TrainingSlice {
  /** Whether a step was finished by it. */
  readonly stepped: boolean;
  /** That step's loss; NaN where none was finished. */
  readonly loss: number;
  /** Whether the loss is no finite number: the step was given up. */
  readonly broken: boolean;
}

/**
 * Takes slices until `steps` steps are done and returns their mean loss; a loss that isn't finite is returned at once, without its step. Throws
 * `RangeError` unless `steps` is a positive integer.
 */
export function takeSteps(steps: number, slice: () => TrainingSlice): number {
  if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`train(${steps}) (expected an integer, at least 1)`);
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    let taken = slice();
    while (!taken.stepped && !taken.broken) taken = slice();
    if (taken.broken) return taken.loss;
    sum += taken.loss;
  }
  return sum / steps;
}
