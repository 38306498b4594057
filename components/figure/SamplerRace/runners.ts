/** Who runs in the race on digits. */
import type { PupilEvaluations } from '../../../src/core/image-network/pupil';
import type { SamplerName } from '../../../src/core/sampler/index';
import { entryOf, stepsFor } from '../kit/samplers';
import { pupilLanes, type RaceSettings } from './settings';

/** Who runs on digits: a sampler on the network, or the network's pupil, asked once or twice. */
export type DigitRunner = SamplerName | 'pupil-1' | 'pupil-2';

/** Evaluations of a pupil's lane; null for a sampler's. */
export const pupilCalls = (runner: DigitRunner): PupilEvaluations | null =>
  runner === 'pupil-1' ? 1 : runner === 'pupil-2' ? 2 : null;

/** Who has no one end: what draws noise, and a pupil, which follows no path. */
export const isEndless = (runner: DigitRunner): boolean =>
  runner === 'pupil-1' || runner === 'pupil-2' || entryOf(runner).stochastic;

/** All lanes of a race on digits, the pupil's last. */
export const runnersOf = (s: RaceSettings): readonly DigitRunner[] => [
  ...s.samplers,
  ...pupilLanes(s).map((n) => `pupil-${n}` as const),
];

/** Steps of a lane that may spend so many evaluations: a pupil's are its own. */
export const stepsOf = (runner: DigitRunner, evaluations: number): number =>
  runner === 'pupil-1' ? 1 : runner === 'pupil-2' ? 2 : stepsFor(runner, evaluations);
