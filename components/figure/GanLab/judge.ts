/** The discriminator's surface as a picture shows it: where it is undecided, how sure it is, and whom it takes for real. */
import type { Batch } from '../../../src/core/batch';
import { lossTerms, lossValue } from '../../../src/core/gan/loss';
import type { GanLoss } from '../../../src/core/gan/settings';
import type { GameField } from '../../../src/engine/kinds/plane-gan/types';
import type { Grid } from '../../../src/picture/index';

/** What the discriminator puts out on the last batch, on average over real points and over fake ones. */
export interface Outputs {
  readonly real: number;
  readonly fake: number;
}

/**
 * The output at which it is undecided: 0 where outputs are log-odds or margins, half-way between its labels 0 and 1 for least
 * squares. A Wasserstein critic has no such place, its outputs count only as differences; half-way between its means stands in.
 */
export function undecided(loss: GanLoss, { real, fake }: Outputs): number {
  switch (loss) {
    case 'non-saturating':
    case 'saturating':
    case 'hinge':
      return 0;
    case 'least-squares':
      return 0.5;
    case 'wasserstein':
      return Number.isFinite(real + fake) ? (real + fake) / 2 : 0;
  }
}

/** Both losses where the discriminator is undecided everywhere: 2 ln 2 and ln 2 for the non-saturating game. */
export function equilibrium(loss: GanLoss): { readonly discriminator: number; readonly generator: number } {
  const at = undecided(loss, { real: 0, fake: 0 });
  const { real, fake, generator } = lossTerms[loss];
  return { discriminator: lossValue(real, at) + lossValue(fake, at), generator: lossValue(generator, at) };
}

const odds = (p: number) => Math.log(p / (1 - p));

/** Outputs at which a shade begins, the undecided one in the middle: probabilities 0.1, 0.3, 0.4, … where outputs are log-odds. */
export function shades(loss: GanLoss, outputs: Outputs): readonly number[] {
  switch (loss) {
    case 'non-saturating':
    case 'saturating':
      return [0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9].map(odds);
    case 'hinge':
      return [-1, -0.5, -0.25, 0, 0.25, 0.5, 1];
    case 'least-squares':
      return [0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9];
    case 'wasserstein': {
      const middle = undecided(loss, outputs);
      const reach = Math.max(1e-3, Math.abs(outputs.real - outputs.fake) || 0);
      return [-2, -1, -0.5, 0, 0.5, 1, 2].map((k) => middle + k * reach);
    }
  }
}

/** The decision line in words. */
export const lineLabels: Readonly<Record<GanLoss, string>> = {
  'non-saturating': 'D = ½',
  saturating: 'D = ½',
  hinge: 'D undecided',
  'least-squares': 'D undecided',
  wasserstein: 'half-way between the critic’s means',
};

/** The outputs as a grid over the panel: each value stands for a cell around its point. */
export function gridOf({ size, extent, values }: GameField): Grid {
  const side = extent * (size / (size - 1));
  return { nx: size, ny: size, x: [-side, side], y: [-side, side], values };
}

/** The output at a place, bilinear between the points of the field, held at its edge. */
export function outputAt({ size, extent, values }: GameField, x: number, y: number): number {
  const at = (v: number) => Math.max(0, Math.min(size - 1, ((v / extent + 1) / 2) * (size - 1)));
  const [u, v] = [at(x), at(y)];
  const [i, j] = [Math.min(size - 2, Math.floor(u)), Math.min(size - 2, Math.floor(v))];
  const [a, b] = [u - i, v - j];
  const value = (column: number, row: number) => values[row * size + column];
  return (
    (1 - b) * ((1 - a) * value(i, j) + a * value(i + 1, j)) + b * ((1 - a) * value(i, j + 1) + a * value(i + 1, j + 1))
  );
}

/** The share of points on the side of the line that the discriminator calls real. */
export function takenForReal(field: GameField, points: Batch, loss: GanLoss, outputs: Outputs): number {
  const line = undecided(loss, outputs);
  const n = points.data.length / 2;
  let taken = 0;
  for (let i = 0; i < n; i++) if (outputAt(field, points.data[2 * i], points.data[2 * i + 1]) > line) taken++;
  return n > 0 ? taken / n : NaN;
}

/** Mean length of the arrows: how hard the generator's points are pulled. */
export function meanPull(pull: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < pull.length; i += 2) sum += Math.hypot(pull[i], pull[i + 1]);
  return pull.length > 0 ? (2 * sum) / pull.length : NaN;
}
