/** The door of a run on points in the plane: its settings from an unknown value. Used by the worker and at build only. */
import { parseTargetSpec } from '../../../core/data/index';
import { parseScheduleSpec } from '../../../core/schedule/index';
import { backendChoices } from '../../backends';
import { parseRace } from '../../race';
import { limits, planeDefaults, predictions, weightings, type PlaneSettings } from './settings';

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
 * Settings from an unknown value, missing fields from `planeDefaults`.
 * Throws an `Error` that names the field, what it was and what was expected.
 */
export function parsePlaneSettings(value: unknown): PlaneSettings {
  const given = asRecord(value, 'settings');
  const network = given.network === undefined ? {} : asRecord(given.network, 'network');
  const base = planeDefaults;
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
    backend: oneOf(given.backend ?? base.backend, backendChoices, 'backend'),
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
