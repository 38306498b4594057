/** The noised answer's true score beside the composed one, on a grid and on the average. */
import { batch, count, type Batch } from '../../../src/core/batch';
import type { Denoiser } from '../../../src/core/denoiser';
import type { Mixture } from '../../../src/core/data/mixture';
import { scoreOf } from '../../../src/core/process/sde';
import { normalBatch, random } from '../../../src/core/random';
import { gridFrom, gridOver, gridPoints, type Grid } from '../../../src/picture/index';
import { naive, schedule, wanted } from './models';
import { square, type ComposeSettings } from './state';

/** Cells along a side of the map, and every how many there is an arrow. */
const mapSize = 25;
const arrowEvery = 2;
const shape = gridOver(square, mapSize);
const places = gridPoints(shape);

export interface Fields {
  readonly t: number;
  /** Where the arrows stand. */
  readonly at: Batch;
  /** Both scores there times sigma^2: how far the mean of the data is, and of what the composed model takes for it. */
  readonly exact: Batch;
  readonly composed: Batch;
  /** log10 of sigma |composed - exact| over the square, for contours. */
  readonly apart: Grid;
  /** The noised answer's density over the square. */
  readonly density: Grid;
}

export function fieldsAt(s: ComposeSettings): Fields {
  const { t } = s;
  const [exact, composed] = scores(wanted(s).mixture, naive(s), places, t);
  const sigma = schedule.sigma(t);
  const kept = Array.from({ length: mapSize * mapSize }, (_, k) => k).filter(
    (k) => (k % mapSize) % arrowEvery === 0 && Math.floor(k / mapSize) % arrowEvery === 0,
  );
  const pick = ({ data }: Batch, by: number) =>
    batch(
      kept.flatMap((k) => [by * data[2 * k], by * data[2 * k + 1]]),
      2,
    );
  const apart = Float64Array.from({ length: mapSize * mapSize }, (_, k) =>
    Math.log10(
      1e-6 +
        sigma * Math.hypot(exact.data[2 * k] - composed.data[2 * k], exact.data[2 * k + 1] - composed.data[2 * k + 1]),
    ),
  );
  const density = wanted(s).mixture.logDensity(places, schedule.alpha(t), sigma).map(Math.exp);
  return {
    t,
    at: pick(places, 1),
    exact: pick(exact, sigma * sigma),
    composed: pick(composed, sigma * sigma),
    apart: gridFrom(shape, apart),
    density: gridFrom(shape, density),
  };
}

function scores(of: Mixture, model: Denoiser, x: Batch, t: number): readonly [exact: Batch, composed: Batch] {
  const out = batch(new Float64Array(x.data.length), 2);
  return [of.score(x, schedule.alpha(t), schedule.sigma(t)), scoreOf(model, schedule).score(x, t, out)];
}

/** The times of the curve. */
export const curveTimes = [0.02, 0.04, 0.07, 0.1, 0.14, 0.18, 0.23, 0.28, 0.34, 0.4, 0.48, 0.56, 0.66, 0.8, 1] as const;
const probes = 150;
const probeSeed = 50_505;

/**
 * How wrong the composed score is where the noised answer is: the root mean square over its points of
 * sigma |composed - true|, an error in epsilon per point.
 */
export function fieldError(s: ComposeSettings, t: number): number {
  const of = wanted(s);
  const x0 = of.stratified(probes, random(probeSeed));
  const noise = normalBatch(probes, 2, random(probeSeed).split('noise'));
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const x = batch(
    x0.data.map((v, i) => alpha * v + sigma * noise.data[i]),
    2,
  );
  const [exact, composed] = scores(of.mixture, naive(s), x, t);
  let squares = 0;
  for (let i = 0; i < x.data.length; i++) squares += (sigma * (composed.data[i] - exact.data[i])) ** 2;
  return Math.sqrt(squares / count(x));
}
