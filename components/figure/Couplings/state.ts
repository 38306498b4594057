/** What the figure of couplings is set to, and what follows for its flows and its runs. No DOM here. */
import { couplingKinds, flowDefaults, type CouplingSpec, type FlowSpec } from '../../../src/core/flow';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { planeDefaults, type PlaneSettings } from '../../../src/engine/kinds/plane/settings';
import { squareFrame } from '../../../src/picture/index';
import { extent } from '../kit/plane-target';

export const square = squareFrame(extent);
export const clouds = ['gaussian', 'two-moons', 'spiral', 'eight-gaussians', 'checkerboard', 'rings'] as const;
export type CloudName = (typeof clouds)[number];
export type CouplingName = CouplingSpec['kind'];
export { couplingKinds };

export const counts = { min: 16, max: 200 } as const;
export const entropies = { min: 0.02, max: 10 } as const;
/** Standard deviation of the Gaussian around every point. */
export const width = 0.1;
/** Samples of a trained network that are shown and measured. */
export const sampleCount = 500;
const batchSize = 256;

export const couplingsFigure = schema({
  source: choice(clouds, 'gaussian'),
  data: choice(clouds, 'two-moons'),
  /** Points of each cloud. */
  n: number(64, { ...counts, integer: true }),
  /** Points of a minibatch; never more than there are. */
  size: number(8, { min: 2, max: counts.max, integer: true }),
  entropy: number(0.3, entropies),
  /** The point of the source whose partners are shown. */
  pick: number(5, { min: 0, max: counts.max - 1, integer: true }),
  /** The couplings that two networks learn. */
  a: choice(couplingKinds, 'independent'),
  b: choice(couplingKinds, 'optimal'),
  /** Steps of training of each. */
  steps: number(1500, { min: 50, max: 20_000, integer: true }),
  /** Euler's steps by which their samples are shown: 2 to this power. */
  power: number(0, { min: 0, max: 3, integer: true }),
  seed: seed(3),
});

export type CouplingsSettings = SettingsOf<typeof couplingsFigure>;

export function couplingSpec(kind: CouplingName, { n, size, entropy }: CouplingsSettings): CouplingSpec {
  switch (kind) {
    case 'minibatch':
      return { kind, size: Math.min(size, n) };
    case 'entropic':
      return { kind, entropy };
    default:
      return { kind };
  }
}

/** The flow on one coupling: straight lines between as many points of both clouds. */
export function flowSpec(kind: CouplingName, s: CouplingsSettings): FlowSpec {
  return {
    ...flowDefaults,
    source: { kind: s.source },
    data: { kind: s.data },
    points: s.n,
    width,
    scattered: true,
    coupling: couplingSpec(kind, s),
    seed: s.seed,
  };
}

/** The point picked, among those that are there. */
export function picked({ pick, n }: Pick<CouplingsSettings, 'pick' | 'n'>): number {
  return Math.min(pick, n - 1);
}

export function evaluationsOf({ power }: Pick<CouplingsSettings, 'power'>): number {
  return 2 ** power;
}

export function runSettings(kind: CouplingName, s: CouplingsSettings, seed: number, group: string): PlaneSettings {
  return {
    ...planeDefaults,
    schedule: { kind: 'flow' },
    flow: flowSpec(kind, s),
    learningRate: 4e-3,
    batchSize,
    seed,
    sampleSeed: seed,
    sampleCount,
    sampleSteps: evaluationsOf(s),
    decaySteps: s.steps,
    race: { group, by: 'examples', budget: s.steps * batchSize, marks: 12 },
  };
}

/** What a training hangs on: when it changes, what was trained is of other settings. */
export function trainingKey({ pick: _pick, power: _power, ...s }: CouplingsSettings): string {
  const specs = [s.a, s.b].map((kind) => couplingSpec(kind, { ...s, pick: 0, power: 0 }));
  return JSON.stringify([s.source, s.data, s.n, specs, s.steps, s.seed]);
}
