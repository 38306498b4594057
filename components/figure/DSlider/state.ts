/** What the figure of D is set to. No DOM here. */
import type { Batch } from '../../../src/core/batch';
import { charges, type Charges } from '../../../src/core/electrostatics/index';
import { makeSchedule } from '../../../src/core/schedule/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { cloudOf as cloud, dimensionsOf, limitPower, mostCharges } from '../../../src/engine/kinds/plane/charged';
import { planeDefaults, type PlaneSettings } from '../../../src/engine/kinds/plane/settings';
import type { FieldRequest, PlaneWatch } from '../../../src/engine/kinds/plane/watch';
import { squareFrame } from '../../../src/picture/frame';

export { dimensionsOf };
/** The last step of the slider stands for infinitely many dimensions: diffusion. */
export const lastPower = limitPower;
export const sizes = { min: 20, max: mostCharges } as const;
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
  /** Points of the cloud, each a charge. */
  points: number(160, { ...sizes, integer: true }),
  sampler: choice(['edm', 'ddim'], 'edm'),
  steps: number(18, { min: 2, max: 60, integer: true }),
  seed: seed(4),
  /** Steps of the network’s training. */
  training: number(1500, { min: 100, max: 10_000, integer: true }),
});

export type DSliderSettings = SettingsOf<typeof dSlider>;

/** What the cloud follows from. */
export type CloudSettings = Pick<DSliderSettings, 'data' | 'points'>;

/** The cloud: the same for every D and every seed. */
export function cloudOf({ data, points }: CloudSettings): Batch {
  return cloud({ kind: data }, points);
}

export function fieldOf(s: CloudSettings, power: number): Charges {
  return charges({ points: cloudOf(s), extra: dimensionsOf(power) });
}

/** The network at this D as a training run on the cloud. */
export function runSettings({ data, points, power, sampler, steps, seed, training }: DSliderSettings): PlaneSettings {
  return {
    ...planeDefaults,
    target: { kind: data },
    charged: { power, points, sampler },
    learningRate: 6e-3,
    decaySteps: training,
    stopAfter: training,
    sampleCount: samples,
    sampleSteps: steps,
    sampleSeed: seed,
    seed,
  };
}

/** Whether going from `a` to `b` asks for a network trained anew. */
export function beginsAnew(a: DSliderSettings, b: DSliderSettings): boolean {
  const learned = (s: DSliderSettings) => [s.data, s.points, s.power, s.seed, s.training].join(' ');
  return learned(a) !== learned(b);
}

const own = makeSchedule(planeDefaults.schedule);

/** The places of `fields.ts`, at the network's time of this level and as it sees them there. */
export function watchOf({
  sigma,
}: Pick<DSliderSettings, 'sigma'>): Pick<PlaneWatch, 'samples' | 'interval'> & { readonly field: FieldRequest } {
  const t = own.timeOfLogSnr(-2 * Math.log(sigma));
  return { samples: true, field: { t, size: side, extent: extent * (1 - 1 / side) * own.alpha(t) }, interval: 160 };
}
