/** What the likelihood map is set to, and its settings as a training run. No DOM here. */
import { scheduleDefaults } from '../../../src/core/schedule/index';
import type { SolverSpec } from '../../../src/engine/kinds/plane/likelihood';
import { type PlaneSettings, planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { squareFrame } from '../../../src/picture/index';
import { schedules } from '../kit/samplers';
import { type TargetName, targets } from '../kit/exact-targets';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

/** Half the side of the panels, in data units. */
export const extent = 3.2;
export const square = squareFrame(extent);
export const solvers = ['euler', 'heun', 'rk4', 'adaptive'] as const;
export const mostSteps = 200;
export const mostProbes = 16;
export const patchRange = { min: 0.01, max: 0.5 } as const;
export const toleranceRange = { min: 1e-9, max: 0.1 } as const;
/** A network computes in 32 bits: a finer tolerance would follow its rounding. */
export const finestLearned = 1e-4;
/** The noise ratio down to which a network is asked; it has not learned what is below. */
export const leastLearned = 0.01;

export const likelihoodMap = schema({
  /** Whose ODE: that of the exact score, or of a network that is trained here. */
  model: choice(['exact', 'learned'], 'exact'),
  /** The mixture; a network learns the eight Gaussians. */
  target: choice(targets, 'eight-gaussians'),
  schedule: choice(schedules, 'linear'),
  solver: choice(solvers, 'adaptive'),
  /** Steps from data to noise, of the solvers with fixed ones. */
  steps: number(32, { min: 1, max: mostSteps, integer: true }),
  /** Relative and absolute tolerance of the adaptive one. */
  tolerance: number(1e-5, toleranceRange),
  /** The trace of the Jacobian, or Hutchinson's estimate of it. */
  divergence: choice(['exact', 'hutchinson'], 'exact'),
  probes: number(1, { min: 1, max: mostProbes, integer: true }),
  /** What the noise is taken to be distributed like: a Gaussian, as for any model, or the mixture as it is at the last time. */
  prior: choice(['gaussian', 'exact'], 'gaussian'),
  /** The point whose path is shown. */
  x: number(1.5, { min: -extent, max: extent }),
  y: number(1.6, { min: -extent, max: extent }),
  /** The time up to which its path is followed; of what is computed, the nearest is shown. */
  t: number(1, { min: 0, max: 1 }),
  /** Side of the square of neighbours that is carried along, in data units. */
  patch: number(0.2, patchRange),
  /** Steps of the network's training. */
  training: number(1500, { min: 50, max: 20_000, integer: true }),
  /** Of the probes and the network. */
  seed: seed(7),
});

export type LikelihoodSettings = SettingsOf<typeof likelihoodMap>;

/** The mixture that is worked on: a network learns the eight Gaussians, whatever was chosen before. */
export function targetOf({ model, target }: Pick<LikelihoodSettings, 'model' | 'target'>): TargetName {
  return model === 'learned' ? 'eight-gaussians' : target;
}

export function solverSpec({
  solver,
  steps,
  tolerance,
  model,
}: Pick<LikelihoodSettings, 'solver' | 'steps' | 'tolerance' | 'model'>): SolverSpec {
  if (solver !== 'adaptive') return { method: solver, steps };
  return { tolerance: model === 'learned' ? Math.max(tolerance, finestLearned) : tolerance };
}

/** What map and path have in common in how they are computed. */
export function courseOf(s: LikelihoodSettings) {
  return {
    schedule: scheduleDefaults[s.schedule],
    solver: solverSpec(s),
    probes: s.divergence === 'exact' ? 0 : s.probes,
    seed: s.seed,
    least: s.model === 'learned' ? leastLearned : 0,
  } as const;
}

/** Side of the map's grid, a multiple of three: every third point is computed first. A network takes longer. */
export function mapSize({ model }: Pick<LikelihoodSettings, 'model'>): number {
  return model === 'learned' ? 36 : 48;
}

/** Changes with whatever the map depends on. `network` names the network, '' for none. */
export function mapKey(s: LikelihoodSettings, network: string): string {
  return JSON.stringify([network, s.model, targetOf(s), s.prior, courseOf(s)]);
}

/** Changes with whatever the path of the point depends on. */
export function pathKey(s: LikelihoodSettings, network: string): string {
  return JSON.stringify([mapKey(s, network), s.x, s.y, s.patch]);
}

export function runSettings({ training, seed: from }: Pick<LikelihoodSettings, 'training' | 'seed'>): PlaneSettings {
  return {
    ...planeDefaults,
    learningRate: 4e-3,
    seed: from,
    sampleSeed: from,
    sampleCount: 0,
    decaySteps: training,
    stopAfter: training,
  };
}
