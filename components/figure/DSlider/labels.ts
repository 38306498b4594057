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

export function distanceText({ distance, share }: Pick<Fields, 'distance' | 'share'>): string {
  return distance === 0
    ? 'the limit itself'
    : `${significant(distance, 2)} from the limit, ${shareText(share)} of its arrows`;
}

export function samplesText(s: DSliderSettings, found: Sampled): string {
  const out = found.outside > 0 ? `; ${found.outside} outside` : '';
  return `${s.steps} steps, ${found.evaluations} evaluations: ${energyDistanceText(found.energy)}${out}`;
}

/** What a network has come to, in its own words: how far its arrows are from the exact ones, and where its samples come down. */
export function learnedText({ distance, step }: Pick<Learned, 'distance' | 'step'>): string {
  return `${significant(distance, 2)} from the exact arrows, ${grouped(step)} steps`;
}

export function summary(s: DSliderSettings, fields: Fields, found: Sampled | null, learned: Learned | null): string {
  return [
    `${nameOf(s.power)}. At sigma ${fixed(s.sigma)} the exact denoiser’s arrows are ${distanceText(fields)} (root mean square over the points shown, in data units).`,
    `Of the kernel ${tailText(s.power)}; at D = 1 it would be ${tailText(0)}, at infinity ${tailText(lastPower)}.`,
    found
      ? `${found.x.data.length / 2} samples by the exact field, ${samplesText(s, found)}.`
      : 'Samples are being computed.',
    learned
      ? `A network that learns this field by ${learned.step} steps is ${significant(learned.distance, 2)} from its arrows; its samples: ${samplesText(s, learned.samples)}.`
      : 'No network has learned this field yet.',
  ].join(' ');
}
