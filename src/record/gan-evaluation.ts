/** The shipped GAN of digits measured as the diffusion model is, and how much the samples of both vary within a class. */
import { experiment } from './record';
import { fields, list, number, text, type Shaped } from './shape';
import { fixed } from './words';

/** Samples with the classes of the held-out digits, in the same numbers, as in `digits-evaluation.ts`. */
const row = fields({
  samples: number,
  agreement: number,
  frechet: number,
  /** Of as many of the samples as there are held-out digits. */
  frechetOfAsMany: number,
  precision: number,
  recall: number,
  /** Mean distance within a class in the judge's features; 1 is that of the held-out digits. Of as many samples. */
  diversity: number,
  /** Mean Euclidean distance to the nearest training digit, pixels from 0 to 1. */
  nearest: number,
  /** For all samples, on this machine. */
  seconds: number,
});

const shape = fields({
  command: text,
  machine: text,
  seed: number,
  /** Hashes of the generator's weights, and of the judge's. */
  weights: text,
  judge: text,
  flopsPerForward: number,
  /** Of both networks. */
  parameters: number,
  trainingFlops: number,
  /** The discriminator's mean output, before any sigmoid. */
  outputs: fields({ training: number, heldOut: number, samples: number }),
  /** Held-out digits in the place of samples; diversity is the training digits'. */
  real: fields({ samples: number, agreement: number, frechet: number, nearest: number, diversity: number }),
  rows: list(row),
  /** The diversity of the diffusion model's samples, which its own table lacks. */
  diffusion: fields({
    parameters: number,
    trainingFlops: number,
    weights: text,
    rows: list(fields({ evaluations: number, guidance: number, samples: number, diversity: number })),
  }),
});

export type GanEvaluation = Shaped<typeof shape>;
export type GanRow = GanEvaluation['rows'][number];
export type DiversityRow = GanEvaluation['diffusion']['rows'][number];

export const ganEvaluation = experiment({
  name: 'gan-evaluation',
  says: 'the shipped GAN, and the diversity of both models',
  command: 'npm run evaluate',
  takes: 'a minute or two',
  shape,
  sentences: { nearest: ({ rows }: GanEvaluation) => fixed(rows[0].nearest, 2) },
  weights: ({ weights, judge, diffusion }) => ({
    'gan-generator': weights,
    classifier: judge,
    digits: diffusion.weights,
  }),
});
