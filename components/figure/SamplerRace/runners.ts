/** Who runs in the race on digits. */
import type { PupilEvaluations } from '../../../src/core/image-network/pupil';
import type { SamplerName } from '../../../src/core/sampler/index';
import { entryOf, stepsFor } from '../kit/samplers';
import { pupilLanes, type RaceSettings } from './settings';

/** Who runs on digits: a sampler on the network, the network's pupil, asked once or twice, or a model of codes (`latent`). */
export type DigitRunner = SamplerName | 'pupil-1' | 'pupil-2' | 'codes';

/** How the model of codes is walked. */
export const codesSampler = 'dpmpp2m';

/** Evaluations of a pupil's lane; null for a sampler's. */
export const pupilCalls = (runner: DigitRunner): PupilEvaluations | null =>
  runner === 'pupil-1' ? 1 : runner === 'pupil-2' ? 2 : null;

/** Who has no end that the network's ODE could tell: what draws noise, a pupil, which follows no path, and another model. */
export const isEndless = (runner: DigitRunner): boolean =>
  runner === 'codes' || runner === 'pupil-1' || runner === 'pupil-2' || entryOf(runner).stochastic;

/** All lanes of a race on digits, other models last. */
export const runnersOf = (s: RaceSettings): readonly DigitRunner[] => [
  ...s.samplers,
  ...pupilLanes(s).map((n) => `pupil-${n}` as const),
  ...(s.codes ? (['codes'] as const) : []),
];

/** Steps of a lane that may spend so many evaluations: a pupil's are its own. */
export const stepsOf = (runner: DigitRunner, evaluations: number): number =>
  runner === 'pupil-1'
    ? 1
    : runner === 'pupil-2'
      ? 2
      : stepsFor(runner === 'codes' ? codesSampler : runner, evaluations);
