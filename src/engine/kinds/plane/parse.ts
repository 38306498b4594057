/** The door of a run on points in the plane: its settings from an unknown value. Used by the worker and at build only. */
import { parseTargetSpec } from '../../../core/data/index';
import { flowSpecField } from '../../../core/flow/spec';
import { choice, nested, number, object, optional, refined, schema, tuple } from '../../../core/schema';
import { parseScheduleSpec } from '../../../core/schedule/index';
import { runFields, whole } from '../../fields';
import { chargedField } from './charged';
import { limits, planeDefaults, predictions, weightings, type PlaneSettings } from './settings';

type Limited = Exclude<keyof typeof limits & keyof PlaneSettings, 'seed' | 'stopAfter' | 'speed'>;

const { network, levels } = planeDefaults;
const real = (name: Limited) => number(planeDefaults[name], { min: limits[name][0], max: limits[name][1] });
const count = (name: Limited) => whole(planeDefaults[name], limits[name][0], limits[name][1]);
const time = (initial: number) => number(initial, { min: 0, max: 1 });

const planeSchema = schema({
  target: nested(planeDefaults.target, parseTargetSpec),
  schedule: nested(planeDefaults.schedule, parseScheduleSpec),
  network: object({
    width: number(network.width, { min: limits.width[0], max: limits.width[1], integer: true, multiple: 8 }),
    depth: whole(network.depth, ...limits.depth),
    prediction: choice(predictions, network.prediction),
  }),
  flow: optional(flowSpecField),
  charged: optional(chargedField),
  weighting: choice(weightings, planeDefaults.weighting),
  learningRate: real('learningRate'),
  warmup: count('warmup'),
  decaySteps: count('decaySteps'),
  batchSize: count('batchSize'),
  levels: refined(tuple(time(levels[0]), time(levels[1])), (pair, name) => {
    if (pair[0] <= pair[1]) return pair;
    throw new RangeError(`${name} is ${pair.join(', ')} (expected two times, 0 <= from <= to <= 1)`);
  }),
  emaDecay: real('emaDecay'),
  sampleCount: count('sampleCount'),
  sampleSteps: count('sampleSteps'),
  sampleSeed: count('sampleSeed'),
  ...runFields(planeDefaults, limits.speed[1]),
});

/** Missing fields from `planeDefaults`. Throws a `RangeError` that names the field, what it was and what was expected. */
export function parsePlaneSettings(value: unknown): PlaneSettings {
  return planeSchema.read(value);
}
