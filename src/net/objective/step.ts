import { random } from '../../core/random';
import type { Schedule } from '../../core/schedule/schedule';
import { LOSS_BINS } from '../../kernel/kernel';
import type { BatchObjective, Evaluator, ObjectiveSettings, OutputLoss, Regression, StepContext } from './objective';

/** What a trainer knows when an objective makes a batch. */
export interface TrainerState {
  readonly settings: ObjectiveSettings & { readonly seed: number; readonly batchSize: number };
  readonly dim: number;
  readonly steps: number;
  readonly schedule: Schedule;
  readonly pool: Float32Array | null;
  readonly evaluator: (which: 'raw' | 'ema') => Evaluator;
}

/** The next batch of an objective. Throws `RangeError`, naming what was expected, where its parts do not fit each other. */
export function nextBatch(
  objective: BatchObjective,
  { settings, dim, steps, schedule, pool, evaluator }: TrainerState,
): Regression | OutputLoss {
  const context: StepContext = {
    step: steps,
    n: settings.batchSize,
    dim,
    draw: random(settings.seed).split(objective.name).split(steps),
    get pool() {
      if (!pool) throw new Error('there are no data to train on (expected setData first)');
      return pool;
    },
    schedule,
    prediction: settings.network.prediction,
    network: evaluator,
  };
  const batch = objective.batch(context);
  const { x, t } = batch.points;
  const n = t.length;
  const fits =
    n > 0 &&
    x.length === n * dim &&
    ('loss' in batch || (batch.target.length === n * dim && batch.weight.length === n));
  if (!fits)
    throw new RangeError(
      `batch of "${objective.name}" whose parts differ (expected ${n || 'some'} rows of dim ${dim})`,
    );
  return batch;
}

/** Throws `RangeError` where a loss of `n` rows of `dim` numbers has not as many terms and slopes. */
export function checkedLoss(
  found: ReturnType<OutputLoss['loss']>,
  n: number,
  dim: number,
): ReturnType<OutputLoss['loss']> {
  if (found.terms.length !== n || found.gradient.length !== n * dim) {
    throw new RangeError(
      `loss of ${found.terms.length} terms and ${found.gradient.length} slopes (expected ${n} and ${n * dim})`,
    );
  }
  return found;
}

/** The bin of each row's loss, 0 … 15, from data to noise. */
export function lossBins(t: Float32Array): Uint32Array {
  return Uint32Array.from(t, (at) => Math.min(LOSS_BINS - 1, Math.floor(at * LOSS_BINS)));
}

export function mean(terms: Float32Array): number {
  return terms.reduce((sum, term) => sum + term, 0) / terms.length;
}
