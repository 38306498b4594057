import type { Schedule } from './schedule';

/**
 * The sub-VP process of Song et al. 2021, eq. 12 and appendix C, with the beta(t) of `linear` and B(t) its integral:
 *
 *   dx = -beta/2 x dt + sqrt(beta (1 - e^(-2B))) dw,   alpha = e^(-B/2),   sigma = 1 - e^(-B).
 *
 * alpha is that of the VP process and the noise always less: alpha^2 + sigma^2 < 1 in between. Near t = 0 sigma grows
 * like t, not like its root. `t` is clamped to [0, 1].
 * Throws `RangeError` unless 0 <= betaMin <= betaMax and t = 1 has more noise than signal.
 */
export function subVp({ betaMin = 0.1, betaMax = 20 } = {}): Schedule {
  if (!(betaMin >= 0 && betaMax >= betaMin)) {
    throw new RangeError(`sub-vp schedule with beta from ${betaMin} to ${betaMax} (expected 0 <= betaMin <= betaMax)`);
  }
  const inside = (t: number) => Math.min(Math.max(t, 0), 1);
  const slope = betaMax - betaMin;
  const integral = (t: number) => inside(t) * (betaMin + (slope * inside(t)) / 2);
  const beta = (t: number) => (t < 0 || t > 1 ? 0 : betaMin + slope * t);
  const alpha = (t: number) => Math.exp(-integral(t) / 2);
  const sigma = (t: number) => -Math.expm1(-integral(t));
  const logSnr = (t: number) => -integral(t) - 2 * Math.log(sigma(t));
  if (!(logSnr(1) < 0)) {
    throw new RangeError(
      `sub-vp schedule leaves more signal than noise: log-SNR ${logSnr(1).toFixed(2)} at t = 1` +
        ' (expected below 0; make it noisier)',
    );
  }
  return {
    name: 'sub-vp',
    alpha,
    sigma,
    dAlpha: (t) => (-beta(t) / 2) * alpha(t),
    dSigma: (t) => beta(t) * Math.exp(-integral(t)),
    logSnr,
    timeOfLogSnr(sought) {
      // alpha / (1 - alpha^2) = ratio, a quadratic in alpha; then B, without cancellation at either end.
      const ratio = Math.exp(sought / 2);
      if (ratio === Infinity) return 0;
      const rate = (2 * ratio) / (1 + Math.sqrt(1 + 4 * ratio * ratio));
      const B = Math.min(ratio > 1 ? -Math.log1p(-rate / ratio) : -2 * Math.log(rate), integral(1));
      return B === 0 ? 0 : inside((2 * B) / (betaMin + Math.sqrt(betaMin * betaMin + 2 * slope * B)));
    },
    drift: (t) => -beta(t) / 2,
    diffusion: (t) => Math.sqrt(beta(t) * -Math.expm1(-2 * integral(t))),
  };
}
