/** A run on points in the plane as plain data: what the page sends and the worker checks once, at the door. */
import type { FlowSpec } from '../../../core/flow/spec';
import type { ChargedSpec } from './charged';
import type { TargetSpec } from '../../../core/data/target';
import type { NetworkSpec, Prediction, Weighting } from '../../../core/network';
import type { ScheduleSpec } from '../../../core/schedule/schedule';
import type { RunSettings } from '../../settings';

export const predictions: readonly Prediction[] = ['epsilon', 'x0', 'v'];
export const weightings: readonly Weighting[] = ['uniform', 'epsilon', 'x0', 'min-snr'];

export interface PlaneSettings extends RunSettings {
  readonly target: TargetSpec;
  readonly schedule: ScheduleSpec;
  /**
   * Flow matching between two clouds, in place of denoising the target: null for that. The schedule is then `flow`, the prediction v, samples begin in the
   * flow's source, and what is measured is measured on its data.
   */
  readonly flow: FlowSpec | null;
  /** PFGM++ on a cloud of the target, in place of denoising it: null for that. The prediction is then v, and what is measured is measured on the cloud. */
  readonly charged: ChargedSpec | null;
  readonly network: NetworkSpec;
  readonly weighting: Weighting;
  /** Peak rate of Adam. */
  readonly learningRate: number;
  /** Steps over which the rate rises to its peak. */
  readonly warmup: number;
  /** Steps over which it then falls linearly to a small floor; 0 keeps it. */
  readonly decaySteps: number;
  readonly batchSize: number;
  /** Times trained on, from and to: [0, 1] for all, both the same for one noise level only. */
  readonly levels: readonly [number, number];
  /** Decay of the averaged weights, reached by warm-up. */
  readonly emaDecay: number;
  /** Samples drawn for a snapshot, DDIM steps to draw them, seed of their noise. */
  readonly sampleCount: number;
  readonly sampleSteps: number;
  readonly sampleSeed: number;
}

export const planeDefaults: PlaneSettings = {
  target: { kind: 'eight-gaussians' },
  schedule: { kind: 'cosine', s: 0.008 },
  flow: null,
  charged: null,
  network: { width: 64, depth: 3, prediction: 'v' },
  weighting: 'uniform',
  learningRate: 8e-3,
  warmup: 20,
  decaySteps: 400,
  batchSize: 256,
  levels: [0, 1],
  emaDecay: 0.99,
  seed: 7,
  backend: 'auto',
  sampleCount: 500,
  sampleSteps: 20,
  sampleSeed: 7,
  stopAfter: 0,
  speed: 0,
  race: null,
};

/** Least and most of each number: beyond them `parsePlaneSettings` refuses. */
export const limits = {
  width: [8, 256],
  depth: [1, 4],
  learningRate: [1e-6, 1e3],
  warmup: [0, 10_000],
  decaySteps: [0, 1_000_000],
  batchSize: [8, 2048],
  emaDecay: [0, 0.99999],
  seed: [0, 4_294_967_295],
  sampleCount: [0, 4000],
  sampleSteps: [1, 1000],
  sampleSeed: [0, 4_294_967_295],
  stopAfter: [0, 10_000_000],
  speed: [0, 100_000],
} as const satisfies Record<string, readonly [number, number]>;

/** True when a change from `a` to `b` needs a new network: other shape, meaning, flow, charges, seed or machine. */
export function needsNewPlaneNetwork(a: PlaneSettings, b: PlaneSettings): boolean {
  return (
    a.network.width !== b.network.width ||
    a.network.depth !== b.network.depth ||
    a.network.prediction !== b.network.prediction ||
    a.seed !== b.seed ||
    a.backend !== b.backend ||
    JSON.stringify(a.flow) !== JSON.stringify(b.flow) ||
    a.charged?.power !== b.charged?.power ||
    a.charged?.points !== b.charged?.points
  );
}
