import { benchedNames } from '../../../core/claims/index';
import { array, choice, required, schema } from '../../../core/schema';
import { mostSeed, whole } from '../../fields';
import { mostSeeds, type ExperimentSpec } from './types';

const experimentSchema = schema({
  claim: required(choice(benchedNames, benchedNames[0])),
  seeds: required(array<number>([], whole(0, 0, mostSeed), { shortest: 1, longest: mostSeeds })),
});

/** Trusts nothing. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseExperimentSpec(value: unknown): ExperimentSpec {
  return experimentSchema.read(value, 'an experiment');
}
