import { duel, type Duel } from '../../components/prose/experiments/shared/duel';
import { batch } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { lossSlope, lossTerms, lossValue } from '../../src/core/gan/loss';
import { ganLosses, type GanLoss } from '../../src/core/gan/settings';

/** The losses as the trainer has them, the duel of the exercise, and the difference of two exact scores. */
export function expected(): object {
  const table = Object.fromEntries(
    ganLosses.map((name) => {
      const { real, fake, generator } = lossTerms[name];
      return [
        name,
        [-2.3, -0.4, 0.7, 3.1].map((d) =>
          [real, fake, generator].map((term) => [lossValue(term, d), lossSlope(term, d)]),
        ),
      ];
    }),
  );
  const x = batch([0.3, -0.8, 1.5, 0.2, -2, 1.1], 2);
  const data = scores(x, [1, 0.5], 0.6);
  const fakes = scores(x, [-0.5, 0], 0.9);
  const slope = [0, 1, 2].map((row) => [0, 1].map((d) => data[2 * row + d] - fakes[2 * row + d]));
  return {
    losses: table,
    duels: {
      saturating: after('saturating', 0),
      r1: after('saturating', 0.3),
      'non-saturating': after('non-saturating', 0),
    },
    slope,
  };
}

function after(loss: GanLoss, r1: number, steps = 100): readonly number[] {
  const game = duel(loss, r1);
  let state: Duel = { theta: 1, psi: 0 };
  for (let k = 0; k < steps; k++) state = game.next().value;
  return [state.theta, state.psi];
}

function scores(x: ReturnType<typeof batch>, mean: readonly number[], scale: number): Float64Array {
  return mixture({ weights: [1], means: batch(mean, 2), scales: [scale] }).score(x, 1, 0).data;
}
