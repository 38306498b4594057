/**
 * Digits restored: methods for inverse problems on the shipped network, and what stood before them. Chapter 13.
 *
 * The protocol, fixed before any of the digits in it was measured but for one change, which is told below. Held-out digits in an order drawn by the seed; each is damaged in one way, in turn,
 * with fresh noise (`core/inverse/restoration.ts`), and every method that can answers the same measurement with `samples` answers, the network told no
 * class. All methods on the network have `evaluations` calls for an answer: RePaint takes as many steps as its visits leave. Twisted SMC is left out: it
 * costs as many times as much as it has particles, and is measured in the plane. Free numbers are chosen by one criterion, the least mean energy score
 * over the tuning digits, once for all damages but the heavy noise, on three of them, and once for that (`search`), among the values that the methods'
 * table has. That of total variation is its weight over the noise's variance. Where the greatest value is the best and there may be greater ones, twice as much is tried, up to ten values in all: a rule that was
 * added when DPS was seen to end at its edge on the tuning digits. The tuning digits are held out as well and are no others' digits. Every picture is
 * judged as it is shown, clipped and rounded to greys. Rounds of one digit a damage are measured, as many as time allowed; no
 * method has more digits than another.
 *
 * The change: at first one free number served for all damages. After three rounds had been looked at, and total variation and DPS, tuned on little noise,
 * were seen to leave the heavy noise as it is, that damage got a number of its own, searched on the tuning digits. Its rows were then measured anew, on the
 * same digits of those rounds; all later rounds followed the protocol as it stands.
 *
 * - `psnr`: of one answer, mean over answers, and `ofMean`: of the mean of all answers. Decibels, ink is 1.
 * - `residual`: root mean square of y - H(x) in units of the noise; a true picture has about 1. Times the noise it is the noise as the answers have it.
 * - `energy`: the energy score over all pixels, in ink: least in expectation for samples of the true posterior.
 * - `read`: what the shipped classifier reads in each answer, as digits.
 * - `ranks`: of the true pixel among the answers, over pixels that were not looked at (all, where the picture was measured as a whole), in 16 greys; where
 *   all are alike nothing is counted. Samples of the true posterior have even ranks: (k - 1) / (k + 1) of them at neither end.
 *
 * A method that gives one answer has no ranks.
 */
import { damageNames, damages, type DamageName } from '../core/inverse/restoration';
import { methodNames, methods } from '../core/inverse/registry';
import { insideExpected, insideShare, reliability, type Reliability } from '../core/metric/calibration';
import { experiment } from './record';
import { fields, list, name, number, text, type Shaped } from './shape';
import { mean, significant } from './words';

/** Methods of the registry that were measured, in its order. */
export const onNetwork = methodNames.filter((method) => method !== 'twisted');
/** What stood before: those that sample, and those that give one answer. */
export const classicalSamplers = ['gaussian', 'neighbours'] as const;
export const classicalAnswers = ['wiener', 'variation', 'bicubic'] as const;
export const restorers = [...onNetwork, ...classicalSamplers, ...classicalAnswers] as const;
export type Restorer = (typeof restorers)[number];

export const restorerLabels: Readonly<Record<Restorer, string>> = {
  ...(Object.fromEntries(onNetwork.map((method) => [method, methods[method].label])) as Record<Restorer, string>),
  gaussian: 'Gaussian, sampled',
  neighbours: 'Nearest digits',
  wiener: 'Gaussian, its mean (Wiener)',
  variation: 'Total variation',
  bicubic: 'Bicubic',
};

const run = fields({
  /** Of the held-out digits. */
  digit: number,
  label: number,
  psnr: number,
  ofMean: number,
  residual: number,
  energy: number,
  read: text,
});

const shape = fields({
  command: text,
  machine: text,
  /** Of all of it, in one thread. */
  seconds: number,
  seed: number,
  weights: text,
  judge: text,
  /** Answers to a measurement. */
  samples: number,
  evaluations: number,
  tuningDigits: number,
  tuningSamples: number,
  /** Training digits that the Gaussian is of, and those that a nearest one is looked for among. */
  trainingDigits: number,
  neighboursOf: number,
  /** Mean energy scores on the tuning digits, in the order of the values that were tried. */
  search: list(
    fields({
      method: name(...restorers),
      /** Damages that it is for, and those that it was chosen on. */
      damages: list(name(...damageNames)),
      tuned: list(name(...damageNames)),
      values: list(number),
      energies: list(number),
      chosen: number,
    }),
  ),
  /** The true pictures themselves. */
  truth: list(fields({ damage: name(...damageNames), residual: number, right: number })),
  rows: list(
    fields({
      method: name(...restorers),
      damage: name(...damageNames),
      /** Ranks 0 to `samples`, counts; empty for one answer. */
      ranks: list(number, 0),
      /** One for each digit. */
      runs: list(run),
    }),
  ),
});

export type Restore = Shaped<typeof shape>;
export type RestoreRow = Restore['rows'][number];
export type RestoreRun = RestoreRow['runs'][number];

export const rowsOf = ({ rows }: Pick<Restore, 'rows'>, method: Restorer): readonly RestoreRow[] =>
  rows.filter((row) => row.method === method);

/** Mean of a number over the digits of each damage, and over damages. */
export const meanOf = (rows: readonly RestoreRow[], key: 'psnr' | 'ofMean' | 'residual' | 'energy'): number =>
  mean(rows.map(({ runs }) => mean(runs.map((one) => one[key]))));

/** Standard deviation over digits, of the mean over damages if each digit had all: the root of the mean variance. */
export const deviationOf = (rows: readonly RestoreRow[], key: 'psnr' | 'ofMean' | 'residual' | 'energy'): number =>
  Math.sqrt(
    mean(
      rows.map(({ runs }) => {
        const m = mean(runs.map((one) => one[key]));
        return runs.reduce((sum, one) => sum + (one[key] - m) ** 2, 0) / Math.max(1, runs.length - 1);
      }),
    ),
  );

/** How often the true pixel lies within its answers, over damages. NaN where there is one answer. */
export const insideOf = (rows: readonly RestoreRow[]): number => mean(rows.map(({ ranks }) => insideShare(ranks)));

/** What the readings of all answers say of classes, over damages together. */
export const readingOf = (rows: readonly RestoreRow[]): Reliability =>
  reliability(
    rows.flatMap(({ runs }) => runs.map(({ label, read }) => ({ truth: label, read: Array.from(read, Number) }))),
  );

/** Damages that all methods answer but bicubic: the linear ones. */
export const linearRows = (rows: readonly RestoreRow[]): readonly RestoreRow[] =>
  rows.filter(({ damage }) => damage !== 'fourier');

/** Linear damages of two kinds: pixels that are left out, and the whole picture, every pixel for itself or mixed with others. */
export const groups = {
  missing: ['half', 'box', 'outpaint'],
  mixed: ['small', 'blur', 'noise', 'jpeg', 'projections'],
} as const satisfies Readonly<Record<string, readonly DamageName[]>>;
export type GroupName = keyof typeof groups;

/** The rows of a method, of one kind of damage. */
export const groupOf = (record: Pick<Restore, 'rows'>, method: Restorer, group: GroupName): readonly RestoreRow[] =>
  rowsOf(record, method).filter(({ damage }) => isOf(damage, group));

/** What the damages are called, and the share that `insideOf` of a calibrated method has. */
export const labelOf = (damage: DamageName): string => damages[damage].label;
export const insideOfTruth = ({ samples }: Pick<Restore, 'samples'>): number => insideExpected(samples);

/** Whether a damage is of a kind. */
export const isOf = (damage: DamageName, group: GroupName): boolean =>
  (groups[group] as readonly DamageName[]).includes(damage);

const percent = (share: number): string => `${Math.round(100 * share)}%`;
/** Digits of each damage. */
export const digitsOf = ({ rows }: Pick<Restore, 'rows'>): number =>
  Math.min(...linearRows(rows).map(({ runs }) => runs.length));

const single = (method: Restorer): boolean => (classicalAnswers as readonly Restorer[]).includes(method);

/** The numbers of one method and kind of damage, as the prose shows them. */
function sentencesOf(method: Restorer, group: GroupName): readonly (readonly [string, (record: Restore) => string])[] {
  const of = (record: Restore) => groupOf(record, method, group);
  const number = (key: 'psnr' | 'ofMean' | 'residual' | 'energy', digits: number, unit = '') =>
    ((record: Restore) => significant(meanOf(of(record), key), digits) + unit) as (record: Restore) => string;
  const share = (key: 'right' | 'agree' | 'first') => (record: Restore) => percent(readingOf(of(record))[key]);
  const all = [
    ['psnr', number('psnr', 3, '\u00a0dB')],
    ['energy', number('energy', 2)],
    ['residual', number('residual', 2)],
    ['right', share('right')],
  ] as const;
  const sampled = [
    ['mean-psnr', number('ofMean', 3, '\u00a0dB')],
    ['inside', (record: Restore) => percent(insideOf(of(record)))],
    ['agree', share('agree')],
    ['first', share('first')],
  ] as const;
  return [...all, ...(single(method) ? [] : sampled)].map(
    ([key, show]) => [`${group}-${method}-${key}`, show] as const,
  );
}

export const restore = experiment({
  name: 'restore',
  says: 'digits restored by methods on the shipped network and by what stood before, and how sure each may be',
  takes: 'five minutes',
  shape,
  weights: ({ weights, judge }: Restore) => ({ digits: weights, classifier: judge }),
  sentences: {
    digits: (record: Restore) => String(digitsOf(record)),
    samples: ({ samples }: Restore) => String(samples),
    evaluations: ({ evaluations }: Restore) => String(evaluations),
    neighbours: ({ neighboursOf }: Restore) => String(neighboursOf),
    expected: ({ samples }: Restore) => percent(insideExpected(samples)),
    'truth-right': ({ truth }: Restore) => percent(mean(truth.map(({ right }) => right))),
    // How often what all answers are read as is right, and the calibration error, over all linear damages.
    ...Object.fromEntries(
      restorers
        .filter((method) => !single(method))
        .flatMap((method) => {
          const reading = (record: Restore) => readingOf(linearRows(rowsOf(record, method)));
          const all = ({ counts }: Reliability) => counts[counts.length - 1];
          return [
            [
              `${method}-unanimous`,
              (record: Restore) => percent(all(reading(record)).right / all(reading(record)).said),
            ],
            [`${method}-calibration-error`, (record: Restore) => percent(reading(record).error)],
          ];
        }),
    ),
    'projections-ddrm-residual': (record: Restore) =>
      significant(
        meanOf(
          rowsOf(record, 'ddrm').filter(({ damage }) => damage === 'projections'),
          'residual',
        ),
        2,
      ),
    'blur-ddrm-residual': (record: Restore) =>
      significant(
        meanOf(
          rowsOf(record, 'ddrm').filter(({ damage }) => damage === 'blur'),
          'residual',
        ),
        2,
      ),
    ...Object.fromEntries(
      (['dps', 'neighbours'] as const).map((method) => [
        `fourier-${method}-energy`,
        (record: Restore) =>
          significant(
            meanOf(
              rowsOf(record, method).filter(({ damage }) => damage === 'fourier'),
              'energy',
            ),
            2,
          ),
      ]),
    ),
    'fourier-right': (record: Restore) =>
      percent(readingOf(rowsOf(record, 'dps').filter(({ damage }) => damage === 'fourier')).right),
    ...Object.fromEntries(
      (Object.keys(groups) as GroupName[]).flatMap((group) =>
        restorers.filter((method) => method !== 'bicubic').flatMap((method) => sentencesOf(method, group)),
      ),
    ),
  },
});
