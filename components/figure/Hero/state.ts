/**
 * The hero: one scrubber from 0 to 2, at position p. From 0 to 1 data dissolve (t = p); from 1 to 2 the same noise is brought
 * back by a network (t = 2 - p). At p = 1 both are the noise itself.
 */
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { makeTarget } from '../../../src/core/data/index';
import { sampleDigits } from '../../../src/engine/digits';
import { type PlaneSettings, planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const bringers = ['steps', 'pupil'] as const;
export type Bringer = (typeof bringers)[number];

export const hero = schema({
  target: choice(['eight-gaussians', 'two-moons', 'spiral', 'checkerboard', 'rings', 'pinwheel'], 'spiral'),
  /** Where the scrubber stands: 0 to 1 is time t on the way out, 1 to 2 the way back. */
  p: number(0.3, { min: 0, max: 2 }),
  /** Who brings the digits back: the shipped network step by step, or its pupil at once. */
  by: choice(bringers, 'steps'),
  seed: seed(7),
});

export type HeroSettings = SettingsOf<typeof hero>;

export const extent = 3;
export const shownPoints = 600;
/** Steps the network trains for after the page opens, and sampling steps of its way back. */
export const trainingSteps = 1000;
export const pathSteps = 40;

export const schedule = makeSchedule(planeDefaults.schedule);

/** Time t in [0, 1] at scrubber position p. */
export function timeOf(p: number): number {
  return p <= 1 ? p : 2 - p;
}

export function runSettings(s: HeroSettings): PlaneSettings {
  return {
    ...planeDefaults,
    target: { kind: s.target },
    seed: s.seed,
    sampleSeed: s.seed,
    sampleCount: shownPoints,
    sampleSteps: pathSteps,
    stopAfter: trainingSteps,
    decaySteps: trainingSteps,
  };
}

/** Data x_0 and noise epsilon of the dissolving cloud. The noise is the one that the network later starts from. */
export function cloud(s: Pick<HeroSettings, 'target' | 'seed'>): { readonly x0: Batch; readonly epsilon: Batch } {
  return {
    x0: makeTarget({ kind: s.target }).sample(shownPoints, random(s.seed).split('hero')),
    epsilon: normalBatch(shownPoints, 2, random(s.seed)),
  };
}

/** x_t = alpha x_0 + sigma epsilon, all points at once. */
export function dissolved({ x0, epsilon }: { readonly x0: Batch; readonly epsilon: Batch }, t: number): Batch {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const out = zeros(x0.data.length / x0.dim, x0.dim);
  for (let i = 0; i < out.data.length; i++) out.data[i] = alpha * x0.data[i] + sigma * epsilon.data[i];
  return out;
}

/** The returning cloud at time t: between the two nearest of the path's states, on a straight line. */
export function returning(path: Float64Array, t: number): Batch {
  const size = shownPoints * 2;
  const states = path.length / size;
  const place = (1 - t) * (states - 1);
  const before = Math.min(states - 2, Math.floor(place));
  const share = place - before;
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    out[i] = (1 - share) * path[before * size + i] + share * path[(before + 1) * size + i];
  }
  return batch(out, 2);
}

export interface HeroDigit {
  readonly label: number;
  /** Grey levels in [-1, 1]. */
  readonly x0: Float64Array;
  readonly epsilon: Float64Array;
}

/** Ten real digits, one of each class, each with its own noise. */
export function digits(seedNumber: number): readonly HeroDigit[] {
  const byClass = new Map(sampleDigits().map((digit) => [digit.label, digit]));
  return [...byClass.values()].map(({ label, pixels }) => {
    const r = random(seedNumber).split(`digit ${label}`);
    return {
      label,
      x0: Float64Array.from(pixels, (p) => (2 * p) / 255 - 1),
      epsilon: Float64Array.from({ length: pixels.length }, () => r.normal()),
    };
  });
}

/** One digit at time t. */
export function noisedDigit({ x0, epsilon }: HeroDigit, t: number): Float64Array {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  return x0.map((x, i) => alpha * x + sigma * epsilon[i]);
}
