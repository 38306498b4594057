import { batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { moments, reverseConditional } from '../../../src/core/process/reverse';
import { cosine } from '../../../src/core/schedule/index';

/** Where the step starts from. */
const t = 0.5;
const xt = 0.3;

/** The divergence from the true reverse conditional of a mixture to the Gaussian of its mean and variance, as the step halves. */
export function run(): Promise<{ answer: number; finding: string }> {
  const steps = [0.02, 0.01, 0.005, 0.0025];
  const divergences = steps.map(divergence);
  const factors = divergences.slice(1).map((later, i) => divergences[i] / later);
  const typical = factors.reduce((product, factor) => product * factor, 1) ** (1 / factors.length);
  const away = [2, 4, 8].map((factor) => Math.abs(Math.log(typical / factor)));
  return Promise.resolve({
    answer: away.indexOf(Math.min(...away)),
    finding:
      `From t = ${t}, x = ${xt}, with steps of ${steps.join(', ')}, the divergence was ` +
      `${divergences.map((d) => d.toExponential(1)).join(', ')}: it fell by factors of ${factors.map((f) => f.toFixed(1)).join(', ')}.`,
  });
}

/** KL(p, g) summed on 4,001 points over ten standard deviations to either side. */
function divergence(step: number): number {
  const data = mixture({ weights: [0.4, 0.6], means: batch([-1.5, 1], 1), scales: [0.25, 0.4] });
  const reverse = reverseConditional(data, cosine(), batch([xt], 1), t - step, t);
  const { mean, variance } = moments(reverse);
  const deviation = Math.sqrt(variance[0]);
  const points = 4001;
  const dx = (20 * deviation) / (points - 1);
  const x = Float64Array.from({ length: points }, (_, i) => mean[0] + (i - (points - 1) / 2) * dx);
  const logP = reverse.logDensity(batch(x, 1), 1, 0);
  let kl = 0;
  for (let i = 0; i < points; i++) {
    const logG = -((x[i] - mean[0]) ** 2) / (2 * variance[0]) - 0.5 * Math.log(2 * Math.PI * variance[0]);
    kl += Math.exp(logP[i]) * dx * (logP[i] - logG);
  }
  return kl;
}
