import { boolean, fields, list, name, number, optional, table, text, type Shaped } from '../shape';

/** A mean over digits or walks, their standard deviation, and how many. */
const spread = fields({ mean: number, deviation: number, n: number });

/** Of a walk in eight steps: its longest over the mean one, its length over a straight one's, and the least that the judge gives the class. */
const evenness = fields({ longest: spread, detour: spread, certainty: spread });

const quality = {
  n: number,
  /** Share that the judge takes for the class asked for. */
  agreement: number,
  /** To all training digits, in the judge's features. */
  frechet: number,
  /** Mean distance within a class, real digits' being 1. */
  diversity: number,
  /** Against held-out digits. */
  precision: number,
  recall: number,
} as const;

const sampled = fields({
  model: name('gan', 'diffusion'),
  /** What the codes of the GAN were multiplied by. */
  shrink: optional(number),
  evaluations: optional(number),
  guidance: optional(number),
  ...quality,
  /** Mean Euclidean distance to the nearest training digit, pixels from 0 to 1. */
  nearest: number,
});

const walk = fields({
  between: name('digits', 'draws'),
  way: name('spherical', 'linear'),
  gan: evenness,
  diffusion: evenness,
});

/** Codes found for held-out digits, as they are or mirrored: root mean square errors for each pixel, and what is known of the codes. */
const inverted = fields({
  mirrored: boolean,
  gan: spread,
  diffusion: list(fields({ steps: number, error: spread })),
  /** Directions of the code that move the picture. */
  directions: spread,
  /** Share of what is missed, squared, that lies along the generator's surface. */
  share: spread,
  /** Root mean squares of DDIM's codes, and of the generator's. */
  length: spread,
  code: spread,
});

export const shape = fields({
  command: text,
  machine: text,
  seed: number,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  /** Of one call. */
  flops: fields({ generator: number, diffusion: number }),
  /** For one picture, of forty made at once. */
  speed: fields({
    gan: fields({ milliseconds: number }),
    diffusion: list(fields({ evaluations: number, guidance: number, milliseconds: number })),
  }),
  quality: fields({ samples: number, real: fields(quality), rows: list(sampled) }),
  walk: list(walk),
  inversion: fields({ latent: number, rows: list(inverted) }),
});

export type Rivals = Shaped<typeof shape>;
export type Spread = Shaped<typeof spread>;
export type Quality = Shaped<typeof sampled>;
export type Walk = Shaped<typeof walk>;
export type Inverted = Shaped<typeof inverted>;
