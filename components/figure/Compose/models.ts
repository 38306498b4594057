/** The composed model, and the answer that it should give. */
import { batch, type Batch } from '../../../src/core/batch';
import { cells, gridded } from '../../../src/core/data/gridded';
import { ofClasses } from '../../../src/core/data/conditional';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { product } from '../../../src/core/data/product';
import type { Denoiser } from '../../../src/core/denoiser';
import { composed, mixtureOf, productOf, weighted } from '../../../src/core/guidance';
import { normalBatch, random, type Random } from '../../../src/core/random';
import { logSnrTimes, predictorCorrector } from '../../../src/core/sampler/index';
import { linear, scheduleDefaults } from '../../../src/core/schedule/index';
import { everything, floored, pairs } from './shapes';
import { extent, wantedKey, type ComposeSettings } from './state';

export const schedule = linear(scheduleDefaults.linear);
export const pointCount = 400;
export const gridSize = 60;
/** sigma / alpha at the last time above 0. */
const least = 0.02;
/** A Langevin move's step in units of sigma^2. */
export const moveSize = 0.3;

/** The two models made into one by arithmetic on their scores at every noise level. */
export function naive({ operation, shapes, weigh, gamma }: ComposeSettings): Denoiser {
  const pair = pairs[shapes];
  const { a, b } = pair;
  const [da, db] = [a.denoiser(schedule), b.denoiser(schedule)];
  switch (operation) {
    case 'product':
      return productOf(
        [
          { denoiser: da, weight: 1 },
          { denoiser: db, weight: 1 },
        ],
        schedule,
      );
    case 'conjunction':
      return composed(everything(pair).denoiser(schedule), [
        { denoiser: da, weight: 1 },
        { denoiser: db, weight: 1 },
      ]);
    case 'negation':
      return productOf(
        [
          { denoiser: da, weight: 1 },
          { denoiser: floored(pair).denoiser(schedule), weight: -gamma },
        ],
        schedule,
      );
    case 'mixture':
      if (!weigh)
        return weighted([
          { denoiser: da, weight: 0.5 },
          { denoiser: db, weight: 0.5 },
        ]);
      return mixtureOf(
        [a, b].map((of) => ({
          denoiser: of.denoiser(schedule),
          weight: 0.5,
          logDensity: (x: Batch, t: number, out: Float64Array) =>
            void of.logDensity(x, schedule.alpha(t), schedule.sigma(t), out),
        })),
      );
  }
}

/** What the composition means, on clean data: as a mixture, whose noised scores are the true ones. */
export interface Wanted {
  readonly mixture: Mixture;
  stratified(n: number, random: Random): Batch;
  readonly sample: (n: number, random: Random) => Batch;
  /** Its density on the grid of `cells(gridSize, extent)`. */
  readonly values: Float64Array;
}

const made = new Map<string, Wanted>();

export function wanted(s: ComposeSettings): Wanted {
  const key = wantedKey(s);
  const known = made.get(key);
  if (known) return known;
  if (made.size > 12) made.clear();
  const answer = make(s);
  made.set(key, answer);
  return answer;
}

/** In closed form where there is one, by quadrature where there is none. */
function make({ operation, shapes, gamma }: ComposeSettings): Wanted {
  const pair = pairs[shapes];
  const { a, b } = pair;
  const places = cells(gridSize, extent);
  const log = (of: Mixture) => of.logDensity(places, 1, 0);
  if (operation === 'mixture') {
    const whole = ofClasses([a, b], [1, 1]).whole;
    return { ...whole, mixture: whole, values: gridded(log(whole), extent).values };
  }
  const [first, second] = [log(a), log(operation === 'negation' ? floored(pair) : b)];
  const less = operation === 'conjunction' ? log(everything(pair)) : null;
  const power = operation === 'negation' ? -gamma : 1;
  const grid = gridded(
    first.map((one, k) => one + power * second[k] - (less ? less[k] : 0)),
    extent,
  );
  if (operation !== 'product') return { ...grid, mixture: grid.mixture(2e-3) };
  const both = trimmed(product(a, b));
  return { ...both, mixture: both, values: grid.values };
}

/** Without the components that together weigh less than a thousandth: a product of many has mostly such. */
function trimmed(of: Mixture): Mixture {
  const { weights, means, scales } = of.components;
  const least = 1e-3 / weights.length;
  const kept = Array.from(weights.keys()).filter((k) => weights[k] > least);
  return mixture({
    weights: kept.map((k) => weights[k]),
    means: batch(
      kept.flatMap((k) => [means.data[2 * k], means.data[2 * k + 1]]),
      2,
    ),
    scales: kept.map((k) => scales[k]),
  });
}

/**
 * Reverse diffusion by a model: ancestral steps, with `corrections` Langevin moves at the level where each begins (Du et al.
 * 2023, with unadjusted moves). Yields after every step.
 */
export function* sampled(
  denoiser: Denoiser,
  { corrections, steps, seed }: Pick<ComposeSettings, 'corrections' | 'steps' | 'seed'>,
  n = pointCount,
): Generator<void, Batch, void> {
  const x = normalBatch(n, 2, random(seed));
  const times = logSnrTimes(schedule, steps, { from: 1, to: schedule.timeOfLogSnr(-2 * Math.log(least)) });
  const run = predictorCorrector({
    denoiser,
    schedule,
    times,
    x,
    random: random(seed).split('steps'),
    predictor: 'ancestral',
    corrector: corrections > 0 ? 'annealed' : 'none',
    corrections,
    snr: Math.sqrt(moveSize / 2),
  });
  let end = x;
  for (const step of run) {
    end = step.x;
    yield;
  }
  return end;
}
