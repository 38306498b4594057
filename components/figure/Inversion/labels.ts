/** Words of the figure of finding codes, all made from its state. */
import { digitPixels } from '../../../src/core/data/digits';
import { fixed, percent } from '../../../src/picture/numbers';
import { ddimSteps, searchSteps } from './state';
import type { Found, Side } from './work';

const last = ({ curve }: Side) => curve.at(-1);

export function ganText({ gan }: Found): string {
  const point = last(gan);
  return point ? `error ${fixed(point.error, 3)} after ${point.steps} of ${searchSteps} steps` : 'the search begins';
}

export function diffusionText({ diffusion }: Found): string {
  const point = last(diffusion);
  return point ? `error ${fixed(point.error, 3)} with ${point.steps} steps there and back` : 'waits for the search';
}

/** What of the picture the generator's code cannot hold. @param latent numbers in the code */
export function rangeText({ range, code, length }: Found, latent: number): string {
  if (!range) return '';
  const reach =
    `The generator’s code has ${latent} numbers, a picture ${digitPixels}. Here ${range.directions} of the ${latent} directions move the picture by more than a tenth of the most. Of what is missed, squared, ${percent(range.share)} lies along the ${latent}; ` +
    `of a random change of pixels it would be ${percent(latent / digitPixels)}, at a minimum 0.`;
  return Number.isFinite(length)
    ? `${reach} Root mean square of the codes, 1 for a draw: the generator’s ${fixed(code)}, the diffusion latent’s ${fixed(length)}.`
    : reach;
}

export function summary(found: Found, what: string, latent: number): string {
  return (
    `${what}, told as a ${found.label}. GAN, by search: ${ganText(found)}. Diffusion, by DDIM: ${diffusionText(found)}. `.replace(
      /a 8/g,
      'an 8',
    ) + rangeText(found, latent)
  );
}

export const curveLabel = ({ gan, diffusion }: Found): string => {
  const end = last(gan);
  return `Error against steps. GAN: ${end ? `${fixed(end.error, 3)} at ${end.steps}` : 'none yet'}. Diffusion: ${diffusion.curve.map(({ steps, error }) => `${fixed(error, 3)} at ${steps}`).join(', ') || `none yet of ${ddimSteps.length}`}.`;
};
