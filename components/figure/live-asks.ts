/** What the figures of pictures ask, answered by the worker. */
import { guessDigits, judgeDigits, sampleDigits } from '../../src/engine/digit-client';
import { loadDigits } from '../../src/engine/digits';
import { devGan, devLatent } from './dev-gan';

export const liveAsks = {
  sample: sampleDigits, guess: guessDigits, judge: judgeDigits, ...devGan, digits: () => loadDigits(), latent: devLatent,
} as const;
