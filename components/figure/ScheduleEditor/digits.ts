/** One real digit, noised at nine times under a schedule: what the curve means for a picture. */
import { digitSide } from '../../../src/core/data/digits';
import { sampleDigits } from '../../../src/engine/digits';
import { fillNormal, random } from '../../../src/core/random';
import type { Schedule } from '../../../src/core/schedule/index';
import { pixels } from '../../../src/picture/index';

/** Times of the strip, on the grid of the axis above it. */
export const stripTimes = Array.from({ length: 9 }, (_, k) => k / 8);

/** The first training digit of class 3 that travels in the page. */
const chosen = sampleDigits().find(({ label }) => label === 3) ?? sampleDigits()[0];
const x0 = Float64Array.from(chosen.pixels, (grey) => grey / 127.5 - 1);

/** The same noise at every time, so that only the level differs. */
export function stripNoise(seed: number): Float64Array {
  return fillNormal(new Float64Array(x0.length), random(seed).split('digit noise'));
}

/** x_t = alpha(t) x_0 + sigma(t) epsilon at each of the strip's times, as pictures (-1 paper, 1 ink, clipped beyond). */
export function digitStrip(schedule: Schedule, epsilon: Float64Array): readonly string[] {
  return stripTimes.map((t) => {
    const alpha = schedule.alpha(t);
    const sigma = schedule.sigma(t);
    return pixels(
      x0.map((value, i) => alpha * value + sigma * epsilon[i]),
      digitSide,
    );
  });
}
