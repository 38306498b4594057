import { lossSlope, lossTerms, penaltySlope } from '../../../../src/core/gan/loss';
import type { GanLoss } from '../../../../src/core/gan/settings';

export interface Duel {
  readonly theta: number;
  readonly psi: number;
}

/**
 * The smallest game (Mescheder et al. 2018, section 3): the data are the point 0, the generator is its one fake theta, the judge's output
 * is psi x. Gradient steps by turns, the judge first, from theta = 1 and psi = 0; yields the state after each turn.
 * @param r1 gamma of the R1 penalty: the judge's gradient at the data is psi
 * @param judgeRate the judge's own rate
 */
export function* duel(loss: GanLoss, r1: number, rate = 0.1, judgeRate = rate): Generator<Duel, never, void> {
  const { real, fake, generator } = lossTerms[loss];
  let [theta, psi] = [1, 0];
  for (;;) {
    const atData = 0;
    const slope = lossSlope(real, psi * atData) * atData + lossSlope(fake, psi * theta) * theta;
    psi -= judgeRate * (slope + penaltySlope('zero-centred', r1, psi * psi) * psi);
    theta -= rate * lossSlope(generator, psi * theta) * psi;
    yield { theta, psi };
  }
}
