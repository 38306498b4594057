/** The shipped diffusion model of digits at several numbers of evaluations and weights of guidance: the tables of chapter 10. */
import { experiment } from './record';
import { fields, list, number, text, type Shaped } from './shape';
import { fixed } from './words';

/**
 * Samples have the classes of the held-out digits, in the same numbers, over and over. Fréchet distances are to all training digits, in the
 * judge's 64 features.
 */
const row = fields({
  evaluations: number,
  guidance: number,
  samples: number,
  agreement: number,
  frechet: number,
  /** Of as many of the samples as there are held-out digits. */
  frechetOfAsMany: number,
  precision: number,
  recall: number,
  /** Mean Euclidean distance to the nearest training digit, pixels from 0 to 1. */
  nearest: number,
  /** For all samples, on this machine. */
  seconds: number,
});

const shape = fields({
  command: text,
  machine: text,
  seed: number,
  /** Hashes of the model's weights, and of the judge's. */
  weights: text,
  judge: text,
  judgeAccuracy: number,
  sampler: text,
  flopsPerForward: number,
  /** Held-out digits in the place of samples; precision and recall of as many training digits, the best that can be. */
  real: fields({
    samples: number,
    precision: number,
    recall: number,
    agreement: number,
    frechet: number,
    frechetOf2000Training: number,
    nearest: number,
  }),
  rows: list(row),
});

export type DigitsEvaluation = Shaped<typeof shape>;
export type DigitsRow = Shaped<typeof row>;

export const digitsEvaluation = experiment({
  name: 'digits-evaluation',
  says: "the shipped diffusion model, chapter 10's tables; `--quick` only prints a few",
  command: 'npm run evaluate',
  takes: 'ten minutes',
  shape,
  sentences: {
    'held-out': ({ real }: DigitsEvaluation) => String(real.samples),
    'frechet-real': ({ real }: DigitsEvaluation) => fixed(real.frechet, 1),
    /** Mean distance to the nearest training digit at guidance 1 with 50 evaluations. */
    'nearest-fifty': ({ rows }: DigitsEvaluation) => {
      const row = rows.find(({ evaluations, guidance }) => evaluations === 50 && guidance === 1);
      if (!row) throw new Error('digits-evaluation has no row of 50 evaluations at guidance 1');
      return fixed(row.nearest, 2);
    },
  },
  weights: ({ weights, judge }) => ({ digits: weights, classifier: judge }),
});
