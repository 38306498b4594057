/** What the figure that asks the shipped network for digits is set to, and the requests that follow from it. No DOM here. */
import type { DigitPart, DigitSampleSpec } from '../../../src/engine/kinds/shipped/denoising';
import { boolean, choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const askDigits = schema({
  /** One class, guided; or two at once. */
  mode: choice(['guidance', 'compose'], 'guidance'),
  digit: number(3, { min: 0, max: 9, integer: true }),
  /** w of Ho and Salimans 2022: 0 is the conditional network, -1 the unconditional one. */
  w: number(1, { min: -1, max: 8 }),
  /** Which shipped model is asked: the one of pixels, or the one of codes, whose answers are decoded. */
  space: choice(['pixels', 'codes'], 'pixels'),
  /** Classifier-free, or by the classifier that was trained on noised digits. */
  how: choice(['free', 'classifier'], 'free'),
  /** Whether guidance is limited to noise levels between `from` and `to` (sigma / alpha, in deviations of the pixels). */
  limited: boolean(false),
  from: number(0.3, { min: 0.03, max: 30 }),
  to: number(5, { min: 0.03, max: 30 }),
  /** Rescaling of the classifier-free answer (Lin et al. 2024). */
  phi: number(0, { min: 0, max: 1 }),
  /** Whether a guess is clipped to paper and ink. */
  clip: boolean(true),
  /** Of two classes: both conditions, the average of their scores, one and the other by turns, or the first without the second. */
  operation: choice(['both', 'average', 'coin', 'without'], 'both'),
  other: number(8, { min: 0, max: 9, integer: true }),
  /** How much each condition counts. */
  strength: number(1, { min: 0, max: 4 }),
  seed: seed(7),
});

export type AskDigitsSettings = SettingsOf<typeof askDigits>;

export const columns = 5;
export const rows = 4;
/** Pictures that are shown, and pictures behind a measured number. */
export const shownCount = columns * rows;
export const crowd = 100;
/** Weights of the measured curve. */
export const weights = [-1, 0, 0.5, 1, 2, 4, 8] as const;
const evaluations = 10;

/** Classes of the rows and conditions of a composition. */
function composition(
  { operation, digit, other, strength }: AskDigitsSettings,
  n: number,
): Pick<DigitSampleSpec, 'labels' | 'parts'> {
  const of = (parts: readonly DigitPart[]) => ({ labels: Array.from({ length: n }, () => digit), parts });
  switch (operation) {
    case 'both':
      return of([
        { label: digit, weight: strength },
        { label: other, weight: strength },
      ]);
    case 'average':
      return of([
        { label: digit, weight: 0.5 },
        { label: other, weight: 0.5 },
      ]);
    case 'without':
      return of([
        { label: digit, weight: 1 },
        { label: other, weight: -strength },
      ]);
    case 'coin':
      return { labels: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? digit : other)) };
  }
}

/** The request for `n` pictures; the first of them are the same, whatever n. */
export function request(s: AskDigitsSettings, n: number): DigitSampleSpec {
  const codes = s.space === 'codes';
  const start: Omit<DigitSampleSpec, 'labels'> = {
    seed: s.seed,
    evaluations,
    judge: true,
    every: 1,
    ...(codes ? { model: 'latent' } : { clip: s.clip }),
  };
  if (s.mode === 'compose') return { ...start, ...composition(s, n) };
  return {
    ...start,
    labels: Array.from({ length: n }, () => s.digit),
    guidance: s.w,
    ...(!codes && { how: s.how }),
    ...(s.limited && { interval: [Math.min(s.from, s.to), Math.max(s.from, s.to)] as const }),
    ...((codes || s.how === 'free') && s.phi > 0 && { rescale: s.phi }),
  };
}

/** What the pictures follow from. */
export const picturesKey = (s: AskDigitsSettings): string => JSON.stringify(request(s, 1));
/** What the measurements follow from: for the curve, everything but the weight. */
export const measureKey = (s: AskDigitsSettings): string =>
  s.mode === 'guidance' ? picturesKey({ ...s, w: 0 }) : picturesKey(s);
