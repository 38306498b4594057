import type { NetworkSpec, Prediction, Weighting } from '../../core/network';
import type { Random } from '../../core/random';
import type { Schedule, ScheduleSpec } from '../../core/schedule/schedule';

/** Where a network in the plane is asked: rows x [n, dim] as it sees them, each at its own time t [n]. */
export interface Points {
  readonly x: Float32Array;
  readonly t: Float32Array;
  /** How far back from t a jump goes [n], for a network that is told so (`time: 'span'`); default 0, no jump. */
  readonly span?: Float32Array;
  /** What the network is told of each row's time [n, 14], in place of what its `time` says of t and span. */
  readonly time?: Float32Array;
}

/** A direction at some points: how fast x [n, dim] changes, and t and the span [n], which stand still where they are absent. */
export interface Along {
  readonly x: Float32Array;
  readonly t?: Float32Array;
  readonly span?: Float32Array;
  /** How fast what the network is told of time changes [n, 14], in place of what t and span say. */
  readonly time?: Float32Array;
}

/**
 * What may be asked of a network, between its steps of training. Answers are the caller's. Derivatives are exact, those by x alone
 * or along a given direction; weights and their gradients are left alone.
 */
export interface Evaluator {
  /** F at the points [n, dim]. */
  readonly forward: (points: Points) => Float32Array;
  /** F, and its derivative along a direction: a Jacobian-vector product. */
  readonly tangent: (points: Points, along: Along) => { readonly value: Float32Array; readonly tangent: Float32Array };
  /** The gradient by x [n, dim] of the sum of `cotangent` [n, dim] times F. */
  readonly inputGradient: (points: Points, cotangent: Float32Array) => Float32Array;
}

/** Learn `target` [n, dim] by the mean over rows and numbers of `weight` [n] times the squared error. */
export interface Regression {
  readonly points: Points;
  readonly target: Float32Array;
  readonly weight: Float32Array;
}

/** Learn by a loss of the objective's own. */
export interface OutputLoss {
  readonly points: Points;
  /**
   * From F at the points [n, dim]: each row's loss [n], whose mean is the step's, and the gradient of that mean by F [n, dim]. The
   * network in training must not be asked meanwhile.
   */
  readonly loss: (output: Float32Array) => { readonly terms: Float32Array; readonly gradient: Float32Array };
}

/** What an objective knows when it makes a step's batch. */
export interface StepContext {
  /** Steps taken before this one, rows wanted, numbers per row. */
  readonly step: number;
  readonly n: number;
  readonly dim: number;
  /** A stream of this step's own: it depends on the run's seed, the objective's name and the step alone. */
  readonly draw: Random;
  /** The run's points [points, dim]. Throws `Error` where there are none. */
  readonly pool: Float32Array;
  readonly schedule: Schedule;
  /** What the network's output means. */
  readonly prediction: Prediction;
  /** The network in training, or its average of weights. */
  readonly network: (which: 'raw' | 'ema') => Evaluator;
}

/** The settings that an objective may hold a run to. */
export interface ObjectiveSettings {
  readonly network: NetworkSpec;
  readonly weighting: Weighting;
  readonly schedule: ScheduleSpec;
  readonly dim?: number;
}

/** The book's own: denoising, as the settings' schedule, prediction and weighting say. Every backend makes its batches itself. */
export interface Denoising {
  readonly kind: 'denoising';
  readonly name: string;
}

/** An objective that makes its own batches. It may keep no state that a run's seed and step do not decide. */
export interface BatchObjective {
  readonly kind: 'batches';
  readonly name: string;
  /** Throws `RangeError`, naming what was expected, where it has no meaning under these settings. */
  readonly check?: (settings: ObjectiveSettings) => void;
  readonly batch: (context: StepContext) => Regression | OutputLoss;
}

/** What a batch is, and what the loss. */
export type Objective = Denoising | BatchObjective;
