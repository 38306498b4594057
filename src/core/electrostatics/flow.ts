import { count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { LikelihoodOptions } from '../likelihood';
import { dormandPrince, fixedSteps } from '../process/ode';
import type { FlowField } from '../process/flow-field';
import type { Schedule } from '../schedule/schedule';
import type { Charges } from './charges';

/**
 * E[y | x, r] of a cloud of charges as a denoiser, at r = sqrt(D) sigma / alpha: the field's ODE, dx/dr = (x - E[y]) / r, is the probability-flow ODE of EDM with
 * this in the place of E[x_0 | x_t] (Xu et al. 2023), so that every deterministic sampler runs on it. With D = 1 sigma is PFGM's z. Start from
 * `poissonPrior` at the first time's level. (Samplers that add Gaussian noise on the way belong to D = Infinity alone.)
 */
export function poissonDenoiser(charges: Charges, schedule: Schedule): Denoiser {
  let scaled = zeros(0, 1);
  return {
    denoise(x, t, out) {
      const alpha = schedule.alpha(t);
      const sigma = schedule.sigma(t) / alpha;
      if (sigma === 0) {
        for (let i = 0; i < x.data.length; i++) out.data[i] = x.data[i] / alpha;
        return out;
      }
      if (alpha === 1) return charges.mean(x, sigma, out);
      if (scaled.data.length !== x.data.length || scaled.dim !== x.dim) scaled = zeros(count(x), x.dim);
      for (let i = 0; i < x.data.length; i++) scaled.data[i] = x.data[i] / alpha;
      return charges.mean(scaled, sigma, out);
    },
  };
}

/**
 * The flow of the same ODE in a schedule's time, for densities along it: it carries p_r to p_r (`Charges.logDensity`), exactly, for any D. Not at sigma = 0,
 * where the charges are points.
 */
export function poissonField(charges: Charges, schedule: Schedule, from = 1e-5): FlowField {
  const denoiser = poissonDenoiser(charges, schedule);
  const rates = (t: number) => {
    const [alpha, shrink] = [schedule.alpha(t), schedule.dSigma(t) / schedule.sigma(t)];
    return { alpha, shrink, pull: schedule.dAlpha(t) - alpha * shrink };
  };
  return {
    from,
    velocity(x, t, out) {
      const { shrink, pull } = rates(t);
      denoiser.denoise(x, t, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = shrink * x.data[i] + pull * out.data[i];
      return out;
    },
    divergence(x, t, out) {
      const { alpha, shrink, pull } = rates(t);
      const scaled = alpha === 1 ? x : { data: x.data.map((each) => each / alpha), dim: x.dim };
      charges.divergence(scaled, schedule.sigma(t) / alpha, out);
      for (let row = 0; row < out.length; row++) out[row] = shrink * x.dim + (pull / alpha) * out[row];
      return out;
    },
  };
}

/**
 * Field lines through the rows of `x` at `levels[0]`, followed to each of the other levels, up or down: dx / d ln sigma = x - E[y], the ODE in z of PFGM (Xu et
 * al. 2022) and of PFGM++ in r. One batch a level, the first a copy of `x`. A line's height is r = sqrt(D) sigma. Every line rises with r
 * and leaves the charges behind. For drawing while dragging give close levels and a fixed step or two between them. Throws `RangeError` unless the levels are above 0 and finite.
 */
export function fieldLines(
  charges: Charges,
  x: Batch,
  levels: ArrayLike<number>,
  solver: LikelihoodOptions['solver'] = {},
): readonly Batch[] {
  for (let i = 0; i < levels.length; i++) {
    if (!(levels[i] > 0 && levels[i] < Infinity))
      throw new RangeError(`a field line at level ${levels[i]} (expected above 0 and finite)`);
  }
  const { dim } = x;
  const state = { data: x.data.slice(), dim };
  const [here, centre] = [zeros(count(x), dim), zeros(count(x), dim)];
  const slope = (y: Float64Array, l: number, out: Float64Array) => {
    here.data.set(y);
    charges.mean(here, Math.exp(l), centre);
    for (let i = 0; i < out.length; i++) out[i] = y[i] - centre.data[i];
  };
  const lines: Batch[] = [];
  for (let i = 0; i < levels.length; i++) {
    if (i > 0) {
      const [from, to] = [Math.log(levels[i - 1]), Math.log(levels[i])];
      if ('steps' in solver) fixedSteps[solver.method ?? 'rk4'].solve(slope, state.data, from, to, solver.steps);
      else dormandPrince(slope, state.data, from, to, solver);
    }
    lines.push({ data: state.data.slice(), dim });
  }
  return lines;
}
