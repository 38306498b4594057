/** The exact distribution of what is shown: p_t along a line through it, or of a bridge. */
import { normalCdf, normalDensity } from '../../../src/core/normal';
import { posterior } from '../../../src/core/process/posterior';
import { courseOf, dataOf, scaleAt, scheduleOf } from './course';
import type { SdeSettings } from './settings';

/** A mixture of Gaussians on a line, in units of the vertical axis. */
export interface LineDensity {
  readonly weights: ArrayLike<number>;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** What a walker's distribution at t is measured against: in the plane, its shadow along (cos angle, sin angle). */
export function exactAt(s: SdeSettings, t: number, angle = Math.PI / 2): LineDensity {
  if (s.mode === 'bridge') {
    const { mean, deviation } = bridgeAt(s, t);
    return { weights: [1], means: [mean], deviations: [deviation] };
  }
  const schedule = scheduleOf(s);
  const scale = scaleAt(schedule, t);
  const [alpha, sigma] = [schedule.alpha(t) / scale, schedule.sigma(t) / scale];
  const { weights, means, scales } = dataOf(s).components;
  const shadow = (k: number) =>
    means.dim === 1 ? means.data[k] : Math.cos(angle) * means.data[2 * k] + Math.sin(angle) * means.data[2 * k + 1];
  return {
    weights,
    means: Array.from(weights, (_, k) => alpha * shadow(k)),
    deviations: Array.from(scales, (scale0) => Math.hypot(alpha * scale0, sigma)),
  };
}

/** Mean and deviation of the bridge from x_0 to its other end, at t. */
export function bridgeAt(s: SdeSettings, t: number): { readonly mean: number; readonly deviation: number } {
  const schedule = scheduleOf(s);
  const { fine } = courseOf(s);
  const end = fine[fine.length - 1];
  const scale = scaleAt(schedule, t);
  if (t >= end) return { mean: s.to, deviation: 0 };
  const { noised, data, variance } = posterior(schedule, t, end);
  return {
    mean: (noised * s.to * scaleAt(schedule, end) + data * s.from) / scale,
    deviation: Math.sqrt(variance) / scale,
  };
}

/** x / alpha is a Brownian motion in the time sigma^2 / alpha^2: that time at t, and at the bridge's end. */
export function clockAt(s: SdeSettings, t: number): { readonly clock: number; readonly whole: number } {
  const { logSnr } = scheduleOf(s);
  const { fine } = courseOf(s);
  return { clock: Math.exp(-logSnr(t)), whole: Math.exp(-logSnr(fine[fine.length - 1])) };
}

export function densityOf({ weights, means, deviations }: LineDensity, x: number): number {
  let sum = 0;
  for (let k = 0; k < means.length; k++)
    sum += (weights[k] * normalDensity((x - means[k]) / deviations[k])) / deviations[k];
  return sum;
}

export function cdfOf({ weights, means, deviations }: LineDensity, x: number): number {
  let sum = 0;
  for (let k = 0; k < means.length; k++) sum += weights[k] * normalCdf((x - means[k]) / deviations[k]);
  return sum;
}
