/** Words of the figure of D, all made from its state. */
import { energyDistanceText, fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import { beyond, tail, type Fields } from './fields';
import type { Sampled } from './samples';
import type { Learned } from './useDSlider';
import { dimensionsOf, lastPower, type DSliderSettings } from './state';

export const dataLabels: Readonly<Record<DSliderSettings['data'], string>> = {
  'eight-gaussians': 'Eight Gaussians',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
};

export const samplerLabels: Readonly<Record<DSliderSettings['sampler'], string>> = {
  edm: 'Heun (EDM)',
  ddim: 'DDIM',
};

export function dText(power: number): string {
  return power >= lastPower ? '∞' : String(dimensionsOf(power));
}

/** What D stands for at its ends. */
export function nameOf(power: number): string {
  return power === 0 ? `D = 1, PFGM` : power >= lastPower ? 'D = ∞, diffusion' : `D = ${dText(power)}`;
}

export function radiusText(power: number, sigma: number): string {
  return power >= lastPower
    ? 'r\u00a0→\u00a0∞'
    : `r\u00a0=\u00a0${significant(sigma * Math.sqrt(dimensionsOf(power)), 3)}`;
}

function shareText(share: number): string {
  return share < 0.005 ? `${significant(100 * share, 1)}\u00a0%` : percent(share);
}

export function tailText(power: number): string {
  return `${shareText(beyond(tail, power))} beyond\u00a0${tail}σ`;
}

export function distanceText({ distance, share }: Pick<Fields, 'distance' | 'share'>, power: number): string {
  if (power >= lastPower) return 'the limit itself';
  // Where little noise leaves one charge to every place, both point at it.
  return distance < 1e-9
    ? 'the same as the limit, to nine digits'
    : `${significant(distance, 2)} from the limit, ${shareText(share)} of its arrows`;
}

export function samplesText(s: DSliderSettings, found: Sampled): string {
  const out = found.outside > 0 ? `; ${found.outside} outside` : '';
  return `${s.steps} steps, ${found.evaluations} evaluations: ${energyDistanceText(found.energy)}${out}`;
}

/** How far a network's arrows are from the exact ones, and at how many of the places it has been taught anything, where those are not nearly all. */
export function learnedText({ distance, step }: Pick<Learned, 'distance' | 'step'>, reached: number): string {
  const of = reached < 0.9 ? ` (noised data come to ${percent(reached)} of the places)` : '';
  return `${significant(distance, 2)} from the exact arrows${of}, ${grouped(step)} steps`;
}

export function summary(s: DSliderSettings, fields: Fields, found: Sampled | null, learned: Learned | null): string {
  return [
    `${nameOf(s.power)}. At sigma ${fixed(s.sigma)} the exact denoiser’s arrows are ${distanceText(fields, s.power)} (root mean square over the points shown, in data units).`,
    `Of the kernel ${tailText(s.power)}; at D = 1 it would be ${tailText(0)}, at infinity ${tailText(lastPower)}.`,
    found
      ? `${found.x.data.length / 2} samples by the exact field, ${samplesText(s, found)}.`
      : 'Samples are being computed.',
    learned
      ? `A network that learns this field by ${learned.step} steps is ${significant(learned.distance, 2)} from its arrows; its samples: ${samplesText(s, learned.samples)}.`
      : 'No network has learned this field yet.',
  ].join(' ');
}
