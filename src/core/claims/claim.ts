/**
 * A claim about generative models as plain data and two functions: what one seed measures, and how a row of seeds is judged. What would
 * count for and against it is part of the data, and so was fixed before anything was measured.
 */
import type { Bounds } from '../statistics/index';
import type { Trainers } from './trainers';

/** What one seed measured: named numbers. */
export type Row = Readonly<Record<string, number>>;

/** Yields the share of its work that is done, often enough that a page stays awake. */
export type Work<T> = AsyncGenerator<number, T, void>;

/** Whose number it is: colours and words follow from it. */
export type Owner = 'diffusion' | 'gan' | 'r3gan' | 'other' | 'true';

/** Numbers that are drawn as dots, one for each seed. */
export interface Series {
  /** Its name in a row. */
  readonly key: string;
  readonly label: string;
  readonly of: Owner;
}

/** One of a claim's questions: a statistic, the number it is held against, and the side on which it speaks for the claim. */
export interface Test {
  /** `training FLOPs on the ring, diffusion over GAN`. */
  readonly label: string;
  /** A number of each seed: the interval is Student's, of their mean. With `log`, of the mean of their logarithms, shown as ratios. */
  readonly of?: (row: Row) => number;
  readonly log?: boolean;
  /** Of all rows at once: the interval is a bootstrap's. Takes the place of `of`. */
  readonly statistic?: (rows: readonly Row[]) => number;
  /** A number of each seed, or what is known of it where it was cut off: the interval is the sign test's, of the median. Takes the place of `of`. */
  readonly bounds?: (row: Row) => Bounds;
  readonly threshold: number;
  /** Where the whole interval must lie to speak for the claim; wholly on the other side, it speaks against it. */
  readonly holds: 'above' | 'below';
  readonly unit?: 'times' | 'share' | 'number';
}

export interface Claim {
  readonly name: string;
  /** Two or three words: `Training cost`. */
  readonly title: string;
  /** As it is usually said. */
  readonly said: string;
  /** What is done, in a sentence or two. */
  readonly test: string;
  readonly counts: { readonly for: string; readonly against: string };
  /** What would change the verdict. */
  readonly change: string;
  /** What is drawn, its name, and whether on a logarithmic axis. */
  readonly axis: { readonly label: string; readonly log: boolean };
  /** Whether its series may be cut off, and so have medians and not means. */
  readonly medians?: boolean;
  readonly series: readonly Series[];
  readonly tests: readonly Test[];
  /** How sure its intervals are, where its questions are a family of their own (default: `level` of `protocol.ts`). */
  readonly level?: number;
  /** How many seeds are recorded, and how many a page runs unless it is asked for others. */
  readonly seeds: { readonly recorded: number; readonly live: number };
  /** Whether it trains a GAN. */
  readonly rivals: boolean;
  measure(seed: number, trainers: Trainers): Work<Row>;
}
