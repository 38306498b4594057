/** The discriminator's surface as a picture shows it: where it is undecided, how sure it is, and whom it takes for real. */
import type { Batch } from '../../../src/core/batch';
import { lossTerms, lossValue } from '../../../src/core/gan/loss';
import type { GanRules } from '../../../src/core/gan/settings';
import type { GameField } from '../../../src/engine/kinds/plane-gan/types';
import type { Grid } from '../../../src/picture/index';

/** The rules that say what an output means. */
export type Judged = Pick<GanRules, 'loss' | 'relativistic'>;

/** Whether outputs count only as differences: of a Wasserstein critic, and where pairs are judged. */
const relative = ({ loss, relativistic }: Judged): boolean => relativistic || loss === 'wasserstein';

/** What the discriminator puts out on the last batch, on average over real points and over fake ones. */
export interface Outputs {
  readonly real: number;
  readonly fake: number;
}

/**
 * The output at which it is undecided: 0 where outputs are log-odds or margins, half-way between its labels 0 and 1 for least
 * squares. Where outputs count only as differences there is no such place; half-way between the means stands in.
 */
export function undecided(rules: Judged, { real, fake }: Outputs): number {
  if (relative(rules)) return Number.isFinite(real + fake) ? (real + fake) / 2 : 0;
  return rules.loss === 'least-squares' ? 0.5 : 0;
}

/** Both losses where the discriminator is undecided everywhere: 2 ln 2 and ln 2 for the non-saturating game. */
export function equilibrium(rules: Judged): { readonly discriminator: number; readonly generator: number } {
  const at = undecided(rules, { real: 0, fake: 0 });
  const { real, fake, generator } = lossTerms[rules.loss];
  const discriminator = lossValue(real, at) + (rules.relativistic ? 0 : lossValue(fake, at));
  return { discriminator, generator: lossValue(generator, at) };
}

const odds = (p: number) => Math.log(p / (1 - p));

/** Outputs at which a shade begins, the undecided one in the middle: probabilities 0.1, 0.3, 0.4, … where outputs are log-odds. */
export function shades(rules: Judged, outputs: Outputs): readonly number[] {
  if (relative(rules)) {
    const middle = undecided(rules, outputs);
    const reach = Math.max(1e-3, Math.abs(outputs.real - outputs.fake) || 0);
    return [-2, -1, -0.5, 0, 0.5, 1, 2].map((k) => middle + k * reach);
  }
  if (rules.loss === 'hinge') return [-1, -0.5, -0.25, 0, 0.25, 0.5, 1];
  const shares = [0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9];
  return rules.loss === 'least-squares' ? shares : shares.map(odds);
}

/** The decision line in words. */
export function lineLabel(rules: Judged): string {
  if (rules.loss === 'wasserstein') return 'half-way between the critic’s means';
  if (rules.relativistic) return 'half-way between D’s means';
  return rules.loss === 'non-saturating' || rules.loss === 'saturating' ? 'D = ½' : 'D undecided';
}

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
export function takenForReal(field: GameField, points: Batch, rules: Judged, outputs: Outputs): number {
  const line = undecided(rules, outputs);
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
