/**
 * Diffusion in a space of its own: what autoencoders keep of a digit and bring back, and what a diffusion model of their codes costs and gives beside one of pixels. One
 * training each.
 */
import { experiment } from './record';
import { boolean, fields, list, name, nullable, number, table, text, type Shaped } from './shape';
import { spreadOfValues, type Spread } from './spread';
import { fixed, significant } from './words';

/** Held-out digits through a code and back, judged. */
const recovered = fields({
  agreement: number,
  /** To all training digits, in the judge's 64 features. */
  frechet: number,
  /** Mean squared error of a pixel, in standard units. */
  distortion: number,
  /** Mean square of neighbouring pixels' difference, the held-out digits' being 1: blur lowers it. */
  sharpness: number,
});

const autoencoder = fields({
  name: text,
  says: text,
  /** Numbers of a code. */
  numbers: number,
  parameters: number,
  klWeight: number,
  /** Whether codes are drawn; the plain autoencoder's are not. */
  drawn: boolean,
  images: number,
  /** Floating-point operations: of both halves' training, of the decoder's tuning, of a digit into its code, and back. */
  flops: number,
  tuningFlops: number,
  encodeFlops: number,
  decodeFlops: number,
  /** Divergence of the codes from the standard normal, nats a digit, and how many numbers have less than a tenth of one. Null where codes are not drawn. */
  rate: nullable(number),
  collapsed: nullable(number),
  /** Least and greatest deviation of a number of the code before they are all brought to 1. */
  deviations: list(number, 2),
  untuned: recovered,
  tuned: recovered,
});

const collapse = fields({
  klWeight: number,
  images: number,
  rate: number,
  distortion: number,
  collapsed: number,
  /** Nats of each number, the greatest first. */
  rates: list(number),
});

const judged = { agreement: number, frechet: number } as const;

const run = fields({
  name: text,
  group: name('pixel', 'latent', 'size', 'scale', 'decoder'),
  says: text,
  /** Numbers that the diffusion model works on. */
  numbers: number,
  parameters: number,
  /** Pictures seen, repeats counted, and floating-point operations of that; those of the autoencoder with its tuning come on top. */
  images: number,
  flops: number,
  autoencoderFlops: number,
  /** Of one picture at the record's evaluations, guided, decoded. */
  pictureFlops: number,
  /** On the first set, by which `guidance` was chosen: the least Fréchet distance. */
  tried: list(fields({ guidance: number, ...judged })),
  guidance: number,
  sets: list(fields({ seed: number, ...judged })),
});

const shape = fields({
  command: text,
  machine: text,
  weights: table(text),
  /** Of a set: as many of each class as there are held-out digits. */
  samples: number,
  evaluations: number,
  /** Held-out digits in the place of samples. */
  real: fields(judged),
  autoencoders: list(autoencoder),
  /** Short trainings of the flat autoencoder at several weights of the divergence. */
  collapse: list(collapse, 0),
  runs: list(run),
  /** Mean distance to the nearest training digit, in ink: pictures of as many of each class as there are held-out digits. */
  nearest: fields({ heldOut: number, reconstructed: number, latent: number, pixel: number }),
  /** Seconds of a hundred pictures, one model after the other, several times. */
  time: fields({ pictures: number, pixel: list(number), latent: list(number) }),
});

export type LatentRecord = Shaped<typeof shape>;
export type LatentRun = Shaped<typeof run>;
export type LatentAutoencoder = Shaped<typeof autoencoder>;
export type Recovered = Shaped<typeof recovered>;
export type Collapse = Shaped<typeof collapse>;

type Runs = Pick<LatentRecord, 'runs'>;

/** The run of this name. Throws where there is none. */
export function runOf({ runs }: Runs, named: string): LatentRun {
  const found = runs.find((one) => one.name === named);
  if (!found) throw new Error(`latent has no run ${named} (expected ${runs.map((one) => one.name).join(', ')})`);
  return found;
}

/** The autoencoder of this name. Throws where there is none. */
export function autoencoderNamed(
  { autoencoders }: Pick<LatentRecord, 'autoencoders'>,
  named: string,
): LatentAutoencoder {
  const found = autoencoders.find((one) => one.name === named);
  if (!found)
    throw new Error(`latent has no autoencoder ${named} (expected ${autoencoders.map((one) => one.name).join(', ')})`);
  return found;
}

export const overSets = ({ sets }: Pick<LatentRun, 'sets'>, of: 'agreement' | 'frechet'): Spread =>
  spreadOfValues(sets.map((one) => one[of]));

/** Operations to train all of it. */
export const totalFlops = ({ flops, autoencoderFlops }: Pick<LatentRun, 'flops' | 'autoencoderFlops'>): number =>
  flops + autoencoderFlops;

/** The cheapest run of a group whose mean Fréchet distance is at most `bar`; null where none gets there. */
export function cheapest({ runs }: Runs, group: LatentRun['group'], bar: number): LatentRun | null {
  const there = runs.filter((one) => one.group === group && overSets(one, 'frechet').mean <= bar);
  return there.sort((a, b) => totalFlops(a) - totalFlops(b))[0] ?? null;
}

const percent = (v: number, digits = 1) => `${fixed(100 * v, digits)} %`;
const within = ({ mean, deviation }: Spread, digits = 1) => `${fixed(mean, digits)} ± ${fixed(deviation, digits)}`;
const tera = (flops: number) => significant(flops / 1e12, 2);

/** By the names of the runs that the shipped models are, and of those at three budgets. */
const ofRun = (named: string): Readonly<Record<string, (data: LatentRecord) => string>> => ({
  [`frechet-${named}`]: (data: LatentRecord) => within(overSets(runOf(data, named), 'frechet')),
  [`agreement-${named}`]: (data: LatentRecord) => percent(overSets(runOf(data, named), 'agreement').mean),
  [`work-${named}`]: (data: LatentRecord) => `${tera(totalFlops(runOf(data, named)))} TFLOP`,
});
const ofAutoencoder = (named: string): Readonly<Record<string, (data: LatentRecord) => string>> => ({
  [`untuned-${named}`]: (data: LatentRecord) => fixed(autoencoderNamed(data, named).untuned.frechet, 1),
  [`tuned-${named}`]: (data: LatentRecord) => fixed(autoencoderNamed(data, named).tuned.frechet, 1),
});
const mean = (values: readonly number[]) => spreadOfValues(values).mean;

export const latent = experiment({
  name: 'latent',
  says: 'autoencoders of digits, and diffusion of their codes beside diffusion of pixels: what both cost and give; again when a shipped model changes',
  takes: 'an hour',
  shape,
  sentences: {
    ...ofRun('pixel-shipped'),
    ...ofRun('latent-shipped'),
    ...ofAutoencoder('flat'),
    ...ofAutoencoder('spatial'),
    real: ({ real }: LatentRecord) => fixed(real.frechet, 1),
    /** How many times the operations: a picture of pixels, a picture of codes, guided, decoded. */
    'times-picture': (data: LatentRecord) =>
      fixed(runOf(data, 'pixel-shipped').pictureFlops / runOf(data, 'latent-shipped').pictureFlops, 1),
    'times-seconds': ({ time }: LatentRecord) => fixed(mean(time.pixel.map((s, i) => s / time.latent[i])), 1),
    'times-training': (data: LatentRecord) =>
      fixed(totalFlops(runOf(data, 'pixel-shipped')) / totalFlops(runOf(data, 'latent-shipped')), 0),
  },
  weights: ({ weights }) => weights,
});
