import type { Denoiser } from '../denoiser';
import { random } from '../random';
import { makeSchedule } from '../schedule/index';
import type { Claim, Row, Test, Work } from './claim';
import { decayedOver, searched } from './entrants';
import { setting } from './protocol';
import { spent } from './rivals';
import {
  coarseBits,
  drawn,
  errors,
  evaluations,
  nameOf,
  noiseSize,
  widths,
  withNoise,
  type ErrorKind,
} from './robustness-errors';
import { exactDims, exactRow, type ExactDim } from './robustness-exact';
import type { DiffusionSettings, PoissonLearner, Trainers } from './trainers';
import { poolSize, stepsFor, trainedTo, within } from './work';
import { lost, sampleCount, yardstick } from './yardstick';

/** D, from PFGM's one to diffusion's infinitely many. */
export const dimensions = [1, 2, 8, 32, 128, 2048, Infinity] as const;
export type Dimension = (typeof dimensions)[number];

/** Floating-point operations of a training; a narrower network takes as many steps. */
export const robustBudget = 4e9;

/** Which of the search's settings each D has, by the tuning seeds: see `npm run record -- robustness`. */
export const chosen: Readonly<Record<string, number>> = { 1: 5, 2: 5, 8: 3, 32: 3, 128: 3, 2048: 3, Infinity: 3 };
/** The middle D that did best under errors on the tuning seeds: of the networks in the plane, and of the exact fields by their dimension. */
export const middle: Readonly<Record<'plane' | ExactDim, Dimension>> = {
  plane: 8,
  2: 2,
  8: 32,
  32: 128,
};

/** Settings of the model in D more dimensions: those of the search with this number, rates falling over the budget. */
export function settingsOf(k: number, seed: number, width: number = widths.all): DiffusionSettings {
  const { learningRate, batchSize } = setting(k).diffusion;
  const wide: DiffusionSettings = {
    ...searched.diffusion,
    network: { ...searched.diffusion.network, width: widths.all, prediction: 'v' },
    learningRate,
    batchSize,
    seed,
  };
  const { decaySteps } = decayedOver(wide, robustBudget);
  return { ...wide, decaySteps, network: { ...wide.network, width } };
}

/** A model of D trained from a seed on that seed's points of the ring. */
export async function* robustModel(
  trainers: Trainers,
  extra: number,
  settings: DiffusionSettings,
  steps?: number,
): Work<PoissonLearner> {
  const model = await trainers.poisson(settings, extra);
  model.setData(yardstick('ring').target.sample(poolSize, random(settings.seed).split('data')));
  yield* trainedTo(model, steps ?? stepsFor(model, robustBudget));
  return model;
}

/** What one D gives with one seed: without errors, and with each. `k`: which setting. */
export async function* robustNumbers(trainers: Trainers, extra: number, k: number, seed: number): Work<Row> {
  const { distance } = yardstick('ring');
  const settings = settingsOf(k, seed);
  const schedule = makeSchedule(settings.schedule);
  const model = yield* within(0, 0.7, robustModel(trainers, extra, settings));
  const of = (denoiser: Denoiser, n: number = evaluations.all) =>
    distance(drawn({ denoiser, schedule, extra, dim: 2, count: sampleCount, seed, evaluations: n }));
  const row: Record<string, number> = { [nameOf('clean', extra)]: of(model.denoiser()) };
  row[nameOf('noise', extra)] = of(withNoise(model.denoiser(), schedule, noiseSize, seed));
  row[nameOf('steps', extra)] = of(model.denoiser(), evaluations.few);
  row[nameOf('coarse', extra)] = of(model.coarse(coarseBits));
  const { steps } = model;
  model.dispose();
  const small = yield* within(0.75, 0.98, robustModel(trainers, extra, settingsOf(k, seed, widths.small), steps));
  row[nameOf('small', extra)] = of(small.denoiser());
  small.dispose();
  return row;
}

const labels: Readonly<Record<ErrorKind, string>> = {
  noise: 'noise in the answers',
  steps: `${evaluations.few} evaluations`,
  small: `${widths.small} wide`,
  coarse: `weights of ${coarseBits} bits`,
};
const infinite = (what: string) => nameOf(what, Infinity);
const ratio = (label: string, over: string, under: string): Test => ({
  label,
  of: (row: Row) => row[over] / row[under],
  log: true,
  threshold: 1,
  holds: 'above',
  unit: 'times',
});

/** The same where samples may leave the plane, which cuts their distance off: then no more is known than that it is as large. */
const medianRatio = (label: string, over: string, under: string): Test => ({
  label,
  bounds: (row: Row) => {
    const least = row[over] / row[under];
    return { least, most: row[over] >= lost ? Infinity : least };
  },
  threshold: 1,
  holds: 'above',
  unit: 'times',
});

/** In the plane against both ends; of the exact fields against diffusion. */
const tests: readonly Test[] = [
  ...errors.flatMap((error) => [
    ratio(`${labels[error]}: diffusion over D = ${middle.plane}`, infinite(error), nameOf(error, middle.plane)),
    medianRatio(`${labels[error]}: D = 1 over D = ${middle.plane}`, nameOf(error, 1), nameOf(error, middle.plane)),
  ]),
  ...exactDims.flatMap((dim) =>
    (['noise', 'steps'] as const).map((error) =>
      ratio(
        `exact field in ${dim} dimensions, ${labels[error]}: diffusion over D = ${middle[dim]}`,
        infinite(`exact${dim}${error}`),
        nameOf(`exact${dim}${error}`, middle[dim]),
      ),
    ),
  ),
];

/** A family of its own, held together as the thirty of the others are. */
export const robustQuestions = tests.length;

const shown = [1, middle.plane, Infinity];
const said = (extra: number) => (extra === Infinity ? 'diffusion' : `D = ${extra}`);

/** The same error put into models of every D: PFGM++ against its two ends. */
export const robustness: Claim = {
  name: 'robustness',
  title: 'A middle D',
  said: 'Between PFGM (D = 1) and diffusion (D = ∞), PFGM++ with a middle D strikes the balance: it is more robust to errors of its network than diffusion, and easier to learn than PFGM.',
  test: `For each seed and each D of 1, 2, 8, 32, 128, 2,048 and ∞ a network learns the ring, for ${spent(robustBudget)}, with settings from one search for all. Then the same error for each: noise of ${noiseSize} times its output’s size in every answer, ${evaluations.few} evaluations for ${evaluations.all}, a network ${widths.small} wide for ${widths.all}, weights of ${coarseBits} bits. And exact fields of clouds in 2, 8 and 32 dimensions, with the noise and with the few evaluations. Measured: energy distance, of the middle D that did best on the search’s seeds, against both ends.`,
  counts: {
    for: 'With an error, the energy distance of diffusion, and of D = 1, is more than that of the middle D.',
    against: 'It is less.',
  },
  change:
    'Data of more dimensions, where networks err otherwise than by noise; another sampler or grid of times; an error that grows where points lie far out.',
  axis: { label: 'energy distance', log: true },
  medians: true,
  level: 1 - 0.05 / tests.length,
  series: [
    ...(['clean', ...errors] as const).flatMap((what) =>
      shown.map((extra) => ({
        key: nameOf(what, extra),
        label: `${what === 'clean' ? 'no error' : labels[what]}, ${said(extra)}`,
        of: extra === Infinity ? ('diffusion' as const) : ('other' as const),
      })),
    ),
    { key: 'true', label: 'true samples', of: 'true' as const },
  ],
  tests,
  seeds: { recorded: 12, live: 1 },
  rivals: false,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = { true: yardstick('ring').own(seed) };
    for (const [i, extra] of dimensions.entries()) {
      const [from, to] = [i, i + 1].map((place) => (0.9 * place) / dimensions.length);
      Object.assign(row, yield* within(from, to, robustNumbers(trainers, extra, chosen[extra], seed)));
    }
    for (const [i, extra] of dimensions.entries()) {
      Object.assign(row, exactRow(extra, seed));
      yield 0.9 + (0.1 * (i + 1)) / dimensions.length;
    }
    return row;
  },
};
