/** What of a game in the plane is kept when the book is built. */
import type { BuildHalf } from '../../build/half';
import { rounded } from '../../build/rounded';
import type { GamePoint } from './built';

export const build: BuildHalf<'plane-gan', GamePoint> = {
  looks: 40,
  along: (watch) => ({ ...watch, pull: false, field: null, measures: false }),
  atEnd: (watch) => watch,
  point: ({ step, losses, modesCovered, energyDistance }) => ({
    step,
    discriminator: rounded(losses.discriminator),
    generator: rounded(losses.generator),
    modesCovered,
    energyDistance: rounded(energyDistance),
  }),
  pack({ step, parameters, flopsPerStep, losses, energyDistance, modesCovered, modes, ...rest }, history) {
    const { between, precision, recall, spent, samples, pull, counts, field } = rest;
    return {
      step,
      parameters,
      flopsPerStep,
      losses,
      energyDistance,
      modesCovered,
      modes,
      between,
      precision,
      recall,
      history,
      spent: { examples: spent.examples, flops: spent.flops },
      samples: Array.from(samples, rounded),
      pull: Array.from(pull, rounded),
      counts: Array.from(counts),
      field: field && { ...field, values: Array.from(field.values, rounded) },
    };
  },
};
