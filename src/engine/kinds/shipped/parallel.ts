/** What may be asked of a digit's steps in parallel, as plain data with its check. */
import type { Backend } from '../../backends';
import { checkLabels, whole, within } from './checks';

/** One digit by DDIM on the cosine schedule, its steps all at once and one after the other. */
export interface DigitParallelSpec {
  readonly label: number;
  /** w of Ho and Salimans 2022, eq. 6. */
  readonly guidance: number;
  readonly seed: number;
  readonly steps: number;
  /** Steps evaluated side by side; `steps` or more: all of them. */
  readonly window: number;
  /** The change from sweep to sweep that counts as none, root mean square over the pixels, in standard units. */
  readonly tolerance: number;
  /** States 0 … steps whose pictures are kept, rising. */
  readonly columns: readonly number[];
}

export interface DigitStand {
  readonly sweep: number;
  /** Steps `from` … `to - 1` were evaluated, all at once. */
  readonly from: number;
  readonly to: number;
  readonly done: number;
  /** Calls of the denoiser so far: all, and those that had to wait for another. */
  readonly evaluations: number;
  readonly inARow: number;
  /** Root mean square over the pixels of each state's distance from the sequential run's, 0 … steps. */
  readonly distance: Float64Array;
  /** Pictures of the columns [columns, 784], in standard units. */
  readonly pictures: Float32Array;
}

export interface DigitParallel {
  readonly columns: readonly number[];
  /** Of the sequential run, at the same states. */
  readonly sequential: Float32Array;
  /** Every sweep. */
  readonly stands: readonly DigitStand[];
  /** Milliseconds: of the steps one after the other, of one evaluation, and of a batch of a window of them, medians of several. */
  readonly milliseconds: { readonly sequential: number; readonly one: number; readonly batch: number };
  readonly backend: Backend;
}

/** On the way: the share that is done, as far as it is known. */
export interface DigitParallelProgress {
  readonly sweep: number;
  readonly done: number;
}

export function checkDigitParallelSpec(spec: DigitParallelSpec): void {
  const { label, guidance, seed, steps, window, tolerance, columns } = spec;
  checkLabels([label], -1);
  within('guidance', guidance, -1, 20);
  whole('seed', seed, 0, 4_294_967_295);
  whole('steps', steps, 2, 200);
  whole('window', window, 1, 200);
  within('tolerance', tolerance, 0, 10);
  whole('number of columns', columns.length, 1, 50);
  columns.forEach((k, i) => whole('column', k, i > 0 ? columns[i - 1] + 1 : 0, steps));
}
