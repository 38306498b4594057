import type { NoiseRatio } from './noise-ratio';

/**
 * Karras et al. 2022, algorithm 1, lines 4 to 8, in the noise level: takes the state from one level to another in place, by
 * Heun's method; to level 0 by Euler's.
 */
export function heunStep({ y: x, memory, denoise }: NoiseRatio) {
  const D = memory();
  const d = memory();
  const next = memory();
  return (level: number, time: number, nextLevel: number, nextTime: number): void => {
    const h = nextLevel - level;
    denoise(x, time, D);
    for (let j = 0; j < x.length; j++) {
      d[j] = (x[j] - D[j]) / level;
      next[j] = x[j] + h * d[j];
    }
    if (nextLevel > 0) {
      denoise(next, nextTime, D);
      for (let j = 0; j < x.length; j++) next[j] = x[j] + h * (d[j] / 2 + (next[j] - D[j]) / (2 * nextLevel));
    }
    x.set(next);
  };
}
