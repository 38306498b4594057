import type { ScheduleSpec } from '../core/schedule/schedule';
import { createTrainer } from './create';
import { trainerDefaults } from './defaults';
import type { Evaluator } from './objective/objective';
import { networkTeacher, type Teacher } from './objective/teacher';
import type { Backend, SavedWeights } from './trainer';

/** A network that is asked and never trained, on a backend of its own choice. */
export interface FrozenNetwork extends Teacher {
  readonly evaluator: Evaluator;
  /** Takes the average of other weights in place of its own. Throws `RangeError` where they are of another shape. */
  readonly take: (saved: SavedWeights) => void;
  readonly dispose: () => void;
}

/** The average of the saved weights, as a teacher. Throws `RangeError` where it predicts epsilon. */
export async function frozenNetwork(
  backend: Backend,
  saved: SavedWeights,
  schedule: ScheduleSpec,
): Promise<FrozenNetwork> {
  const { network, dim } = saved;
  const holder = await createTrainer(backend, { ...trainerDefaults, network, dim, schedule });
  const take = (other: SavedWeights) => holder.load(fresh(other));
  take(saved);
  const evaluator = holder.evaluator('ema');
  return {
    ...networkTeacher(evaluator, network.prediction, schedule),
    evaluator,
    take,
    dispose: () => holder.dispose(),
  };
}

/** The average of the saved weights as where a new run begins: step 0, nothing of Adam's. */
export function fresh({ network, dim, ema }: SavedWeights): SavedWeights {
  return { network, dim, step: 0, weights: ema, ema };
}
