/** The door of a run in a space of codes: its settings from an unknown value. Used by the worker only. */
import { boolean, number, object, refined, schema, type Field } from '../../../core/schema';
import { mostSeed, runFields, whole } from '../../fields';
import {
  latentDefaults as defaults,
  latentSizes,
  type LatentSettings,
  type LatentSize,
  type LatentSplit,
} from './settings';

const share = (initial: number) => number(initial, { min: 0, max: 1 });
const { autoencoder, tuning, diffusion } = defaults.split;

const sizeField = refined(whole(defaults.latent, 2, 64), (size) => {
  if (latentSizes.some((one) => one === size)) return size;
  throw new RangeError(`a code of ${size} numbers (expected ${latentSizes.join(', ')})`);
}) as Field<LatentSize>;

const latentSchema = schema({
  latent: sizeField,
  drawn: boolean(defaults.drawn),
  klWeight: number(defaults.klWeight, { min: 0, max: 10 }),
  tuned: boolean(defaults.tuned),
  budget: number(defaults.budget, { min: 1e9, max: 100e12 }),
  split: refined(
    object({ autoencoder: share(autoencoder), tuning: share(tuning), diffusion: share(diffusion) }),
    (split): LatentSplit => {
      if (split.autoencoder > 0 && split.diffusion > 0) return split;
      throw new RangeError(
        `shares of ${split.autoencoder} and ${split.diffusion} for the autoencoder and the diffusion (expected above 0)`,
      );
    },
  ),
  sampleSeed: whole(defaults.sampleSeed, 0, mostSeed),
  guidance: number(defaults.guidance, { min: -1, max: 20 }),
  evaluations: whole(defaults.evaluations, 1, 200),
  ...runFields(defaults, 10_000),
});

/** Missing fields from the defaults. Throws a `RangeError` that names what was expected. */
export function parseLatentSettings(value: unknown): LatentSettings {
  return latentSchema.read(value);
}
