import { ANGLE_FROM, ANGLE_TO, noisedBatches, type NoiseLevel } from '../batches';
import type { ImageObjective } from './objective';

/** Every angle of the noise equally likely. */
export function levelAtAngle(place: number): NoiseLevel {
  const angle = (Math.PI / 2) * (ANGLE_FROM + (ANGLE_TO - ANGLE_FROM) * place);
  return { alpha: Math.cos(angle), sigma: Math.sin(angle), logNoise: Math.log(Math.tan(angle)) };
}

/** The book's own: every angle of the noise equally likely, unweighted. */
export const imageDenoising: ImageObjective = {
  name: 'denoising',
  batches: (source) => noisedBatches(source, levelAtAngle),
};
