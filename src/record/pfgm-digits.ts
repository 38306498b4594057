/** Models of digits by PFGM++ in several numbers of extra dimensions D, beside D = infinity, diffusion, at the same work: quality against evaluations, and with coarse weights. */
import { experiment } from './record';
import { fields, list, nullable, number, table, text, type Shaped } from './shape';
import { spreadOfValues, type Spread } from './spread';
import { fixed, significant } from './words';

/** Of one set of samples, its noise from its seed: the same for every model. */
const set = fields({
  seed: number,
  /** Share that the judge takes for the class asked for. */
  agreement: number,
  /** To all training digits, in the judge's 64 features. */
  frechet: number,
  /** Mean distance within a class, the held-out digits' being 1. */
  diversity: number,
  /** Share of the held-out digits that the samples reach. */
  recall: number,
});

const at = fields({ evaluations: number, sets: list(set) });

const training = fields({
  seed: number,
  /** Of training, by the clock: the machine had other work besides. */
  seconds: number,
  rows: list(at),
  /** At `coarseEvaluations`, one set, its weights rounded to so many bits. */
  coarse: list(fields({ bits: number, agreement: number, frechet: number })),
  /** The same with noise of this share of the answer's own size (of the network's output F) in every answer. */
  noisy: list(fields({ size: number, agreement: number, frechet: number })),
});

const model = fields({
  /** D; null is infinity, diffusion. */
  extra: nullable(number),
  trainings: list(training),
});

const shape = fields({
  command: text,
  machine: text,
  /** The judge's hash. */
  weights: table(text),
  network: text,
  parameters: number,
  /** Of each training, floating-point operations and pictures seen. */
  flops: number,
  images: number,
  guidance: number,
  /** Samples of a set. */
  samples: number,
  coarseEvaluations: number,
  /** Held-out digits in the place of samples, as many. */
  real: fields({ frechet: number, agreement: number }),
  models: list(model),
});

export type PfgmDigits = Shaped<typeof shape>;
export type PfgmModel = PfgmDigits['models'][number];
export type PfgmTraining = PfgmModel['trainings'][number];
export type PfgmSet = Shaped<typeof set>;

/** The model of this D (Infinity: diffusion). Throws where there is none. */
export function modelOf({ models }: Pick<PfgmDigits, 'models'>, extra: number): PfgmModel {
  const found = models.find((one) => (one.extra ?? Infinity) === extra);
  if (!found)
    throw new Error(`src/record/pfgm-digits.json lacks D = ${extra} (expected it from: npm run record -- pfgm-digits)`);
  return found;
}

/** Over the sets of one training. */
export const overSets = (one: PfgmTraining, evaluations: number, of: Exclude<keyof PfgmSet, 'seed'>): Spread =>
  spreadOfValues(one.rows.find((row) => row.evaluations === evaluations)!.sets.map((each) => each[of]));

/** How much more the Fréchet distance of D is than diffusion's, set by set: both began from the same noise, and were trained from the same seed. */
export function moreThanDiffusion(
  data: Pick<PfgmDigits, 'models'>,
  extra: number,
  evaluations: number,
  training = 0,
): Spread {
  const of = (one: PfgmModel) => one.trainings[training].rows.find((row) => row.evaluations === evaluations)!.sets;
  const other = of(modelOf(data, Infinity));
  return spreadOfValues(of(modelOf(data, extra)).map(({ frechet }, i) => frechet - other[i].frechet));
}

/** The fewest evaluations with which a model's mean is within a tenth of the best of the table, by its first training. */
export function enough(data: Pick<PfgmDigits, 'models'>, extra: number): number {
  const means = modelOf(data, extra).trainings[0].rows.map(({ evaluations }) => ({
    evaluations,
    mean: overSets(modelOf(data, extra).trainings[0], evaluations, 'frechet').mean,
  }));
  const best = Math.min(...means.map(({ mean }) => mean));
  return means.find(({ mean }) => mean < 1.1 * best)!.evaluations;
}

/** Mean with its deviation. */
const within = ({ mean, deviation, n }: Spread, digits: number): string =>
  n > 1 ? `${fixed(mean, digits)} ± ${fixed(deviation, digits)}` : fixed(mean, digits);
const percent = (v: number) => `${fixed(100 * v, 1)}\u00a0%`;

const named = (extra: number) => (extra === Infinity ? 'diffusion' : `d${extra}`);
/** By name, D and evaluations; of the first training the mean and the deviation over its sets, `-again` the same of the second. */
const cells = (extra: number, twice = true) =>
  Object.fromEntries(
    [5, 10, 20].flatMap((evaluations) => {
      const of = (data: PfgmDigits, k: number) => modelOf(data, extra).trainings[k];
      const at = `${named(extra)}-${evaluations}`;
      return [
        [`frechet-${at}`, (data: PfgmDigits) => within(overSets(of(data, 0), evaluations, 'frechet'), 1)],
        ...(twice
          ? [
              [
                `frechet-${at}-again`,
                (data: PfgmDigits) => within(overSets(of(data, 1), evaluations, 'frechet'), 1),
              ] as const,
            ]
          : []),
        [`agreement-${at}`, (data: PfgmDigits) => percent(overSets(of(data, 0), evaluations, 'agreement').mean)],
        [`recall-${at}`, (data: PfgmDigits) => percent(overSets(of(data, 0), evaluations, 'recall').mean)],
      ] as const;
    }),
  );
const coarse = (extra: number) =>
  Object.fromEntries(
    [6, 5, 4].map((bits) => [
      `coarse-${named(extra)}-${bits}`,
      (data: PfgmDigits) =>
        modelOf(data, extra)
          .trainings.map((one) => fixed(one.coarse.find((each) => each.bits === bits)!.frechet, 1))
          .join(' and '),
    ]),
  );
const more = (evaluations: number) => (data: PfgmDigits) => within(moreThanDiffusion(data, 128, evaluations), 1);
const again = (evaluations: number) => (data: PfgmDigits) => within(moreThanDiffusion(data, 128, evaluations, 1), 1);

export const pfgmDigits = experiment({
  name: 'pfgm-digits',
  says: 'PFGM++ and diffusion on digits at the same work, two trainings each, D = 1 one: Fréchet distances against evaluations, and with coarse weights',
  takes: 'a quarter of an hour',
  shape,
  sentences: {
    ...cells(128),
    ...cells(Infinity),
    ...cells(1, false),
    ...coarse(128),
    ...coarse(Infinity),
    'more-5': more(5),
    'more-10': more(10),
    'more-20': more(20),
    'more-5-again': again(5),
    'more-10-again': again(10),
    'more-20-again': again(20),
    'enough-d128': (data: PfgmDigits) => String(enough(data, 128)),
    'enough-diffusion': (data: PfgmDigits) => String(enough(data, Infinity)),
    work: ({ flops }: PfgmDigits) => significant(flops / 1e12, 2),
    trainings: (data: PfgmDigits) => String(modelOf(data, Infinity).trainings.length),
    real: ({ real: { frechet } }: PfgmDigits) => fixed(frechet, 1),
    samples: ({ samples }: PfgmDigits) => String(samples),
  },
  weights: ({ weights }) => weights,
});
