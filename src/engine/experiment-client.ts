/** The page's way to put a claim to the test. Nothing of it is loaded before the first call. */
import { engine, type DigitListening, type Engine } from './client';
import type { Experimented, ExperimentProgress, ExperimentSpec } from './experiment';

/** Rejects with a sentence for the reader, or with the signal's reason. */
export function runExperiment(
  spec: ExperimentSpec,
  listening?: DigitListening<ExperimentProgress>,
  by: Engine = engine(),
): Promise<Experimented> {
  return by.experiment(spec, listening);
}
