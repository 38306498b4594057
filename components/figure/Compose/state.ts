/** What the composition figure is set to. No DOM here. */
import { squareFrame } from '../../../src/picture/index';
import { boolean, choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

/** Half a side of the square on which densities are computed and shown. */
export const extent = 2.5;
export const square = squareFrame(extent);

export const compose = schema({
  operation: choice(['product', 'conjunction', 'mixture', 'negation'], 'product'),
  shapes: choice(['blobs', 'rings', 'bars'], 'blobs'),
  /** Langevin moves at every noise level. */
  corrections: number(0, { min: 0, max: 30, integer: true }),
  /** For the mixture: whether each score counts as much as its model is likely at the place, or a half. */
  weigh: boolean(false),
  /** The power of what is negated. */
  gamma: number(0.8, { min: 0, max: 1 }),
  /** Where the two fields are compared. */
  t: number(0.3, { min: 0.02, max: 1 }),
  steps: number(80, { min: 8, max: 200, integer: true }),
  seed: seed(7),
});

export type ComposeSettings = SettingsOf<typeof compose>;

/** What the answer that is wanted follows from. */
export function wantedKey({ operation, shapes, gamma }: ComposeSettings): string {
  return [operation, shapes, operation === 'negation' ? gamma : ''].join(' ');
}

/** What the samples follow from. */
export function sampleKey(s: ComposeSettings): string {
  return [wantedKey(s), s.corrections, s.operation === 'mixture' && s.weigh, s.steps, s.seed].join(' ');
}

/** What the comparison of fields over t follows from. */
export function fieldKey(s: ComposeSettings): string {
  return [wantedKey(s), s.operation === 'mixture' && s.weigh].join(' ');
}
