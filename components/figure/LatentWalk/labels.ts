/** Words of the walk among codes, all made from its state. */
import { fixed, minus, significant } from '../../../src/picture/numbers';
import { evaluations, type LatentWalkSettings } from './state';
import type { Drawn, Strip, Way } from './work';

export const mapNames: Readonly<Record<LatentWalkSettings['map'], string>> = { gan: 'the GAN', diffusion: 'diffusion' };
export const betweenNames: Readonly<Record<LatentWalkSettings['between'], string>> = {
  digits: 'two real digits',
  draws: 'two draws',
};
export const wayNames: Readonly<Record<LatentWalkSettings['way'], string>> = {
  spherical: 'spherical',
  linear: 'linear',
};

export const placeText = ({ x, y }: LatentWalkSettings): string => minus(`${fixed(x)} across, ${fixed(y)} up`);

/** What stands under a picture that follows the finger. */
export function waitText({ milliseconds }: Drawn, which: 'gan' | 'diffusion'): string {
  const calls = which === 'gan' ? 'one call' : `${evaluations} evaluations`;
  return Number.isFinite(milliseconds) ? `${calls}, there after ${significant(milliseconds)} ms` : calls;
}

export function stripText({ grey, evenness }: Strip, error: number): string {
  if (grey.length === 0 || !evenness) return 'in the making';
  const { longest, detour, certainty } = evenness;
  const ends = Number.isFinite(error) ? `ends miss by ${fixed(error, 3)}; ` : '';
  return `${ends}longest step ${fixed(longest, 1)} times the mean, way ${fixed(detour, 1)} times as long as straight; the judge is at least ${certainty > 0.995 ? '99' : fixed(100 * certainty, 0)}\u00a0% sure`;
}

export function stripTitle(which: 'gan' | 'diffusion', { way, between, steps }: LatentWalkSettings): string {
  const how = which === 'gan' ? 'GAN' : 'Diffusion';
  const found = between === 'draws' ? '' : which === 'gan' ? ', codes found by search' : `, DDIM in ${steps} steps`;
  return `${how}: ${wayNames[way]}${found}`;
}

export function summary(s: LatentWalkSettings, gan: Drawn, diffusion: Drawn, way: Way): string {
  const ends = s.between === 'digits' ? `two real digits of class ${s.digit}` : `two draws of a ${s.digit}`;
  return (
    `A plane of codes for the digit ${s.digit}; the place is ${placeText(s)}. The GAN: ${waitText(gan, 'gan')}. Diffusion: ${waitText(diffusion, 'diffusion')}. ` +
    `Between ${ends}, ${wayNames[s.way]} interpolation. GAN: ${stripText(way.gan, way.errors[0])}. Diffusion: ${stripText(way.diffusion, way.errors[1])}.`
  );
}
