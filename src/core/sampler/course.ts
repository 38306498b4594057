import type { SamplerInput } from './sampler';

/**
 * Throws a `RangeError` unless the times are a course that a sampler can follow: at least two, falling, with noise at all but
 * the last. An SDE in t (`slopes`) also needs finite coefficients, which a schedule without any signal has not.
 */
export function checkCourse(
  { schedule, times }: Pick<SamplerInput, 'schedule' | 'times'>,
  { slopes = false } = {},
): void {
  const last = times.length - 1;
  if (last < 1) throw new RangeError(`${times.length} times (expected at least 2)`);
  for (let i = 0; i <= last; i++) {
    const t = times[i];
    if (!(i === 0 ? Math.abs(t) < Infinity : t < times[i - 1])) {
      throw new RangeError(
        i === 0 ? `first time ${t} (expected a number)` : `time ${t} after ${times[i - 1]} (expected falling times)`,
      );
    }
    if (i < last && !(schedule.sigma(t) > 0)) {
      throw new RangeError(`no noise at t = ${t} (expected sigma above 0 at all but the last time)`);
    }
    if (slopes && i < last && !Number.isFinite(schedule.drift(t) + schedule.diffusion(t))) {
      throw new RangeError(`no signal at t = ${t} (expected alpha above 0: start a little later)`);
    }
  }
}
