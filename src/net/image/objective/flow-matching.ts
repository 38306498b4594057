import { linearPath } from '../../../core/flow-matching';
import { ANGLE_FROM, ANGLE_TO, noisedBatches } from '../batches';
import type { ImageObjective } from './objective';

/** The time of the linear path at an angle of the noise, in quarter turns: t / (1 - t) = tan(angle). */
const timeAt = (turns: number): number => {
  const ratio = Math.tan((Math.PI / 2) * turns);
  return ratio / (1 + ratio);
};
const FROM = timeAt(ANGLE_FROM);
const TO = timeAt(ANGLE_TO);

/**
 * Conditional flow matching on the linear path (`core/flow-matching.ts`): the mean squared error of the velocity epsilon - x_0, t uniform
 * over the noise levels that networks are trained at. A change of variables makes it denoising at uniform angles: the two have the same
 * loss at every network but for a factor, and draw their noise levels differently.
 */
export const imageFlowMatching: ImageObjective = {
  name: 'flow matching',
  batches: (source) =>
    noisedBatches(source, (place) => {
      const t = FROM + (TO - FROM) * place;
      const { alpha, sigma, weight } = linearPath(t);
      return { alpha, sigma, weight, logNoise: Math.log(t / (1 - t)) };
    }),
};
