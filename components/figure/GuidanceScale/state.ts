/** What the guidance figure is set to. No DOM here. */
import { squareFrame } from '../../../src/picture/index';
import { boolean, choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const square = squareFrame(2.75);
/** Half a side of the square on which densities are computed. */
export const extent = 2.75;

export const guidanceScale = schema({
  /** Three classes of uneven parts, or one Gaussian class inside one Gaussian whole. */
  data: choice(['three', 'nested'], 'three'),
  /** The class asked for; the nested data have only A. */
  class: choice(['A', 'B', 'C'], 'A'),
  /** The guidance weight: 0 is the conditional model, -1 the unconditional one. */
  w: number(2, { min: -1, max: 8 }),
  /** Classifier-free, by a classifier that knows noise, or by one that has seen clean data only. */
  method: choice(['free', 'classifier', 'clean'], 'free'),
  /** Blur of what guides (the unconditional model, or the classifier), a standard deviation in data units. */
  fault: number(0, { min: 0, max: 1 }),
  /** Whether guidance is limited to times between `from` and `to`. */
  limited: boolean(false),
  from: number(0.1, { min: 0, max: 1 }),
  to: number(0.5, { min: 0, max: 1 }),
  /** How much of the conditional answer's size the guided one is given back. */
  phi: number(0, { min: 0, max: 1 }),
  sampler: choice(['ode', 'sde'], 'ode'),
  steps: number(60, { min: 4, max: 200, integer: true }),
  /** What diversity is measured by. */
  diversity: choice(['coverage', 'spread'], 'coverage'),
  seed: seed(7),
});

export type GuidanceSettings = SettingsOf<typeof guidanceScale>;

/** The class asked for, as an index: the nested data have one. */
export function classIndex({ data, class: name }: Pick<GuidanceSettings, 'data' | 'class'>): number {
  return data === 'nested' ? 0 : ['A', 'B', 'C'].indexOf(name);
}

/** Whether what is done is more, or other, than classifier-free guidance by exact models. */
export function isPlain({ method, fault, limited, phi }: GuidanceSettings): boolean {
  return method === 'free' && fault === 0 && !limited && phi === 0;
}

/** The same data and seeds under classifier-free guidance by exact models. */
export function plain(s: GuidanceSettings): GuidanceSettings {
  return { ...s, method: 'free', fault: 0, limited: false, phi: 0 };
}

/** What the measured curves follow from: everything but the weight and the view. */
export function sweepKey({ w: _w, diversity: _diversity, ...rest }: GuidanceSettings): string {
  return JSON.stringify(rest);
}

/** What the clouds and densities follow from. */
export function cloudKey({ diversity: _diversity, ...rest }: GuidanceSettings): string {
  return JSON.stringify(rest);
}
