/** The door of a run on digits: its settings from an unknown value. Used by the worker only. */
import { choice, omissible, refined, schema, number, text, typedArray, union, type Field } from '../../../core/schema';
import { mostSeed, runFields, whole } from '../../fields';
import { pictureSize } from '../shipped/pixels';
import { digitDefaults as defaults, digitSizes, ownPictures, type DigitData, type DigitSettings } from './settings';

const { least, most } = ownPictures;

/** The book's digits, or pictures of the reader's own with their classes, 10 for none. */
export const digitDataField: Field<DigitData> = refined(
  union(
    {
      mnist: { count: omissible(whole(most, least, most)), only: omissible(whole(0, 0, 9)) },
      own: {
        name: text('', 1000),
        images: typedArray('Uint8Array', { multiple: pictureSize }),
        labels: typedArray('Uint8Array'),
      },
    },
    { kind: 'mnist' },
  ),
  (data) => {
    if (data.kind === 'mnist') return data;
    const { images, labels, name } = data;
    if (labels.length < least || labels.length > most)
      throw new RangeError(`${labels.length} pictures to learn (expected ${least} to ${most})`);
    const wrong = labels.find((label) => label > 10);
    if (wrong !== undefined) throw new RangeError(`class ${wrong} (expected 0 to 9, or 10 for none)`);
    if (images.length !== labels.length * pictureSize)
      throw new RangeError(`${images.length} pixels (expected ${labels.length * pictureSize}, 784 a picture)`);
    return { ...data, name: name.slice(0, 60) };
  },
);

const digitSchema = schema({
  size: choice(['auto', ...digitSizes], defaults.size),
  data: digitDataField,
  learningRate: number(defaults.learningRate, { min: 1e-6, max: 1 }),
  batchSize: whole(defaults.batchSize, 1, 256),
  sampleSeed: whole(defaults.sampleSeed, 0, mostSeed),
  guidance: number(defaults.guidance, { min: -1, max: 20 }),
  evaluations: whole(defaults.evaluations, 1, 200),
  ...runFields(defaults, 10_000),
});

/** Missing fields from the defaults. Throws a `RangeError` that names what was expected. */
export function parseDigitSettings(value: unknown): DigitSettings {
  return digitSchema.read(value);
}
