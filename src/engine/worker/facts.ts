import type { Target } from '../../core/data/target';
import type { Trainer } from '../../net/trainer';
import type { Snapshot } from '../protocol';
import type { Pace } from './pace';

/** The mean loss of the steps since it was last cleared. */
export class LossMeter {
  private sum = 0;
  private steps = 0;

  add(loss: number, steps: number): void {
    this.sum += loss * steps;
    this.steps += steps;
  }

  /** NaN when no step was taken. */
  get mean(): number {
    return this.steps > 0 ? this.sum / this.steps : NaN;
  }

  clear(): void {
    this.sum = 0;
    this.steps = 0;
  }
}

type Facts = Pick<
  Snapshot,
  'step' | 'backend' | 'stepsPerSecond' | 'parameters' | 'flopsPerStep' | 'loss' | 'lossByLevel' | 'modes'
>;

/** What a snapshot says of the network and its pace. */
export function facts(trainer: Trainer, meter: LossMeter, pace: Pace, target: Target): Facts {
  return {
    step: trainer.steps,
    backend: trainer.backend,
    stepsPerSecond: pace.stepMs > 0 ? 1000 / pace.stepMs : 0,
    parameters: trainer.parameters,
    flopsPerStep: trainer.flopsPerStep,
    loss: meter.mean,
    lossByLevel: trainer.lossByLevel(),
    modes: target.modes ? target.modes.data.length / target.modes.dim : -1,
  };
}
