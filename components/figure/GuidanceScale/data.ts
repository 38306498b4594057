/** The data with classes, and what samples of a class are measured by. */
import { batch, count, type Batch } from '../../../src/core/batch';
import { conditional, ofClasses, type Conditional } from '../../../src/core/data/conditional';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { random } from '../../../src/core/random';
import type { GuidanceSettings } from './state';

export const nested = { inner: 0.6, outer: 1.2, share: 0.2 } as const;

/** Parts of a class: x, y, scale and weight each. */
const of = (...parts: readonly (readonly [x: number, y: number, scale: number, weight: number])[]): Mixture =>
  mixture({
    means: batch(
      parts.flatMap(([x, y]) => [x, y]),
      2,
    ),
    scales: parts.map((p) => p[2]),
    weights: parts.map((p) => p[3]),
  });

export const data: Readonly<Record<GuidanceSettings['data'], Conditional>> = {
  // Every class has a part of its own and parts among the others'.
  three: ofClasses(
    [
      of([-1.6, -1.1, 0.32, 0.4], [-0.6, 0.1, 0.3, 0.35], [-0.15, -0.95, 0.26, 0.25]),
      of([1.7, -1.2, 0.34, 0.45], [0.65, -0.55, 0.3, 0.35], [0.2, 0.4, 0.24, 0.2]),
      of([0.3, 1.6, 0.34, 0.45], [-0.8, 1.0, 0.28, 0.3], [0.95, 0.55, 0.28, 0.25]),
    ],
    [1, 1, 1],
  ),
  nested: conditional(of([0, 0, nested.outer, 1]), [of([0, 0, nested.inner, 1])], [nested.share]),
};

/** Where the letter of each class stands. */
export const letterSpots: Readonly<Record<GuidanceSettings['data'], readonly (readonly [x: number, y: number])[]>> = {
  three: [
    [-1.6, -2.05],
    [1.7, -2.2],
    [0.3, 2.4],
  ],
  nested: [[0, 1.45]],
};

/** How many points are guided, and how many true ones they are measured against. */
export const pointCount = 400;
const neighbours = 3;

export interface Yardstick {
  /** True points of the class. */
  readonly real: Batch;
  /** Mean distance between true points, from five times as many. */
  readonly spread: number;
  /** ln p(x | c) below which one true point in two hundred lies. */
  readonly rim: number;
  readonly neighbours: number;
}

const made = new Map<string, Yardstick>();

export function yardstick(name: GuidanceSettings['data'], c: number): Yardstick {
  const key = `${name} ${c}`;
  const known = made.get(key);
  if (known) return known;
  const of = data[name].classes[c];
  const logs = of.logDensity(of.stratified(4000, random(30_303)), 1, 0).sort();
  const real = of.stratified(pointCount, random(30_304));
  const stick = { real, spread: meanGap(of.stratified(2000, random(30_305))), rim: logs[20], neighbours };
  made.set(key, stick);
  return stick;
}

/** Mean distance between two different points. */
export function meanGap({ data: x, dim }: Batch): number {
  const n = x.length / dim;
  let sum = 0;
  for (let i = 0; i < x.length; i += 2)
    for (let j = 0; j < i; j += 2) sum += Math.hypot(x[i] - x[j], x[i + 1] - x[j + 1]);
  return (2 * sum) / (n * (n - 1));
}

/** Whether the exact posterior of the clean point gives the class more than any other, and more than no class at all. */
export function agreeing(of: Conditional, c: number, points: Batch): Uint8Array {
  const logs = of.shares.map((_, k) => of.logPosterior(k, points, 1, 0));
  return Uint8Array.from({ length: count(points) }, (_, row) => {
    const none = 1 - logs.reduce((sum, log) => sum + Math.exp(log[row]), 0);
    const own = logs[c][row];
    return logs.every((log, k) => k === c || log[row] < own) && Math.exp(own) >= none - 1e-12 ? 1 : 0;
  });
}
