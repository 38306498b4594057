import type { Batch } from '../core/batch';
import { createTrainer } from './create';
import { fresh, frozenNetwork } from './frozen';
import { progressiveDistillation } from './objective/progressive';
import type { Backend, SavedWeights, Trainer, TrainerSettings } from './trainer';

/** A phase of progressive distillation: a pupil of so many steps, to be trained by whoever asked for it. */
export interface Phase {
  readonly steps: number;
  readonly trainer: Trainer;
}

/**
 * Progressive distillation by halves (Salimans and Ho 2022, algorithm 2): pupils of `from`, `from` / 2, … 1 steps, each beginning as its teacher, which
 * is the one before as it stands when the next is asked for, and at first `teacher`. A pupil's trainer is given back when the next is asked for or the
 * generator returns. Throws `RangeError` unless `from` is a power of two.
 */
export async function* progressivePhases(
  backend: Backend,
  settings: TrainerSettings,
  { teacher, data, from }: { readonly teacher: SavedWeights; readonly data: Batch; readonly from: number },
): AsyncGenerator<Phase, void, void> {
  if (!(from >= 1 && Number.isInteger(Math.log2(from)))) {
    throw new RangeError(`progressive distillation from ${from} steps (expected a power of two)`);
  }
  const frozen = await frozenNetwork(backend, teacher, settings.schedule);
  let saved = teacher;
  try {
    for (let steps = from; steps >= 1; steps /= 2) {
      frozen.take(saved);
      const trainer = await createTrainer(backend, settings, progressiveDistillation({ teacher: frozen, steps }));
      try {
        trainer.setData(data);
        trainer.load(fresh(saved));
        yield { steps, trainer };
        saved = trainer.save();
      } finally {
        trainer.dispose();
      }
    }
  } finally {
    frozen.dispose();
  }
}
