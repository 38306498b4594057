/** A kick taken back: standing at x, the former place is likelier where the crowd was denser. Prior times kick, on a line. */
import { mixture } from '../../../src/core/data/mixture';
import { batch } from '../../../src/core/batch';
import { area, line } from '../../../src/picture/index';
import { frame as makeFrame } from '../../../src/picture/frame';
import { fixed } from '../../../src/picture/numbers';
import type { PlateOf } from './panel';

const crowd = mixture({ weights: [0.65, 0.35], means: batch([-0.9, 1.2], 1), scales: [0.75, 0.6] });
const here = -0.3;
const kicks = [0.5, 0.25] as const;

/** Densities over a grid: the crowd a moment ago, the kick's around `here`, and by Bayes' rule the former place; with the mean of the last less `here`, and g^2 h times the slope of the log-density. */
export function kickBack(deviation: number) {
  const n = 1600;
  const xs = Float64Array.from({ length: n + 1 }, (_, i) => -3.2 + (6.4 * i) / n);
  const prior = crowd.logDensity(batch(xs, 1), 1, 0).map(Math.exp);
  const kick = xs.map(
    (x) => Math.exp(-((x - here) ** 2) / (2 * deviation ** 2)) / (deviation * Math.sqrt(2 * Math.PI)),
  );
  const both = prior.map((p, i) => p * kick[i]);
  const mass = both.reduce((sum, v) => sum + v, 0) * (xs[1] - xs[0]);
  const former = both.map((v) => v / mass);
  let mean = 0;
  for (let i = 0; i <= n; i++) mean += xs[i] * former[i] * (xs[1] - xs[0]);
  return {
    xs,
    prior,
    kick,
    former,
    moved: mean - here,
    ruled: deviation ** 2 * crowd.score(batch([here], 1), 1, 0).data[0],
  };
}

export function kickPlate(): PlateOf {
  const panels = kicks.map((deviation) => {
    const { xs, prior, kick, former, moved, ruled } = kickBack(deviation);
    const most = Math.max(...former, ...kick);
    const frame = makeFrame({ width: 432, height: 190, margin: 4, x: [-3.2, 3.2], y: [0, 1.08 * most] });
    const scaled = prior.map((v) => (0.75 * most * v) / Math.max(...prior));
    return {
      title: `Kicks of deviation ${deviation}`,
      note: `mean moved by ${fixed(moved, 3)}; the rule says ${fixed(ruled, 3)}`,
      label: `On a line: the crowd's density, a Gaussian about the present place, and their product, which lies nearer to the crowd by ${fixed(Math.abs(moved), 3)}.`,
      frame,
      marks: [
        { d: area(frame, xs, scaled), as: 'area', tone: 'data' },
        { d: line(frame, xs, kick), as: 'line', tone: 'noise' },
        { d: line(frame, xs, former), as: 'line', tone: 'model' },
        { d: line(frame, [here, here], [0, most]), as: 'fine', tone: 'ink' },
      ] as const,
    };
  });
  return {
    panels,
    key: [
      { tone: 'data', as: 'area', says: 'the crowd a moment ago' },
      { tone: 'noise', as: 'line', says: 'where a kick alone would place you' },
      { tone: 'model', as: 'line', says: 'where you came from: the product' },
      { tone: 'ink', as: 'line', says: 'where you stand' },
    ],
  };
}
