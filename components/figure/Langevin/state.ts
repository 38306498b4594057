/** What the Langevin figure is set to, and the mixtures it walks on. No DOM here. */
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { random } from '../../../src/core/random';
import { ve } from '../../../src/core/schedule/index';
import { squareFrame } from '../../../src/picture/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const walkers = 400;
export const square = squareFrame(4.2);
/** Noise levels of the annealing, in data units: the least hardly blurs a mode, the greatest covers them all. */
export const noise = { least: 0.02, most: 4 } as const;
export const schedule = ve({ sigmaMin: noise.least, sigmaMax: noise.most });
const scale = 0.4;

export const langevinSchema = schema({
  target: choice(['two', 'three'], 'two'),
  /** Where the walkers set out: all over the square, or all in the lightest mode. */
  start: choice(['square', 'mode'], 'square'),
  /** The step of a move in units of the variance at that level: of a mode unannealed, of the noise annealed. */
  step: number(0.1, { min: 0.005, max: 1 }),
  /** Moves in all, the same for both. */
  moves: number(600, { min: 20, max: 2000, integer: true }),
  /** Noise levels of the annealing. */
  levels: number(12, { min: 1, max: 30, integer: true }),
  /** The move shown, as a share of all. */
  at: number(1, { min: 0, max: 1 }),
  seed: seed(7),
});

export type LangevinSettings = SettingsOf<typeof langevinSchema>;

export const targets: Readonly<Record<LangevinSettings['target'], Mixture>> = {
  two: mixture({ weights: [0.2, 0.8], means: batch([-2, -1.2, 2, 1.2], 2), scales: [scale, scale] }),
  three: mixture({
    weights: [0.1, 0.3, 0.6],
    means: batch([-2.2, 1.6, -0.6, -2.2, 2.2, 1], 2),
    scales: [scale, scale, scale],
  }),
};

/** Names of the modes, from the lightest. */
export const modeNames = ['A', 'B', 'C'] as const;

/** What the walks follow from: a change of anything else only looks at them. */
export type WalkSettings = Pick<LangevinSettings, 'target' | 'start' | 'step' | 'moves' | 'levels' | 'seed'>;

export function walkKey({ target, start, step, moves, levels, seed: from }: WalkSettings): string {
  return [target, start, step, moves, levels, from].join(' ');
}

/** The move shown. */
export function moveShown({ at, moves }: Pick<LangevinSettings, 'at' | 'moves'>): number {
  return Math.round(at * moves);
}

export function startPoints({ target, start, seed: from }: Pick<WalkSettings, 'target' | 'start' | 'seed'>): Batch {
  const r = random(from).split('start');
  const points = zeros(walkers, 2);
  const { means } = targets[target].components;
  for (let i = 0; i < points.data.length; i++) {
    points.data[i] = start === 'square' ? 8 * (r.uniform() - 0.5) : means.data[i % 2] + scale * r.normal();
  }
  return points;
}

/** The nearest mode of every row. */
export function modesOf(points: Batch, { modes }: Mixture): Uint8Array {
  const near = new Uint8Array(points.data.length / 2);
  for (let row = 0; row < near.length; row++) {
    let least = Infinity;
    for (let k = 0; k < modes.data.length / 2; k++) {
      const squared =
        (points.data[2 * row] - modes.data[2 * k]) ** 2 + (points.data[2 * row + 1] - modes.data[2 * k + 1]) ** 2;
      if (squared < least) [least, near[row]] = [squared, k];
    }
  }
  return near;
}

/** The share of the walkers nearest to each mode. */
export function shares(near: Uint8Array, modes: number): readonly number[] {
  return Array.from(
    { length: modes },
    (_, k) => near.reduce((sum, mode) => sum + (mode === k ? 1 : 0), 0) / near.length,
  );
}

/** How many walkers are nearest to another mode than they set out from. */
export function crossings(from: Uint8Array, to: Uint8Array): number {
  return to.reduce((sum, mode, row) => sum + (mode === from[row] ? 0 : 1), 0);
}
