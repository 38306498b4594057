/**
 * Methods for inverse problems beside the exact posterior, in the plane: chapter 13.
 *
 * The protocol, fixed before anything was measured. The data is the ring of eight Gaussians, the denoiser exact, so that what is measured is
 * the methods' own error. Each seed draws a point, measures it in each of the ways and noises (`core/inverse/experiment.ts`), and every method
 * answers the same measurement with `samples` samples from `steps` equal steps of the cosine schedule, judged by 1,000 points of the true posterior.
 * `truth` is as many true samples, judged alike. A method's free number is chosen for each number of steps by the least mean energy distance
 * over all measurements and noises of the tuning seeds, among five values for each method; replacement has none. The particle method has
 * `particles` of them for one sample, and its cost says so.
 */
import { measurementNames } from '../core/inverse/experiment';
import { methodNames, methods, type MethodName } from '../core/inverse/registry';
import { experiment } from './record';
import { fields, list, name, number, text, type Shaped } from './shape';
import { mean, significant } from './words';

const judged = fields({
  /** Energy distance (V) in data units. */
  distance: number,
  /** Of the samples' spread to the truth's; 1 is right. */
  spread: number,
  /** Root mean square off the measurement, in units of its noise. */
  residual: number,
});

const shape = fields({
  command: text,
  machine: text,
  /** Of all of it, in one thread. */
  seconds: number,
  seeds: list(number),
  tuningSeeds: list(number),
  noises: list(number),
  steps: list(number),
  samples: number,
  particles: number,
  /** Mean energy distances on the tuning seeds, in the order of the values that were tried. */
  search: list(
    fields({
      method: name(...methodNames),
      steps: number,
      values: list(number),
      distances: list(number),
      chosen: number,
    }),
  ),
  /** True samples. */
  truth: list(fields({ measurement: name(...measurementNames), noise: number, runs: list(judged) })),
  rows: list(
    fields({
      method: name(...methodNames),
      measurement: name(...measurementNames),
      noise: number,
      steps: number,
      free: number,
      /** Denoiser calls for one sample. */
      evaluations: number,
      /** One for each seed. */
      runs: list(judged),
    }),
  ),
});

export type Posteriors = Shaped<typeof shape>;
export type PosteriorRow = Posteriors['rows'][number];

/** The rows of a method and a number of steps. */
export const rowsOf = ({ rows }: Posteriors, method: MethodName, steps: number): readonly PosteriorRow[] =>
  rows.filter((row) => row.method === method && row.steps === steps);

/** The measurements of the record, in its order. */
export const posteriorCases = ({ truth }: Posteriors): readonly PosteriorRow['measurement'][] => [
  ...new Set(truth.map(({ measurement }) => measurement)),
];

/** Who answered a measurement in so many steps, true samples first, with the runs of each noise in the record's order. */
export function caseOf(
  record: Posteriors,
  measurement: PosteriorRow['measurement'],
  steps: number,
): readonly {
  readonly who: MethodName | 'truth';
  readonly evaluations: number | null;
  readonly byNoise: readonly PosteriorRow['runs'][];
}[] {
  const runsOf = (rows: readonly { readonly noise: number; readonly runs: PosteriorRow['runs'] }[]) =>
    record.noises.flatMap((noise) => rows.filter((row) => row.noise === noise).map(({ runs }) => runs));
  const here = <R extends { readonly measurement: string }>(rows: readonly R[]) =>
    rows.filter((row) => row.measurement === measurement);
  return [
    { who: 'truth', evaluations: null, byNoise: runsOf(here(record.truth)) },
    ...methodNames.flatMap((method) => {
      const rows = here(rowsOf(record, method, steps));
      return rows.length > 0 ? [{ who: method, evaluations: rows[0].evaluations, byNoise: runsOf(rows) } as const] : [];
    }),
  ];
}

const meanOf = (rows: readonly { readonly runs: PosteriorRow['runs'] }[], key: keyof PosteriorRow['runs'][number]) =>
  mean(rows.flatMap(({ runs }) => runs.map((run) => run[key])));

/** The linear measurements, which all methods answer. */
const linear = <R extends { readonly measurement: string }>(rows: readonly R[]): readonly R[] =>
  rows.filter(({ measurement }) => measurement !== 'ring');

const most = (record: Posteriors) => Math.max(...record.steps);

/** What the prose says of one measurement alone: who, of what, with little noise or much, and which number. */
const quoted: readonly (readonly [
  who: MethodName | 'truth',
  measurement: PosteriorRow['measurement'],
  noise: 'little' | 'much',
  key: keyof PosteriorRow['runs'][number],
])[] = [
  ['truth', 'coordinate', 'much', 'residual'],
  ['replacement', 'coordinate', 'little', 'distance'],
  ['repaint', 'coordinate', 'little', 'distance'],
  ['ddrm', 'blur', 'much', 'spread'],
  ['ddnm', 'blur', 'much', 'spread'],
  ['dps', 'coordinate', 'much', 'residual'],
];

/** Who answers, as tables name it. */
export const answererLabel = (who: MethodName | 'truth'): string =>
  who === 'truth' ? 'true samples' : methods[who].label;

export const posteriors = experiment({
  name: 'posteriors',
  says: 'methods for inverse problems beside the exact posterior in the plane, against evaluations, measurements and noises',
  takes: 'a few minutes',
  shape,
  sentences: {
    'truth-distance': (record: Posteriors) => significant(meanOf(linear(record.truth), 'distance'), 2),
    ...Object.fromEntries(
      methodNames.flatMap((method) =>
        (['distance', 'spread', 'residual'] as const).map(
          (key) =>
            [
              `${method}-${key}`,
              (record: Posteriors) => significant(meanOf(linear(rowsOf(record, method, most(record))), key), 2),
            ] as const,
        ),
      ),
    ),
    ...Object.fromEntries(
      quoted.map(([who, measurement, noise, key]) => [
        `${who}-${measurement}-${noise}-${key}`,
        (record: Posteriors) =>
          significant(
            mean(
              caseOf(record, measurement, most(record))
                .find((one) => one.who === who)!
                .byNoise[noise === 'little' ? 0 : 1].map((run) => run[key]),
            ),
            2,
          ),
      ]),
    ),
    'twisted-evaluations': (record: Posteriors) => String(rowsOf(record, 'twisted', most(record))[0].evaluations),
    'dps-free-few': ({ search }: Posteriors) => String(search.find(({ method }) => method === 'dps')?.chosen),
    'dps-free-many': (record: Posteriors) => String(rowsOf(record, 'dps', most(record))[0].free),
    'few-steps': ({ steps }: Posteriors) => String(Math.min(...steps)),
    steps: (record: Posteriors) => String(most(record)),
    particles: ({ particles }: Posteriors) => String(particles),
    methods: () => String(Object.keys(methods).length),
  },
});
