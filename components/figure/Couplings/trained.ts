/** Two networks, one on each of two couplings, and how far from the data they are by few steps. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import { heldOutPoints } from '../../../src/core/data/held-out';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { flowSteps } from '../../../src/core/flow';
import type { SampleSpec } from '../../../src/engine/kinds/plane/sampling';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import { cloudsOf } from './looks';
import { sampleCount, trainingKey, type CouplingsSettings } from './state';

/** A network on its coupling. */
export interface Side {
  readonly step: number;
  readonly loss: number;
  /** Of training, here; 0 where it was trained when the page was built. */
  readonly milliseconds: number;
  /** Samples by so many of Euler's steps, in the order of `flowSteps`, x and y by turns; empty while it learns. */
  readonly samples: readonly ArrayLike<number>[];
  /** Their energy distances to the data. */
  readonly energy: readonly number[];
}

export interface Trained {
  /** Of the settings that it was trained by. */
  readonly key: string;
  readonly sides: readonly [Side, Side];
  readonly built: boolean;
}

const untrained: Side = { step: 0, loss: NaN, milliseconds: 0, samples: [], energy: [] };

export function nothingTrained(s: CouplingsSettings): Trained {
  return { key: trainingKey(s), sides: [untrained, untrained], built: false };
}

export function withSide(trained: Trained, i: 0 | 1, change: Partial<Side>): Trained {
  const sides: [Side, Side] = [...trained.sides];
  sides[i] = { ...sides[i], ...change };
  return { ...trained, sides };
}

export function progressOf({ step, loss, spent }: Pick<PlaneSnapshot, 'step' | 'loss' | 'spent'>): Partial<Side> {
  return { step, loss, milliseconds: spent.milliseconds };
}

export function sampleSpec(steps: number, seed: number): SampleSpec {
  const schedule = { kind: 'flow' } as const;
  return {
    sampler: 'ddim',
    schedule,
    grid: 'uniform',
    steps,
    least: 1e-3,
    zero: true,
    count: sampleCount,
    seed,
    path: false,
  };
}

/** What a network that has learned gives by each number of steps. */
export async function judged(
  s: CouplingsSettings,
  ask: (spec: SampleSpec) => Promise<{ readonly states: Float64Array }>,
): Promise<Pick<Side, 'samples' | 'energy'>> {
  const distance: (points: Batch) => number = energyDistanceTo(heldOutPoints(cloudsOf(s).data));
  const samples: Float64Array[] = [];
  for (const steps of flowSteps) samples.push((await ask(sampleSpec(steps, s.seed))).states);
  return { samples, energy: samples.map((states) => distance(batch(states, 2))) };
}
