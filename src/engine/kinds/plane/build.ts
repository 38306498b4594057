/** What of a run on points in the plane is kept when the book is built. */
import type { BuildHalf } from '../../build/half';
import { rounded } from '../../build/rounded';
import type { BuiltField, BuiltPlane } from './built';
import { watchNothing, type Field } from './watch';

export const build: BuildHalf<'plane', BuiltPlane['history'][number]> = {
  looks: 60,
  // On the way the loss alone: samples cost more than the steps between them.
  along: () => watchNothing,
  atEnd: ({ field, fields, path }) => ({ ...watchNothing, samples: true, path, field, fields }),
  point: ({ step, loss }) => ({ step, loss: rounded(loss) }),
  pack({ step, parameters, energyDistance, modesCovered, modes, between, ...arrays }, history) {
    const { samples, lossByLevel, field, fields } = arrays;
    return {
      step,
      parameters,
      energyDistance,
      modesCovered,
      modes,
      between,
      history,
      samples: Array.from(samples, rounded),
      lossByLevel: Array.from(lossByLevel, rounded),
      field: field && plain(field),
      ...(fields.length > 0 && { fields: fields.map(plain) }),
      ...(arrays.path.length > 0 && { path: Array.from(arrays.path, rounded) }),
    };
  },
};

function plain(field: Field): BuiltField {
  return { ...field, values: Array.from(field.values, rounded) };
}
