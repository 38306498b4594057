import type { Schedule } from './schedule';
import { preservesVariance, variancePreserving } from './variance-preserving';

/**
 * A variance-preserving schedule whose signal is shifted and stretched so that none is left at t = 1 (Lin et al. 2024,
 * "Common diffusion noise schedules and sample steps are flawed", algorithm 1):
 *
 *   alpha'(t) = alpha(0) (alpha(t) - alpha(1)) / (alpha(0) - alpha(1)),   sigma' = sqrt(1 - alpha'^2).
 *
 * alpha' would be 0 at t = 1; it is held at a log-SNR of -20 (see `LOG_SNR_MIN`), as everywhere in this book.
 * The same for a table of betas, as the paper has it, is in `tables.ts`.
 * Throws `RangeError` for a schedule that does not keep the variance: the rule is not defined for it.
 */
export function zeroTerminal(base: Schedule): Schedule {
  if (!preservesVariance(base)) {
    throw new RangeError(`zero terminal SNR of the ${base.name} schedule (expected one with alpha^2 + sigma^2 = 1)`);
  }
  // Written with the loss of signal 1 - alpha = sigma^2 / (1 + alpha), exact where alpha is near 1.
  const loss = (t: number) => base.sigma(t) ** 2 / (1 + base.alpha(t));
  const first = loss(0);
  const stretch = base.alpha(0) / (base.alpha(0) - base.alpha(1));
  const stretched = (t: number) => first + stretch * (loss(t) - first);
  return variancePreserving('zero-terminal-snr', {
    integral: (t) => -2 * Math.log1p(-Math.min(stretched(t), 1)),
    rate: (t) => (2 * stretch * -base.dAlpha(t)) / Math.max(1 - stretched(t), Number.MIN_VALUE),
    time(integral) {
      const sought = first + (-Math.expm1(-integral / 2) - first) / stretch;
      if (!(sought > 0)) return 0;
      return base.timeOfLogSnr(2 * Math.log1p(-sought) - Math.log(sought * (2 - sought)));
    },
  });
}
