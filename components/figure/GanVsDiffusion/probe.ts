/** What both networks are asked once they are trained: how good few evaluations are, and how many points a second they give. */
import type { Batch } from '../../../src/core/batch';
import { heldOutPoints } from '../../../src/core/data/held-out';
import { makeTarget, type TargetSpec } from '../../../src/core/data/index';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import type { PlaneGanSampleSpec, PlaneGanSampled } from '../../../src/engine/kinds/plane-gan/types';
import { type SampleSpec, type Sampled, stateOf } from '../../../src/engine/kinds/plane/sampling';
import { planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { samplingSteps, shownPoints } from './settings';
import { probedSamplers, spreadOf, type Probe, type ProbedSampler, type Trial } from './trial';

/** Evaluations at which quality is measured. */
export const rungs = [1, 2, 3, 5, 8, 12, 20, 40] as const;
/** Points whose sampling is timed. */
const timedPoints = 4000;
/** Draws of the target itself: what no model can better. */
const floorDraws = 5;

export interface Asked {
  readonly sample: (spec: SampleSpec) => Promise<Sampled>;
  readonly draw: (spec: PlaneGanSampleSpec) => Promise<PlaneGanSampled>;
  /** Gives the page a turn. */
  readonly rest: () => Promise<void>;
}

/** The panel's noise and its way: to t = 0 in even steps of t. */
function specOf(sampler: ProbedSampler, steps: number, count: number, seed: number): SampleSpec {
  return {
    sampler,
    steps,
    count,
    seed,
    schedule: planeDefaults.schedule,
    grid: 'uniform',
    zero: true,
    least: 0.01,
    path: false,
  };
}

export async function probed(
  seed: number,
  distance: (x: Batch) => number,
  { sample, draw, rest }: Asked,
): Promise<Pick<Trial, 'probes' | 'speeds'>> {
  const probes: Probe[] = [];
  for (const sampler of probedSamplers) {
    for (const rung of rungs) {
      const sampled = await sample(specOf(sampler, rung, shownPoints, seed));
      const evaluations = sampled.evaluations.at(-1) ?? rung;
      await rest();
      probes.push({ sampler, evaluations, distance: distance(stateOf(sampled)) });
      await rest();
    }
  }
  const slow = await sample(specOf('ddim', samplingSteps, timedPoints, seed));
  // The first pass of so many points makes room for them.
  await draw({ count: timedPoints, seed, which: 'ema' });
  const quick = await draw({ count: timedPoints, seed, which: 'ema' });
  return {
    probes,
    speeds: {
      diffusion: perSecond(timedPoints, slow.milliseconds ?? NaN),
      gan: perSecond(timedPoints, quick.milliseconds),
    },
  };
}

/** A clock that shows no time passing has steps of a tenth of a millisecond. */
function perSecond(points: number, milliseconds: number): number {
  return (1000 * points) / Math.max(0.1, milliseconds);
}

export interface Yardstick {
  readonly distance: (x: Batch) => number;
  /** Energy distance of true points to the held-out ones: median over some draws. */
  readonly floor: number;
}

const known = new Map<string, Yardstick>();

/** The distance to a target's held-out points, with what its own points get. Made once for each target. */
export async function yardstickOf(spec: TargetSpec, rest: () => Promise<void>): Promise<Yardstick> {
  const key = JSON.stringify(spec);
  const made = known.get(key);
  if (made) return made;
  const target = makeTarget(spec);
  const distance = energyDistanceTo(heldOutPoints(target));
  const own: number[] = [];
  for (let i = 0; i < floorDraws; i++) {
    await rest();
    own.push(distance(target.sample(shownPoints, random(i + 1).split('floor'))));
  }
  const yardstick = { distance, floor: spreadOf(own)?.median ?? NaN };
  if (known.size > 20) known.clear();
  known.set(key, yardstick);
  return yardstick;
}
