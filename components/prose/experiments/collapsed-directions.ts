import { random } from '../../../src/core/random';

const deviations = [1, 0.5, 0.1] as const;
const weight = 0.1;
const steps = 20_000;
const rate = 0.02;

/** Code and decoder of one direction: the code is drawn with mean a x and deviation s, and c times it comes back. */
interface Direction {
  a: number;
  c: number;
  lnVariance: number;
}

/**
 * A linear variational autoencoder of three independent directions, trained by gradient descent on the squared error plus `weight` times the rate, both
 * as expectations over Gaussian data.
 */
export function run(): Promise<{ answer: number; finding: string }> {
  const draw = random(5);
  const trained = deviations.map((deviation): Direction => {
    const data = deviation ** 2;
    const at: Direction = { a: 0.1 * draw.normal(), c: 0.1 * draw.normal(), lnVariance: 0 };
    for (let k = 0; k < steps; k++) {
      const { a, c } = at;
      const variance = Math.exp(at.lnVariance);
      at.a -= rate * (-2 * data * c * (1 - c * a) + weight * a * data);
      at.c -= rate * (-2 * data * a * (1 - c * a) + 2 * c * variance);
      at.lnVariance -= rate * (c * c * variance + (weight / 2) * (variance - 1));
    }
    return at;
  });
  const rates = trained.map(({ a, lnVariance }, i) => {
    const [mean, variance] = [a * a * deviations[i] ** 2, Math.exp(lnVariance)];
    return (mean + variance - 1 - lnVariance) / 2;
  });
  const used = rates.filter((nats) => nats > 0.01).length;
  return Promise.resolve({
    answer: deviations.length - used,
    finding: `After ${steps.toLocaleString('en-GB')} steps of gradient descent the three numbers say ${rates.map((nats) => nats.toFixed(2)).join(', ')} nats of their picture.`,
  });
}
