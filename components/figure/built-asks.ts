/** What the figures of pictures ask, answered when the page is built. Not for the browser. */
import { guessedAtBuild, judgedAtBuild, sampledAtBuild } from '../../src/engine/digit-prerender';
import { devGan, devLatent } from './dev-gan';

export const builtAsks = {
  sample: sampledAtBuild, guess: guessedAtBuild, judge: judgedAtBuild, ...devGan, latent: devLatent,
  digits: () => Promise.reject(new Error('a figure is built with the digits in the page (expected pair 0)')),
} as const;
