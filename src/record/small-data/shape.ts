import { fields, list, name, nullable, number, text, type Shaped } from '../shape';

/** One run of one model. */
const run = fields({
  seed: number,
  /** Share of the samples that the judge takes for the class asked for. */
  agreement: number,
  /** To all training digits (of the class), not only to those learned from; of as many samples as `real.samples`. So are precision and recall, beside the held-out digits. */
  frechet: number,
  precision: number,
  recall: number,
  /** Mean distance between two samples of a class in the judge's features, held-out digits' being 1. */
  diversity: number,
  /** Mean Euclidean distance to the nearest digit learned from, pixels from 0 to 1: copies are near 0. */
  nearest: number,
  /** Real pictures seen, repeats counted. */
  examples: number,
  flops: number,
  /** Of training, by the clock: the machine had other work besides. */
  seconds: number,
});

const model = fields({
  parameters: number,
  /** Of one training example. */
  flopsPerExample: number,
  /** Examples of a run. */
  images: number,
  /** How it is trained and sampled, in a phrase. */
  says: text,
});

const oneCase = fields({
  /** Digits to learn from. */
  count: number,
  /** One class alone, or all. */
  only: nullable(number),
  /** Real held-out digits in the place of samples. */
  real: fields({ samples: number, frechet: number, nearest: number, diversity: number }),
  diffusion: list(run),
  gan: list(run),
});

export const shape = fields({
  command: text,
  machine: text,
  /** Hash of the judge's weights. */
  judge: text,
  /** Of every run: what the live U-Net spends on so many examples. */
  budget: fields({ by: name('flops'), examples: number, flops: number }),
  /** Of a run; of each case `real.samples` where there are fewer held-out digits. */
  samples: number,
  seeds: list(number),
  models: fields({ diffusion: model, gan: model }),
  cases: list(oneCase),
});

export type SmallDataFile = Shaped<typeof shape>;
export type SmallRun = Shaped<typeof run>;
export type SmallCase = Shaped<typeof oneCase>;
