/** What the figure of damaged digits is set to, and the request that follows from it. No DOM here. */
import { methodNames, type MethodName } from '../../../src/core/inverse/registry';
import { choice, nested, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import type { DigitRestoreSpec } from '../../../src/engine/kinds/shipped/restoring';
import { whyNot } from '../../../src/engine/kinds/shipped/restoring';
import { isBlank, picture } from '../kit/picture-code';
import { masks, parseMask, type MaskCode } from './mask-code';
import { kindOf, noiseOf, type Measured } from './measured';

/** What befell the picture. */
export const damages = ['mask', 'small', 'blur', 'noise', 'jpeg', 'projections', 'fourier'] as const;
export type Damage = (typeof damages)[number];

export const restoreFigure = schema({
  /** Row of the packed digits: held-out rows, which no network has seen, are 9001 to 9999. */
  digit: number(9001, { min: 0, max: 9999, integer: true }),
  /** The reader's own picture in place of the digit. */
  picture,
  damage: choice(damages, 'mask'),
  /** What is missing. */
  mask: nested<MaskCode>(masks.left, parseMask),
  /** Pixels of which one is made, along a side. */
  factor: choice(['2', '4', '7'], '4'),
  /** Standard deviation of the blur in pixels. A blur wider than the picture is refused. */
  blur: number(2, { min: 0.4, max: 4.6 }),
  /** Standard deviation of the noise that is to be taken away; ink is 1. */
  grain: number(0.5, { min: 0, max: 2 }),
  /** Step of the quantisation of the lowest frequency, ink is 1. */
  step: number(0.5, { min: 0.02, max: 2 }),
  projections: number(98, { min: 4, max: 392, integer: true }),
  /** Standard deviation of the noise of every other measurement. */
  noise: number(0.02, { min: 0, max: 0.5 }),
  method: choice(methodNames, 'ddnm'),
  steps: number(40, { min: 2, max: 200, integer: true }),
  answers: number(8, { min: 2, max: 16, integer: true }),
  /** Free numbers of the methods: see `freeOf`. */
  visits: number(5, { min: 1, max: 12, integer: true }),
  eta: number(0.85, { min: 0, max: 1 }),
  zeta: number(4, { min: 0, max: 12 }),
  deviation: number(1, { min: 0.1, max: 2 }),
  particles: number(8, { min: 1, max: 32, integer: true }),
  seed: seed(7),
});

export type RestoreSettings = SettingsOf<typeof restoreFigure>;

/** A look while the reader paints: fewer answers in fewer steps, by the same method. */
export const quick = { answers: 4, steps: 10, particles: 4 } as const;

/** The free number of the method that is set; none where it has none. */
export function freeOf({ method, visits, eta, zeta, deviation }: RestoreSettings): number | undefined {
  switch (method) {
    case 'replacement':
      return undefined;
    case 'repaint':
      return visits;
    case 'ddrm':
    case 'ddnm':
      return eta;
    case 'dps':
      return zeta;
    case 'pigdm':
    case 'twisted':
      return deviation;
  }
}

/** Why there is nothing to answer: a sentence, or null where there is. */
export function problemOf(s: RestoreSettings): string | null {
  if (s.picture !== null && isBlank(s.picture)) return 'The sheet is blank. Draw a digit on it, or choose one below.';
  if (s.damage === 'mask' && s.mask === masks.none)
    return 'Nothing is missing, so there is nothing to answer. Scratch a part out: drag over the picture, or hold shift and press arrow keys on it.';
  if (s.damage === 'mask' && /^mf+$/.test(s.mask))
    return 'Everything is missing: nothing was measured, and every digit is an answer as good as any. Put a part of it back.';
  if (s.damage === 'noise' && s.grain === 0)
    return 'With a noise of 0 the measurement is the picture itself. Add some noise to have something to take away.';
  return whyNot(s.method, kindOf(s.damage), noiseOf(s));
}

/** A method for a damage: the one that was chosen, or, where it cannot answer, the first that can. */
export function methodFor(s: RestoreSettings): MethodName {
  const can = (method: MethodName) => whyNot(method, kindOf(s.damage), noiseOf(s)) === null;
  return can(s.method) ? s.method : (methodNames.find(can) ?? s.method);
}

export function request(s: RestoreSettings, measured: Measured, fast: boolean): DigitRestoreSpec {
  const steps = fast ? Math.min(quick.steps, s.steps) : s.steps;
  const chosen = freeOf(s);
  // DPS goes a length at every step: with fewer steps, as far in all.
  const free = chosen !== undefined && s.method === 'dps' ? (chosen * s.steps) / steps : chosen;
  return {
    measured: measured.spec,
    y: measured.y,
    noise: measured.noise,
    method: s.method,
    steps,
    ...(free !== undefined && { free }),
    particles: fast ? Math.min(quick.particles, s.particles) : s.particles,
    count: fast ? Math.min(quick.answers, s.answers) : s.answers,
    seed: s.seed,
    judge: true,
  };
}

/** What was measured follows from this. */
export function measuredKey(s: RestoreSettings): string {
  const of: Readonly<Record<Damage, readonly (string | number)[]>> = {
    mask: [s.mask, s.noise],
    small: [s.factor, s.noise],
    blur: [s.blur, s.noise],
    noise: [s.grain],
    jpeg: [s.step],
    projections: [s.projections, s.noise],
    fourier: [s.noise],
  };
  return [s.picture ?? s.digit, s.damage, ...of[s.damage], s.seed].join(' ');
}

/** What the answers follow from; null where there is nothing to ask. */
export function restoreKey(s: RestoreSettings): string | null {
  if (problemOf(s) !== null) return null;
  const { method, steps, answers, particles } = s;
  return [measuredKey(s), method, steps, answers, freeOf(s), method === 'twisted' ? particles : ''].join(' ');
}
