/** Noised and then raised to a power, beside raised to a power and then noised, on a line: where the two part. */
import { batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { linear } from '../../../src/core/schedule/index';
import { frame as makeFrame } from '../../../src/picture/frame';
import { line } from '../../../src/picture/line';
import { percent } from '../../../src/picture/numbers';
import type { PlateOf } from './panel';

/** Class A has two parts, one of them beside class B. */
const partsOfA = { means: [-2, 0.55], scales: [0.3, 0.3] };
const A = mixture({ weights: [0.5, 0.5], means: batch(partsOfA.means, 1), scales: partsOfA.scales });
const all = mixture({
  weights: [0.25, 0.25, 0.5],
  means: batch([...partsOfA.means, 1.5], 1),
  scales: [...partsOfA.scales, 0.35],
});
export const w = 2;
const times = [0.8, 0.4, 0.25, 0.12, 0] as const;
const schedule = linear();

const n = 900;
const xs = Float64Array.from({ length: n + 1 }, (_, i) => -4.5 + (9 * i) / n);
const dx = xs[1] - xs[0];
const normalised = (values: Float64Array): Float64Array => {
  const mass = values.reduce((sum, v) => sum + v, 0) * dx;
  return values.map((v) => v / mass);
};

/** p(x | A)^(1 + w) p(x)^(-w) of the densities at noise (alpha, sigma), normalised over the grid. */
function powered(alpha: number, sigma: number): Float64Array {
  const points = batch(xs, 1);
  const a = A.logDensity(points, alpha, sigma);
  const u = all.logDensity(points, alpha, sigma);
  return normalised(a.map((v, i) => Math.exp((1 + w) * v - w * u[i])));
}

/** At time t: the powered density of the noised ones, the noised density of the powered one, and the mass that is elsewhere (total variation). */
export function bothWays(t: number) {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const first = powered(1, 0);
  const noisedThenPowered = powered(alpha, sigma);
  const poweredThenNoised =
    sigma === 0
      ? first
      : normalised(
          xs.map((x) => {
            let sum = 0;
            for (let j = 0; j <= n; j++) sum += first[j] * Math.exp(-((x - alpha * xs[j]) ** 2) / (2 * sigma ** 2));
            return sum;
          }),
        );
  const apart = (dx * noisedThenPowered.reduce((sum, v, i) => sum + Math.abs(v - poweredThenNoised[i]), 0)) / 2;
  return { noisedThenPowered, poweredThenNoised, apart };
}

export function powerPlate(): PlateOf {
  const panels = times.map((t) => {
    const { noisedThenPowered, poweredThenNoised, apart } = bothWays(t);
    const most = Math.max(...noisedThenPowered, ...poweredThenNoised);
    const frame = makeFrame({ width: 284, height: 190, margin: 4, x: [-4, 4], y: [0, 1.05 * most] });
    return {
      title: `t = ${t}`,
      note: `${percent(apart)} elsewhere`,
      label: `At t = ${t}, two densities on a line; ${percent(apart)} of the mass of one lies elsewhere than that of the other.`,
      frame,
      marks: [
        { d: line(frame, xs, poweredThenNoised), as: 'line', tone: 'exact' },
        { d: line(frame, xs, noisedThenPowered), as: 'dashed', tone: 'model' },
      ] as const,
    };
  });
  return {
    panels,
    key: [
      { tone: 'exact', as: 'line', says: 'powered, then noised: what a reverse process would need' },
      { tone: 'model', as: 'dashed', says: 'noised, then powered: what guidance follows' },
    ],
  };
}
