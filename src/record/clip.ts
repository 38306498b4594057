/**
 * The contrastive encoders, the prior and the decoder of embeddings, over ten sets of samples: what the encoders tell apart, and what comes of sentences, of
 * digits, between two digits and along a difference of two sentences. Chapter 12 reads it.
 */
import { fulfilled } from './fulfilled';
import { experiment } from './record';
import { fields, list, number, table, text, type Shaped } from './shape';
import { spreadOfValues } from './spread';
import { within } from './digit-sets';

/** Shares of held-out digits, with one drawn caption each. */
const told = fields({
  /** Whose own caption is the nearest of `crowd`, and captions whose own digit is. */
  retrieval: number,
  retrievalOfPictures: number,
  /** Of which the true one of two sentences is nearer: thin or bold, leaning left or right, narrow or wide; and of ten, the class. */
  thicknessTold: number,
  slantTold: number,
  widthTold: number,
  classTold: number,
});

const drawn = fields({
  fulfilled,
  /** To all training digits, in the judge's 64 features. */
  frechet: number,
  /** Mean cosine of the pictures made with the embedding of the sentence. */
  cosine: number,
});

const set = fields({
  seed: number,
  told,
  /** Sentence, prior, decoder; sentence, decoder; and from the embedding of the digit that the sentence is true of. */
  prior: drawn,
  direct: drawn,
  image: drawn,
  /** Variations of a digit: class kept, and deviations of the instruments around each digit's mean. */
  variations: fields({ kept: number, thickness: number, slant: number, width: number }),
  /** Share of pictures, at `shares` of the arc between digits of two classes, that are of the first, of the second. */
  between: fields({ first: list(number, 5), second: list(number, 5) }),
  /** At `turns` of the arc from a thin digit towards bold less thin: mean thickness in pixels, and class kept. */
  bolder: fields({ thickness: list(number, 5), kept: list(number, 5) }),
});

const shape = fields({
  command: text,
  machine: text,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  /** Captions among which the right one is looked for. */
  crowd: number,
  /** Sentences of a set; digits that are varied, and variations of each; pairs; thin digits that are made bolder. */
  sentences: number,
  varied: number,
  variationsEach: number,
  pairs: number,
  thinned: number,
  shares: list(number, 5),
  turns: list(number, 5),
  /** The held-out digits that the sentences are true of: their own class by the judge, Fréchet distance and cosines. */
  real: fields({ fulfilled, frechet: number, cosine: number }),
  /** Deviations of the instruments within a class, held-out digits. */
  withinClass: fields({ thickness: number, slant: number, width: number }),
  sets: list(set),
});

export type ClipRecord = Shaped<typeof shape>;
export type ClipSet = Shaped<typeof set>;

const percent = (of: (set: ClipSet) => number) => (data: ClipRecord) => {
  const { mean, deviation, n } = spreadOfValues(data.sets.map((one) => 100 * of(one)));
  return `${within({ mean, deviation, n }, 1)}\u00a0%`;
};
const number_ = (of: (set: ClipSet) => number, digits: number) => (data: ClipRecord) =>
  within(spreadOfValues(data.sets.map(of)), digits);

const sentences = {
  retrieval: percent((one) => one.told.retrieval),
  'thickness-told': percent((one) => one.told.thicknessTold),
  'slant-told': percent((one) => one.told.slantTold),
  'width-told': percent((one) => one.told.widthTold),
  'class-told': percent((one) => one.told.classTold),
  'prior-all': percent((one) => one.prior.fulfilled.all),
  'prior-digit': percent((one) => one.prior.fulfilled.digit),
  'prior-frechet': number_((one) => one.prior.frechet, 1),
  'direct-all': percent((one) => one.direct.fulfilled.all),
  'direct-digit': percent((one) => one.direct.fulfilled.digit),
  'direct-frechet': number_((one) => one.direct.frechet, 1),
  'image-all': percent((one) => one.image.fulfilled.all),
  'image-frechet': number_((one) => one.image.frechet, 1),
  'variations-kept': percent((one) => one.variations.kept),
  'variations-thickness': (data: ClipRecord) =>
    within(spreadOfValues(data.sets.map((one) => one.variations.thickness / data.withinClass.thickness)), 2),
  'variations-slant': (data: ClipRecord) =>
    within(spreadOfValues(data.sets.map((one) => one.variations.slant / data.withinClass.slant)), 2),
  'bolder-from': number_((one) => one.bolder.thickness[0], 2),
  'bolder-to': number_((one) => one.bolder.thickness[one.bolder.thickness.length - 1], 2),
  'bolder-kept-before': percent((one) => one.bolder.kept[0]),
  'bolder-kept': percent((one) => one.bolder.kept[one.bolder.kept.length - 1]),
};

export const clip = experiment({
  name: 'clip',
  says: 'the contrastive encoders, the prior and the decoder of embeddings over ten sets of samples; again when one of them, the flat autoencoder or the judge changes',
  takes: 'ten minutes',
  shape,
  sentences,
  weights: ({ weights }) => weights,
});
