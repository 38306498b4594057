/** The claim of a middle D, put to the test with the seeds from `firstSeed` on, and the search for each D's settings before it: what `core/claims/robustness.ts` judges. */
import { dimensions, middle } from '../core/claims/robustness';
import { errors, nameOf, type ErrorKind } from '../core/claims/robustness-errors';
import type { Row } from '../core/claims/claim';
import { experiment } from './record';
import { fields, list, nullable, number, table, text, type Shaped } from './shape';
import { fixed, mean, significant } from './words';

const shape = fields({
  command: text,
  machine: text,
  /** Of twelve seeds, run by itself on one thread; of the processor. */
  seconds: number,
  /** Floating-point operations of a training. */
  budget: number,
  firstSeed: number,
  seeds: number,
  /** The search: settings by their number in `protocol.ts`, energy distances by the tuning seeds that they trained from. */
  search: list(
    fields({
      /** D; null is infinity. */
      extra: nullable(number),
      setting: number,
      distances: list(number),
    }),
  ),
  /** Energy distances under errors on the tuning seeds, by which the middle D was chosen: as `rows`. */
  choosing: list(table(number)),
  /** A row for each seed. `noiseD8`, `exact32stepsDInfinity`, …: what is done (clean, noise, steps, small, coarse; exact fields by their dimension) and D. */
  rows: list(table(number)),
});

export type Robustness = Shaped<typeof shape>;

/** Geometric mean over seeds of one column. */
export const logMeanOf = (rows: readonly Row[], key: string): number =>
  Math.exp(mean(rows.map((row) => Math.log(row[key]))));

/** The D with the least geometric mean under an error. */
export const bestUnder = (rows: readonly Row[], what: string): number =>
  dimensions.reduce<number>(
    (best, extra) => (logMeanOf(rows, nameOf(what, extra)) < logMeanOf(rows, nameOf(what, best)) ? extra : best),
    Infinity,
  );

const dText = (extra: number) => (extra === Infinity ? '∞' : String(extra));
const kinds: readonly ('clean' | ErrorKind)[] = ['clean', ...errors];

export const robustnessRecord = experiment({
  name: 'robustness',
  says: 'the claim of a middle D: the same errors put into PFGM++ of every D, in the plane and by exact fields in 2, 8 and 32 dimensions',
  takes: 'a quarter of an hour',
  shape,
  sentences: {
    middle: () => dText(middle.plane),
    ...Object.fromEntries(
      kinds.flatMap((what) => [
        [`best-${what}`, ({ rows }: Robustness) => dText(bestUnder(rows, what))] as const,
        ...dimensions.map(
          (extra) =>
            [
              `${what}-${extra === Infinity ? 'diffusion' : `d${extra}`}`,
              ({ rows }: Robustness) => significant(logMeanOf(rows, nameOf(what, extra)), 2),
            ] as const,
        ),
      ]),
    ),
    ...Object.fromEntries(
      [2, 8, 32].flatMap((dim) =>
        ['clean', 'noise', 'steps'].map(
          (what) =>
            [
              `best-exact${dim}-${what}`,
              ({ rows }: Robustness) => dText(bestUnder(rows, `exact${dim}${what}`)),
            ] as const,
        ),
      ),
    ),
    'harm-noise': ({ rows }: Robustness) =>
      fixed(logMeanOf(rows, 'noiseDInfinity') / logMeanOf(rows, 'cleanDInfinity'), 1),
  },
});
