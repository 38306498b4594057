/**
 * Methods for inverse problems as the dimension grows: chapter 13.
 *
 * The protocol, fixed before the record's seeds were run. The question is that of `core/inverse/dimension.ts`: two modes in two coordinates, all others
 * independent, half of the coordinates measured, the answer known. The denoiser is exact. Each seed draws a point and measures it; every method answers with `samples`
 * samples from `steps` equal steps of the cosine schedule. `truth` is as many true samples, judged alike; `score` takes the same steps with the exact denoiser
 * of the posterior itself. Free numbers are those that a method has without a search, but for DPS, whose paper asks for one: its step is chosen in each dimension by
 * the least mean energy distance on the tuning seeds among five values, and the step of two dimensions is run in the others too. The twist of the particle method is
 * reckoned with data of deviation 1; the largest number of particles is run in few dimensions only. A number of particles *suffices* where the mean over seeds of the
 * error in the mean is at most twice that of true samples.
 *
 * The record was begun anew twice, each time on fresh seeds. First the steps were cut from 50 to 40 and the samples from 150 to 100, and fewer particles were
 * run, for the cost. Then the search was cut: every free number had been searched on two tuning seeds, and what was chosen went up and down with the dimension
 * by chance, so that only DPS's step is searched now, on more of them.
 */
import { methodNames, methods, type MethodName } from '../core/inverse/registry';
import { experiment } from './record';
import { fields, list, name, number, text, type Shaped } from './shape';
import { mean, significant } from './words';

const judged = fields({
  /** Energy distance (V) in data units. */
  distance: number,
  /** The share of one mode, less what it truly is, without its sign. */
  modes: number,
  /** Root mean square error of the measured coordinates' means, in true deviations. */
  mean: number,
  /** Of the measured coordinates' deviations to the true ones; 1 is right. */
  spread: number,
});

const shape = fields({
  command: text,
  machine: text,
  /** Of all of it, in one thread. */
  seconds: number,
  seeds: list(number),
  tuningSeeds: list(number),
  dims: list(number),
  steps: number,
  samples: number,
  /** Of DPS's step: mean energy distances on the tuning seeds, in the order of the values that were tried. */
  search: list(
    fields({
      dim: number,
      values: list(number),
      distances: list(number),
      chosen: number,
    }),
  ),
  rows: list(
    fields({
      who: name('truth', 'score', ...methodNames),
      dim: number,
      free: number,
      /** Particles for one sample; 1 where a method has none. */
      particles: number,
      /** One for each seed. */
      runs: list(judged),
    }),
  ),
});

export type PosteriorDimension = Shaped<typeof shape>;
export type DimensionRow = PosteriorDimension['rows'][number];
export type DimensionKey = keyof DimensionRow['runs'][number];

/** A line of the table: who, with how many particles, and with which free number where not the one that was chosen. */
export interface Line {
  readonly who: DimensionRow['who'];
  readonly particles?: number;
  /** `plane`: chosen in two dimensions; a number: as it is. */
  readonly free?: 'plane' | number;
  readonly says: string;
}

export const particleCounts = [1, 4, 16, 64] as const;
/** Whether so many particles were run: the most would take too long in many dimensions. */
export const wasRun = (particles: number, dim: number): boolean => particles <= 16 || dim <= 8;
/** The deviation that the twist is reckoned with. */
export const twistDeviation = 1;

const label = (method: MethodName) => methods[method].label;
export const lines: readonly Line[] = [
  { who: 'truth', says: 'true samples' },
  { who: 'score', says: 'the posterior’s own score' },
  { who: 'replacement', says: label('replacement') },
  { who: 'repaint', says: label('repaint') },
  { who: 'ddrm', says: label('ddrm') },
  { who: 'ddnm', says: label('ddnm') },
  { who: 'dps', says: `${label('dps')}, step searched` },
  { who: 'dps', free: 'plane', says: `${label('dps')}, step of the plane` },
  { who: 'pigdm', says: label('pigdm') },
  ...particleCounts.map((particles): Line => ({
    who: 'twisted',
    particles,
    free: twistDeviation,
    says: `${label('twisted')}, ${particles} ${particles === 1 ? 'particle' : 'particles'}`,
  })),
];

const chosenAt = ({ search }: PosteriorDimension, dim: number): number | undefined =>
  search.find((one) => one.dim === dim)?.chosen;

/** The row of a line in a dimension; undefined where it was not run. */
export function rowOf(record: PosteriorDimension, line: Line, dim: number): DimensionRow | undefined {
  const { who, particles = 1, free } = line;
  const wanted = who === 'dps' ? chosenAt(record, free === 'plane' ? record.dims[0] : dim) : free;
  return record.rows.find(
    (row) =>
      row.who === who &&
      row.dim === dim &&
      row.particles === particles &&
      (wanted === undefined || row.free === wanted),
  );
}

export const meanOf = (row: DimensionRow | undefined, key: DimensionKey): number =>
  row ? mean(row.runs.map((run) => run[key])) : NaN;

/** The least number of particles that suffices in a dimension, as the protocol has it; null where none that was run does. */
export function sufficient(record: PosteriorDimension, dim: number): number | null {
  const floor = meanOf(rowOf(record, lines[0], dim), 'mean');
  const found = lines.find((line) => line.who === 'twisted' && meanOf(rowOf(record, line, dim), 'mean') <= 2 * floor);
  return found?.particles ?? null;
}

/** `4 in 2 dimensions, 16 in 8, and more than were run in 32 and 128`. */
function enough(record: PosteriorDimension): string {
  const found = record.dims.map((dim) => ({ dim, particles: sufficient(record, dim) }));
  const yes = found.flatMap(({ dim, particles }, i) =>
    particles === null ? [] : [`${particles} in ${dim}${i === 0 ? ' dimensions' : ''}`],
  );
  const no = found.filter(({ particles }) => particles === null).map(({ dim }) => dim);
  return [...yes, ...(no.length > 0 ? [`and more than were run in ${no.join(' and ')}`] : [])].join(', ');
}

/** What the prose says: a line of the table by its words, a number, and the least or the largest dimension. */
const quoted = [
  ['score-spread-last', /^the posterior/, 'spread', 'last'],
  ['dps-plane-mean-last', /^DPS, step of the plane/, 'mean', 'last'],
  ['one-mean-last', /, 1 particle$/, 'mean', 'last'],
  ['sixteen-mean-first', /, 16 particles$/, 'mean', 'first'],
  ['sixteen-mean-last', /, 16 particles$/, 'mean', 'last'],
  ['truth-mean-first', /^true samples/, 'mean', 'first'],
  ['truth-mean-last', /^true samples/, 'mean', 'last'],
] as const;

export const posteriorDimension = experiment({
  name: 'posterior-dimension',
  says: 'methods for inverse problems as the dimension grows, beside the exact posterior',
  takes: 'a few minutes',
  shape,
  sentences: {
    ...Object.fromEntries(
      quoted.map(([named, says, key, end]) => [
        named,
        (record: PosteriorDimension) =>
          significant(
            meanOf(
              rowOf(
                record,
                lines.find((line) => says.test(line.says))!,
                record.dims[end === 'first' ? 0 : record.dims.length - 1],
              ),
              key,
            ),
            2,
          ),
      ]),
    ),
    'step-first': (record: PosteriorDimension) => String(chosenAt(record, record.dims[0])),
    'step-last': (record: PosteriorDimension) => String(chosenAt(record, record.dims[record.dims.length - 1])),
    enough,
  },
});
