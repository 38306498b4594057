import { lossSlope, lossTerms } from '../../../src/core/gan/loss';
import type { GanLoss } from '../../../src/core/gan/settings';

const distance = 6;

/** Real points N(0, 1), fakes N(-distance, 1), the best discriminator: the mean pull on fakes by two losses. */
export function run(): Promise<{ answer: number; finding: string }> {
  const saturating = meanPull('saturating');
  const other = meanPull('non-saturating');
  const share = saturating / other;
  return Promise.resolve({
    answer: share > 0.5 ? 0 : share > 0.01 ? 1 : 2,
    finding: `Mean pull on a fake: ${saturating.toFixed(4)} by the saturating loss and ${other.toFixed(3)} by the non-saturating one, ${Math.round(1 / share)} times as much.`,
  });
}

function meanPull(loss: GanLoss): number {
  const { generator } = lossTerms[loss];
  let [sum, mass] = [0, 0];
  for (let u = -9; u < 9; u += 1e-3) {
    const x = u - distance;
    const weight = Math.exp((-u * u) / 2);
    // ln p(x) - ln q(x), a straight line of slope `distance`: the best discriminator's output.
    const logOdds = ((x + distance) ** 2 - x * x) / 2;
    sum += weight * -lossSlope(generator, logOdds) * distance;
    mass += weight;
  }
  return sum / mass;
}
