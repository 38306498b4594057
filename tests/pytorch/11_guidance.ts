import { batch, zeros, type Batch } from '../../src/core/batch';
import { ofClasses } from '../../src/core/data/conditional';
import { mixture } from '../../src/core/data/mixture';
import { classifierFree, classifierGuided, fromPaperScale } from '../../src/core/guidance';
import type { Denoiser } from '../../src/core/denoiser';
import { ddim, run } from '../../src/core/sampler/index';
import type { Schedule } from '../../src/core/schedule/index';
import { digitSchedule } from '../../src/core/image-network/sampling';

const parts = [
  [
    [-1.6, -1.1, 0.32],
    [-0.6, 0.1, 0.3],
  ],
  [
    [1.7, -1.2, 0.34],
    [0.65, -0.55, 0.3],
  ],
  [
    [0.3, 1.6, 0.34],
    [-0.8, 1, 0.28],
  ],
];
/** alpha = 1, sigma proportional to t: the twin's y and kappa. */
const schedule: Schedule = digitSchedule();
const times = Float64Array.from({ length: 61 }, (_, i) =>
  schedule.timeOfLogSnr(-2 * Math.log(20 * (0.02 / 20) ** (i / 60))),
);
const noise = batch([0.5, -1, -1.2, 0.3, 1.4, 0.9], 2);
const weights = [0, 2, 8];

/** The same guided paths by the combinators and the sampler of the figures. */
export function expected(): object {
  const data = ofClasses(
    parts.map((of) =>
      mixture({
        means: batch(
          of.flatMap(([x, y]) => [x, y]),
          2,
        ),
        scales: of.map((p) => p[2]),
        weights: of.map(() => 1),
      }),
    ),
    [1, 1, 1],
  );
  const [own, whole] = [data.classes[0].denoiser(schedule), data.whole.denoiser(schedule)];
  const gradient = (x: Batch, t: number, out: Batch) =>
    void data.gradient(0, x, schedule.alpha(t), schedule.sigma(t), out);
  const rows = (denoiser: Denoiser): number[][] => {
    const x = zeros(3, 2);
    x.data.set(noise.data.map((v) => 20 * v));
    const end = run(ddim, { denoiser, schedule, times, x }).data;
    return [0, 2, 4].map((j) => [end[j], end[j + 1]]);
  };
  const byWeight = (of: (w: number) => Denoiser) => Object.fromEntries(weights.map((w) => [String(w), rows(of(w))]));
  return {
    free: byWeight((w) => classifierFree(own, whole, { scale: fromPaperScale(w) })),
    classifier: byWeight((w) => classifierGuided(whole, schedule, gradient, { scale: fromPaperScale(w) })),
    // s (s / S)^w, in closed form; the twin follows the flow.
    nested: [0, 1, 2].map((w) => 0.6 * 0.5 ** w),
    tempered: [0, 1, 2].map((w) => ((1 + w) / 0.6 ** 2 - w / 1.2 ** 2) ** -0.5),
  };
}

export const tolerance = 1e-8;
export const tolerances = { nested: 2e-3 };
