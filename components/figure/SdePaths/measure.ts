/** How far a crowd is from the exact distribution, what chance alone would give, and what it remembers of its start. */
import { kolmogorovSmirnov } from '../../../src/core/metric/kolmogorov-smirnov';
import { random } from '../../../src/core/random';
import { cdfOf, exactAt } from './exact';
import type { SdeSettings } from './settings';
import type { Walk } from './walk';

/** Directions in the plane along which shadows are compared. */
const directions = 6;
/** Below this deviation a bridge is pinned, and 32-bit places say nothing of its distribution. */
const pinned = 1e-3;

/** Largest gap between the crowd's cumulative distribution and the exact one; its mean over directions in the plane; null where pinned. */
export function gapTo(s: SdeSettings, t: number, values: ArrayLike<number>): number | null {
  if (s.mode !== 'plane') {
    const exact = exactAt(s, t);
    return exact.deviations.some((d) => d < pinned)
      ? null
      : kolmogorovSmirnov(Float64Array.from(values), (x) => cdfOf(exact, x));
  }
  let sum = 0;
  const shadow = new Float64Array(values.length / 2);
  for (let i = 0; i < directions; i++) {
    const angle = (Math.PI * (i + 0.5)) / directions;
    const exact = exactAt(s, t, angle);
    for (let row = 0; row < shadow.length; row++)
      shadow[row] = Math.cos(angle) * values[2 * row] + Math.sin(angle) * values[2 * row + 1];
    sum += kolmogorovSmirnov(shadow, (x) => cdfOf(exact, x));
  }
  return sum / directions;
}

export interface Chance {
  /** The gap that as many true samples have on average. */
  readonly mean: number;
  /** Over this once in twenty. In the plane, where it is a mean over directions, more seldom. */
  readonly high: number;
}

const draws = 200;

/**
 * Measured on true samples. The gap does not depend on which distribution they are of (put F(x) in the place of x), so
 * that uniform numbers serve for every p_t.
 */
export function* makeChance(n: number): Generator<void, Chance, void> {
  const r = random(60_001);
  const gaps = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    gaps[i] = kolmogorovSmirnov(
      Float64Array.from({ length: n }, () => r.uniform()),
      (x) => x,
    );
    yield;
  }
  gaps.sort();
  return { mean: gaps.reduce((sum, gap) => sum + gap, 0) / draws, high: gaps[Math.round(0.95 * draws)] };
}

/** Rank correlation (Spearman) of where walkers are with where they started; its mean over coordinates. NaN for a pinned start. */
export function memory({ states, dim, settings }: Walk, index: number): number {
  if (settings.mode === 'bridge') return NaN;
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += spearman(column(states[0], d, dim), column(states[index], d, dim));
  return sum / dim;
}

function column(values: Float32Array, d: number, dim: number): Float64Array {
  return Float64Array.from({ length: values.length / dim }, (_, row) => values[row * dim + d]);
}

export function spearman(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const [p, q] = [ranks(a), ranks(b)];
  let squared = 0;
  for (let i = 0; i < n; i++) squared += (p[i] - q[i]) ** 2;
  return 1 - (6 * squared) / (n * (n * n - 1));
}

function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const out = new Float64Array(values.length);
  order.forEach((row, rank) => {
    out[row] = rank;
  });
  return out;
}
