import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/core/batch';
import { linearPosterior, mixtureWithBack, spreadOfGuess } from '../../../src/core/inverse';
import { expectClose, goldenMixture, rows, type Points } from '../golden';
import { flat, linear1000, operatorOf, references, tolerance, type Run } from './references';

describe('the exact posterior against a closed form checked on a grid', () => {
  interface Posterior extends Run {
    readonly H: Points;
    readonly sigma_y: number;
    readonly log_evidence: number;
    readonly weights: readonly number[];
    readonly means: Points;
    readonly covs: readonly Points[];
    readonly mean: readonly number[];
    readonly cov: Points;
  }
  interface Guidance extends Run {
    readonly H: Points;
    readonly sigma_y: number;
    readonly alpha_bar: number;
    readonly exact_grad_logp_y: Points;
    readonly posterior_mean_x0_given_x_y: Points;
    readonly x0_hat: Points;
    readonly dps_grad_norm: Points;
    readonly pigdm_grad: Points;
    readonly pigdm_r2: number;
  }
  const file = references<{ readonly posterior: readonly Posterior[]; readonly guidance: readonly Guidance[] }>(
    'exact-posterior',
  );
  const prior = (name: 'A' | 'B') => goldenMixture(file.parameters.mixtures[name]);

  it.each(file.outputs.posterior)('weights, means, covariances: $mixture, H $H, y $y', (run) => {
    const found = linearPosterior(prior(run.mixture), operatorOf(run.H), run.y, run.sigma_y);
    expect(found.logEvidence).toBeCloseTo(run.log_evidence, 10);
    expectClose(found.components.weights, run.weights, tolerance);
    expectClose(found.components.means.data, flat(run.means), tolerance);
    run.covs.forEach((cov, k) => expectClose(found.covarianceOf(k), flat(cov), tolerance));
    expectClose(found.mean, run.mean, tolerance);
    expectClose(found.covariance, flat(run.cov), tolerance);
  });

  it.each(file.outputs.guidance)('guidance at alpha-bar $alpha_bar: $mixture, H $H', (run) => {
    const at = rows(file.inputs.x);
    const [alpha, sigma] = [Math.sqrt(run.alpha_bar), Math.sqrt(1 - run.alpha_bar)];
    const of = prior(run.mixture);
    const operator = operatorOf(run.H);
    const exact = linearPosterior(of, operator, run.y, run.sigma_y);
    expectClose(exact.denoise(at, alpha, sigma).data, flat(run.posterior_mean_x0_given_x_y), tolerance);
    const gain = exact.score(at, alpha, sigma).data.map((value, i) => value - of.score(at, alpha, sigma).data[i]);
    expectClose(gain, flat(run.exact_grad_logp_y), tolerance);
    // What DPS and PiGDM take for that gradient, through the denoiser's own Jacobian.
    const still = { ...linear1000, alpha: () => alpha, sigma: () => sigma };
    const x0 = batch(new Float64Array(at.data.length), 2);
    const back = mixtureWithBack(of, still).withBack(at, 0.5, x0);
    expectClose(x0.data, flat(run.x0_hat), tolerance);
    const off = operator.apply(x0);
    for (let i = 0; i < off.data.length; i++) off.data[i] = run.y[i % off.dim] - off.data[i];
    const norm = (row: number) => Math.hypot(...off.data.subarray(row * off.dim, (row + 1) * off.dim));
    const pulled = back(operator.adjoint(off), batch(new Float64Array(at.data.length), 2));
    expectClose(
      pulled.data.map((value, i) => -value / norm(Math.floor(i / 2))),
      flat(run.dps_grad_norm),
      tolerance,
    );
    expect(spreadOfGuess(alpha, sigma)).toBeCloseTo(run.pigdm_r2, 12);
    const s = operator.spectrum.values;
    const here = operator.spectrum.read(off);
    for (let i = 0; i < here.data.length; i++)
      here.data[i] *= s[i % s.length] / (run.pigdm_r2 * s[i % s.length] ** 2 + run.sigma_y ** 2);
    expectClose(back(operator.spectrum.spread(here), x0).data, flat(run.pigdm_grad), tolerance);
  });
});
