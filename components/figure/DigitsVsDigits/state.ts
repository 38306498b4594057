/** What the figure of two shipped models of digits is set to, and the requests that follow from it. No DOM here. */
import type { DigitSampleSpec } from '../../../src/engine/kinds/shipped/denoising';
import type { PupilEvaluations } from '../../../src/core/image-network/pupil';
import { sizes, units } from '../kit/digit-budgets';
import { choice, number, optional, schema, seed, type SettingsOf } from '../../../src/core/schema';

/** Numbers of training digits at hand. */
export const counts = [100, 300, 1000, 9000] as const;
export const drawers = ['teacher', 'pupil', 'pupil-twice'] as const;
export const digitsVsDigits = schema({
  /** The two shipped networks, or two that are trained here from nothing. */
  mode: choice(['shipped', 'train'], 'shipped'),
  /** Who draws beside the GAN: the diffusion model, or its pupil in one evaluation or two. */
  who: choice(drawers, 'teacher'),
  /** Calls of the diffusion model's network for a picture. */
  evaluations: number(10, { min: 1, max: 50, integer: true }),
  /** w of Ho and Salimans 2022. */
  guidance: number(1, { min: 0, max: 4 }),
  /** What the generator's codes are multiplied by: below 1 it draws what is more usual (after Brock et al. 2019). */
  shrink: number(1, { min: 0.3, max: 1 }),
  /** Training digits, the ten classes in turn. */
  count: number(9000, { min: 10, max: 9000, integer: true }),
  /** One class alone. */
  only: optional(number(3, { min: 0, max: 9, integer: true })),
  /** In what both have the same, and how much of it. */
  by: choice(units, 'examples'),
  size: choice(sizes, 'short'),
  seed: seed(5),
});

export type DigitsVsDigitsSettings = SettingsOf<typeof digitsVsDigits>;

export const columns = 10;
export const rows = 4;
/** Pictures that are shown, ten classes in turn, and so many at once are drawn and measured. */
export const shownCount = columns * rows;
export const batches = 5;
export const target = shownCount * batches;
/** Numbers of samples at which real digits are measured too. */
export const measuredAt: readonly number[] = Array.from({ length: batches }, (_, k) => (k + 1) * shownCount);

/** Classes of rows `from` to `from + n - 1`. */
export const classesOf = (from: number, n: number): readonly number[] =>
  Array.from({ length: n }, (_, i) => (from + i) % 10);

/** The request for `shownCount` pictures of the diffusion model, beginning with number `from`. */
export function diffusionRequest(
  { seed: of, who, evaluations, guidance }: DigitsVsDigitsSettings,
  from: number,
): DigitSampleSpec {
  return {
    seed: of,
    labels: classesOf(from, shownCount),
    rows: Array.from({ length: shownCount }, (_, i) => from + i),
    ...(who === 'teacher' ? { guidance, evaluations } : { model: 'pupil', evaluations: pupilCalls(who) }),
    every: from === 0 ? 1 : 0,
  };
}

/** Evaluations of the pupil for a picture. */
export const pupilCalls = (who: 'pupil' | 'pupil-twice'): PupilEvaluations => (who === 'pupil' ? 1 : 2);

/** What the pictures of either side follow from. */
export const diffusionKey = ({ seed: of, who, evaluations, guidance }: DigitsVsDigitsSettings): string =>
  (who === 'teacher' ? [of, evaluations, guidance] : [of, who]).join(':');
export const ganKey = ({ seed: of, shrink }: DigitsVsDigitsSettings): string => [of, shrink].join(':');
