/** The door of a game on digits: its settings from an unknown value. Used by the worker only. */
import { ganLosses } from '../../../core/gan/settings';
import { choice, number, refined, schema } from '../../../core/schema';
import { mostSeed, runFields, whole } from '../../fields';
import { digitDataField } from '../digits/parse';
import { digitGanDefaults as defaults, type DigitGanSettings } from './settings';

const digitGanSchema = schema({
  loss: choice(ganLosses, defaults.loss),
  generatorRate: number(defaults.generatorRate, { min: 0, max: 1 }),
  discriminatorRate: number(defaults.discriminatorRate, { min: 0, max: 1 }),
  beta1: number(defaults.beta1, { min: 0, max: 0.999 }),
  batchSize: whole(defaults.batchSize, 1, 256),
  emaDecay: number(defaults.emaDecay, { min: 0, max: 0.99999 }),
  shift: whole(defaults.shift, 0, 14),
  instanceNoise: number(defaults.instanceNoise, { min: 0, max: 10 }),
  data: refined(digitDataField, (data) => {
    if (data.kind !== 'own' || data.labels.every((label) => label <= 9)) return data;
    throw new RangeError('pictures without a class (expected 0 to 9: both players are told the class)');
  }),
  sampleSeed: whole(defaults.sampleSeed, 0, mostSeed),
  ...runFields(defaults, 10_000),
});

/** Missing fields from the defaults. Throws a `RangeError` that names what was expected. */
export function parseDigitGanSettings(value: unknown): DigitGanSettings {
  return digitGanSchema.read(value);
}
