/** A run on points in the plane: what it shows and what it answers. */
import type { RunFacts } from '../../protocol';
import type { BuiltPlane } from './built';
import type { Likelihoods, LikelihoodSpec } from './likelihood';
import type { Measured } from './measured';
import type { Sampled, SampleSpec } from './sampling';
import type { Parallel, ParallelCost, ParallelSpec, ParallelTimes } from './parallel';
import type { PlaneSettings } from './settings';
import type { Field, PlaneWatch } from './watch';

export interface PlaneDiffusion {
  readonly settings: PlaneSettings;
  readonly watch: PlaneWatch;
  readonly snapshot: PlaneSnapshot;
  readonly built: BuiltPlane;
  readonly ask: {
    /** Samples from the averaged weights, in a way of the asker's own. */
    readonly sample: readonly [SampleSpec, Sampled];
    /** Likelihoods under the averaged weights. */
    readonly likelihood: readonly [LikelihoodSpec, Likelihoods];
    /** A sampler's steps all at once and one by one, from the averaged weights; what that costs; how long it takes here. */
    readonly parallel: readonly [ParallelSpec, Parallel];
    readonly parallelCost: readonly [ParallelSpec, ParallelCost];
    readonly parallelTimes: readonly [ParallelSpec, ParallelTimes];
  };
}

/** What a figure shows of such a run. Arrays are the receiver's to keep. */
export interface PlaneSnapshot extends RunFacts, Measured {
  readonly parameters: number;
  /** Running mean loss in 16 equal bins of t. */
  readonly lossByLevel: Float64Array;
  /** Seeded samples by DDIM from the averaged weights, x and y by turns; empty when not watched. */
  readonly samples: Float64Array;
  /** The states that led to `samples`: sampling steps + 1 blocks, the first is pure noise; empty when not watched. */
  readonly path: Float64Array;
  readonly modes: number;
  readonly field: Field | null;
  /** One for each that was asked for, in order. */
  readonly fields: readonly Field[];
}
