import { random, type Random } from '../../../src/core/random';

const ratio = 1.1;
const draws = 4000;

/** How often the length of pure noise tells which of two levels, a tenth apart, it was drawn at. */
export function run(): Promise<{ answer: number; finding: string }> {
  const seed = random(55);
  const plane = told(2, seed.split('plane'));
  const picture = told(784, seed.split('picture'));
  return Promise.resolve({
    answer: picture < 0.65 ? 0 : picture < 0.9 ? 1 : 2,
    finding: `The level is told from the length in ${(100 * plane).toFixed(0)} % of ${draws.toLocaleString('en-GB')} draws in 2 dimensions and in ${(100 * picture).toFixed(1)} % in 784.`,
  });
}

/** The share of draws whose length is on their own level's side of the place where the two densities cross. */
function told(dim: number, noise: Random): number {
  // dim ln s + length^2 / 2 s^2 is the same for s = 1 and s = ratio here.
  const boundary = (2 * dim * Math.log(ratio)) / (1 - 1 / ratio ** 2);
  let right = 0;
  for (let i = 0; i < draws; i++) {
    const level = i % 2 === 0 ? 1 : ratio;
    let squares = 0;
    for (let d = 0; d < dim; d++) squares += (level * noise.normal()) ** 2;
    if (squares > boundary === level > 1) right++;
  }
  return right / draws;
}
