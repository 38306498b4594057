/** What the figure of D is set to. No DOM here. */
import type { Batch } from '../../../src/core/batch';
import { makeTarget } from '../../../src/core/data/index';
import { charges, type Charges } from '../../../src/core/electrostatics/index';
import { random } from '../../../src/core/random';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { squareFrame } from '../../../src/picture/frame';

/** The last step of the slider stands for infinitely many dimensions: diffusion. */
export const lastPower = 12;
/** Points of the cloud, each a charge. */
export const cloudSize = 160;
export const samples = 400;
export const sigmas = { min: 0.05, max: 10 } as const;
/** Half the side of the pictures, in data units. */
export const extent = 3.2;
export const square = squareFrame(extent);
/** Points a side at which the field is shown and measured. */
export const side = 14;

export const dSlider = schema({
  /** D is 2 to this power, up to 2048; the last one stands for infinity. */
  power: number(0, { min: 0, max: lastPower, integer: true }),
  sigma: number(0.7, sigmas),
  data: choice(['eight-gaussians', 'two-moons', 'spiral'], 'eight-gaussians'),
  sampler: choice(['edm', 'ddim'], 'edm'),
  steps: number(18, { min: 2, max: 60, integer: true }),
  seed: seed(4),
});

export type DSliderSettings = SettingsOf<typeof dSlider>;

export function dimensionsOf(power: number): number {
  return power >= lastPower ? Infinity : 2 ** power;
}

/** The cloud: the same for every D and every seed. */
export function cloudOf(data: DSliderSettings['data']): Batch {
  return makeTarget({ kind: data }).sample(cloudSize, random(12));
}

export function fieldOf(data: DSliderSettings['data'], power: number): Charges {
  return charges({ points: cloudOf(data), extra: dimensionsOf(power) });
}
