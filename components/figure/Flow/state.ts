/** What the flow figure is set to, and its settings as a flow and as a training run. No DOM here. */
import { flowDefaults, type CloudSpec, type FlowSpec } from '../../../src/core/flow';
import { choice, list, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { planeDefaults, type PlaneSettings } from '../../../src/engine/kinds/plane/settings';
import type { FieldRequest, PlaneWatch } from '../../../src/engine/kinds/plane/watch';
import { squareFrame } from '../../../src/picture/index';
import { extent, targetOf } from '../kit/plane-target';

export const square = squareFrame(extent);
/** Side of the grid of the maps; every third place carries an arrow. */
export const mapSize = 36;
export const arrowEvery = 3;
/** Points that are carried and measured, and those whose paths are kept and shown. */
export const carriedCount = 400;
export const keptCount = 100;

/** Gaussians that stand for a cloud which is no mixture, and their standard deviation. */
const standIn = { points: 48, width: 0.15 } as const;
/** The least noise of a path that forgets where it began. */
const leastNoise = 0.5;

export const clouds = [
  'gaussian',
  'two-moons',
  'spiral',
  'eight-gaussians',
  'checkerboard',
  'rings',
  'pinwheel',
  'drawn',
] as const;
export type CloudName = (typeof clouds)[number];
export const timeRange = { min: 0.02, max: 0.98 } as const;
export const mostSteps = 40;

export const flowFigure = schema({
  /** The clouds at t = 1 and at t = 0. */
  source: choice(clouds, 'gaussian'),
  data: choice(clouds, 'two-moons'),
  /** The reader's own shape: x, y pairs in panel units. */
  points: list([], { min: -extent, max: extent, multiple: 2, longest: 1200, decimals: 2 }),
  path: choice(['linear', 'trigonometric', 'encoding-decoding'], 'linear'),
  /** Size of gamma half-way, in data units. */
  noise: number(0, { min: 0, max: 1.5 }),
  coupling: choice(['independent', 'optimal'], 'independent'),
  t: number(0.5, timeRange),
  /** The place pointed at. */
  x: number(1.25, { min: -extent, max: extent }),
  y: number(0.1, { min: -extent, max: extent }),
  /** Steps that carry samples from t = 1 to t = 0. */
  carry: number(20, { min: 1, max: mostSteps, integer: true }),
  /** Noise that is added on the way of the exact flow: dx = (u - epsilon score) dt + sqrt(2 epsilon) dw. */
  epsilon: number(0, { min: 0, max: 0.5 }),
  /** Steps of training. */
  steps: number(2000, { min: 10, max: 20_000, integer: true }),
  seed: seed(7),
});

export type FlowSettings = SettingsOf<typeof flowFigure>;

/** The cloud of a name, with a sentence where a drawing is too small to be one: then it is the moons. */
export function cloudSpec(
  name: CloudName,
  { points }: Pick<FlowSettings, 'points'>,
): { readonly spec: CloudSpec; readonly wanting: string | null } {
  if (name === 'gaussian') return { spec: { kind: 'gaussian' }, wanting: null };
  return targetOf({ target: name, letter: '', points }, { kind: 'two-moons' });
}

export type FlowChoice = Pick<FlowSettings, 'source' | 'data' | 'points' | 'path' | 'noise' | 'coupling'>;

export function noiseOf({ path, noise }: Pick<FlowSettings, 'path' | 'noise'>): number {
  return path === 'encoding-decoding' ? Math.max(leastNoise, noise) : noise;
}

export function flowSpec(s: FlowChoice): FlowSpec {
  const scale = noiseOf(s);
  return {
    ...flowDefaults,
    ...standIn,
    source: cloudSpec(s.source, s).spec,
    data: cloudSpec(s.data, s).spec,
    // Pairs are of points: a coupling needs as many in both clouds.
    scattered: s.coupling === 'optimal',
    mean: s.path,
    noise: scale > 0 ? 'sine' : 'none',
    scale,
    coupling: { kind: s.coupling },
  };
}

export function runSettings(s: FlowSettings): PlaneSettings {
  return {
    ...planeDefaults,
    schedule: { kind: 'flow' },
    flow: flowSpec(s),
    learningRate: 4e-3,
    seed: s.seed,
    sampleSeed: s.seed,
    sampleCount: carriedCount,
    sampleSteps: s.carry,
    stopAfter: s.steps,
    decaySteps: s.steps,
  };
}

/** Whether going from `a` to `b` asks for a network trained anew. */
export function beginsAnew(a: FlowSettings, b: FlowSettings): boolean {
  const decisive = (s: FlowSettings) => JSON.stringify({ ...runSettings(s), sampleSteps: 0 });
  return decisive(a) !== decisive(b);
}

/** The map's grid at t: the centres of its cells. */
export function mapRequest(t: number): FieldRequest {
  return { t, size: mapSize, extent: extent * (1 - 1 / mapSize) };
}

export function watchOf({ t }: Pick<FlowSettings, 't'>): Pick<PlaneWatch, 'samples' | 'path' | 'field' | 'interval'> {
  return { samples: true, path: true, field: mapRequest(t), interval: 200 };
}
