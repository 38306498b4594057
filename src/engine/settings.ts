/** One training run as plain data: what the page sends and the worker checks once, at the door. */
import { parseTargetSpec } from '../core/data/index';
import type { TargetSpec } from '../core/data/target';
import type { NetworkSpec, Prediction, Weighting } from '../core/network';
import { parseScheduleSpec } from '../core/schedule/index';
import type { ScheduleSpec } from '../core/schedule/schedule';
import { parseRace, type Race } from './race';

export const backends = ['simd', 'webgl', 'wasm', 'cpu'] as const;
/** `simd` is the book's own kernel; the others are TensorFlow.js. */
export type Backend = (typeof backends)[number];
/** `auto` takes the one measured fastest here. */
export type BackendChoice = 'auto' | Backend;

export const predictions: readonly Prediction[] = ['epsilon', 'x0', 'v'];
export const weightings: readonly Weighting[] = ['uniform', 'epsilon', 'x0', 'min-snr'];

export interface RunSettings {
  readonly target: TargetSpec;
  readonly schedule: ScheduleSpec;
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
  /** Everything random of the run follows from it. */
  readonly seed: number;
  readonly backend: BackendChoice;
  /** Samples drawn for a snapshot, DDIM steps to draw them, seed of their noise. */
  readonly sampleCount: number;
  readonly sampleSteps: number;
  readonly sampleSeed: number;
  /** The run is done this many steps after it began, or was last asked to adapt or to go on; 0 never. */
  readonly stopAfter: number;
  /** Most steps per second; 0 as many as the machine gives. */
  readonly speed: number;
  /** Null for a run that races with nobody. */
  readonly race: Race | null;
}

export const runDefaults: RunSettings = {
  target: { kind: 'eight-gaussians' },
  schedule: { kind: 'cosine', s: 0.008 },
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

/** Least and most of each number: beyond them `parseRunSettings` refuses. */
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

type Limited = keyof typeof limits;
const whole: ReadonlySet<Limited> = new Set<Limited>([
  'width',
  'depth',
  'warmup',
  'decaySteps',
  'batchSize',
  'seed',
  'sampleCount',
  'sampleSteps',
  'sampleSeed',
  'stopAfter',
]);

/**
 * Settings from an unknown value, missing fields from `runDefaults`.
 * Throws an `Error` that names the field, what it was and what was expected.
 */
export function parseRunSettings(value: unknown): RunSettings {
  const given = asRecord(value, 'settings');
  const network = given.network === undefined ? {} : asRecord(given.network, 'network');
  const base = runDefaults;
  const number = (from: Record<string, unknown>, name: Limited, fallback: number) =>
    limitedNumber(from[name] ?? fallback, name);
  const width = number(network, 'width', base.network.width);
  if (width % 8 !== 0) throw new Error(`network width is ${width} (expected a multiple of 8)`);
  return {
    target: given.target === undefined ? base.target : parseTargetSpec(given.target),
    schedule: given.schedule === undefined ? base.schedule : parseScheduleSpec(given.schedule),
    network: {
      width,
      depth: number(network, 'depth', base.network.depth),
      prediction: oneOf(network.prediction ?? base.network.prediction, predictions, 'prediction'),
    },
    weighting: oneOf(given.weighting ?? base.weighting, weightings, 'weighting'),
    backend: oneOf(given.backend ?? base.backend, ['auto', ...backends] as const, 'backend'),
    learningRate: number(given, 'learningRate', base.learningRate),
    warmup: number(given, 'warmup', base.warmup),
    decaySteps: number(given, 'decaySteps', base.decaySteps),
    batchSize: number(given, 'batchSize', base.batchSize),
    levels: given.levels === undefined ? base.levels : parseLevels(given.levels),
    emaDecay: number(given, 'emaDecay', base.emaDecay),
    seed: number(given, 'seed', base.seed),
    sampleCount: number(given, 'sampleCount', base.sampleCount),
    sampleSteps: number(given, 'sampleSteps', base.sampleSteps),
    sampleSeed: number(given, 'sampleSeed', base.sampleSeed),
    stopAfter: number(given, 'stopAfter', base.stopAfter),
    speed: number(given, 'speed', base.speed),
    race: parseRace(given.race),
  };
}

/** True when a change from `a` to `b` needs a new network: other shape, meaning, seed or machine. */
export function needsNewTrainer(a: RunSettings, b: RunSettings): boolean {
  return (
    a.network.width !== b.network.width ||
    a.network.depth !== b.network.depth ||
    a.network.prediction !== b.network.prediction ||
    a.seed !== b.seed ||
    a.backend !== b.backend
  );
}

function parseLevels(value: unknown): readonly [number, number] {
  if (Array.isArray(value) && value.length === 2) {
    const [from, to] = value as readonly unknown[];
    if (typeof from === 'number' && typeof to === 'number' && from >= 0 && from <= to && to <= 1) return [from, to];
  }
  throw new Error(`levels is ${describe(value)} (expected two times, 0 <= from <= to <= 1)`);
}

function asRecord(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${what} is ${describe(value)} (expected an object)`);
}

function limitedNumber(value: unknown, name: Limited): number {
  const [least, most] = limits[name];
  if (
    typeof value !== 'number' ||
    !(value >= least && value <= most) ||
    (whole.has(name) && !Number.isInteger(value))
  ) {
    throw new Error(
      `${name} is ${describe(value)} (expected ${whole.has(name) ? 'a whole number' : 'a number'} from ${least} to ${most})`,
    );
  }
  return value;
}

function oneOf<T extends string>(value: unknown, names: readonly T[], what: string): T {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new Error(`unknown ${what}: ${describe(value)} (expected ${names.join(', ')})`);
  return found;
}

function describe(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
