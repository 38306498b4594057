/**
 * Searching the training digits in several spaces of features: how often what is nearest is of the same class and written alike, at which noise and in which layer the denoiser's
 * features tell most, how near samples come to the training digits, and what becomes of a sentence with "not". Chapter 13 reads it.
 *
 * The protocol, fixed before the held-out digits were looked at; layers were looked at before with 1,000 training digits and 200 others of them as queries. Queries are all 999 held-out digits,
 * what is searched are the 9,001 training digits by the shipped indices, or where it says so their features as they are. `class`: share of the ten nearest that are of the query's class.
 * `style`: share of them that are among the tenth of that class nearest to the query in thickness, slant and width (`core/search/relevance.ts`); the data name no writers.
 * Intervals are bootstrapped over queries, 95 percent. Random rows and an oracle are the ends of either scale.
 *
 * The curve is over the first `curve.training` training digits, every picture's features being averaged over `draws` draws of the noise, other noise for every picture. The layer and the noise
 * that tell most are chosen on the held-out digits of even place and told on those of odd place. "A middle noise is best" is held to be shown where, in the chosen layer, the chosen noise is neither end of the grid and
 * its lead over both ends, paired by query on the odd ones, has an interval above 0.
 *
 * Reverse: `each` samples of a seed by the shipped model, ten evaluations, as they are shown. A sample counts as near where it comes nearer to a training digit than all but one percent of the
 * held-out digits do: of digits that were never seen one in a hundred does. `moved` are training digits moved right by one pixel.
 *
 * Words: for every class a sentence with and without "not"; shares of the ten nearest.
 */
import { experiment } from './record';
import { fields, list, number, table, text, type Shaped } from './shape';
import { spreadOfValues } from './spread';
import { within } from './digit-sets';

const interval = fields({ value: number, low: number, high: number });

const found = fields({
  name: text,
  /** Numbers of a digit that are compared. */
  numbers: number,
  class: interval,
  style: interval,
});

const shape = fields({
  command: text,
  machine: text,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  queries: number,
  training: number,
  neighbours: number,
  /** Part of a class that counts as written alike. */
  styleShare: number,
  spaces: list(found),
  /** Of the ten nearest by features as they are: share that the index finds, and that its numbers would find before they are rounded to bytes. */
  exactness: list(fields({ name: text, index: number, unrounded: number })),
  curve: fields({
    training: number,
    draws: number,
    times: list(number),
    pixels: interval,
    layers: list(fields({ name: text, numbers: number, class: list(interval), style: list(interval) })),
    chosen: fields({ layer: text, t: number, class: interval, overLeast: interval, overMost: interval }),
  }),
  reverse: fields({
    each: number,
    spaces: list(
      fields({
        name: text,
        /** One for each seed: share of samples that are near, and mean share of held-out digits that come nearer. */
        near: list(number),
        rank: list(number),
        movedNear: number,
        movedRank: number,
      }),
    ),
  }),
  /** One for each class. */
  words: fields({
    /** Share that is bold, of the nearest to "a bold 3", "a 3 that is not bold", "a 3". */
    bold: list(number),
    notBold: list(number),
    plain: list(number),
    /** Share of the class, of the nearest to "a 3", "not a 3". */
    named: list(number),
    notNamed: list(number),
    /** Share of training digits that are bold. */
    boldInAll: number,
  }),
});

export type SearchRecord = Shaped<typeof shape>;
type Interval = Shaped<typeof interval>;

/** Layers of the curve by their names there, from the input inwards and out, with what they are called and where that holds places, their side. */
export const curveLayers = [
  { name: 'first at 14 by 14, 2 by 2', says: 'first block', side: 14 },
  { name: 'inside the first wide block', says: 'inside the first wide block' },
  { name: 'middle, one mean', says: 'middle', side: 7 },
  { name: 'middle, 2 by 2', says: 'middle', side: 7 },
  { name: 'inside the second wide block', says: 'inside the second wide block' },
  { name: 'last at 14 by 14, 2 by 2', says: 'last block', side: 14 },
] as const;
/** Where a row of the curve is, in words: `middle, 7 × 7, 48 channels, four means`. */
export function placeOf(layer: (typeof curveLayers)[number], numbers: number): string {
  if (!('side' in layer)) return `${layer.says}, no places`;
  const means = layer.name.endsWith('2 by 2') ? 4 : 1;
  return `${layer.says}, ${layer.side} × ${layer.side}, ${numbers / means} channels, ${means === 1 ? 'one mean' : 'four means'}`;
}

export const percentOf = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)}\u00a0%`;
/** A difference of shares. */
export const points = ({ value, low, high }: Interval): string =>
  `${(100 * value).toFixed(1)} points (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;

export const spaceOf = ({ spaces }: SearchRecord, name: string) => {
  const space = spaces.find((one) => one.name === name);
  if (!space) throw new Error(`no space ${name} (expected ${spaces.map((one) => one.name).join(', ')})`);
  return space;
};

const style = (name: string) => (data: SearchRecord) => percentOf(spaceOf(data, name).style.value);
const recall = (name: string) => (data: SearchRecord) => {
  const row = data.exactness.find((one) => one.name === name);
  if (!row) throw new Error(`no index ${name}`);
  return percentOf(row.index);
};
const near = (name: string) => (data: SearchRecord) => {
  const row = data.reverse.spaces.find((one) => one.name === name);
  if (!row) throw new Error(`no space ${name}`);
  return `${within(spreadOfValues(row.near.map((v) => 100 * v)), 1)}\u00a0%`;
};
const moved = (name: string) => (data: SearchRecord) =>
  percentOf(data.reverse.spaces.find((one) => one.name === name)?.movedNear ?? NaN, 0);
const movedRank = (name: string) => (data: SearchRecord) =>
  percentOf(data.reverse.spaces.find((one) => one.name === name)?.movedRank ?? NaN, 0);
const words = (of: Exclude<keyof SearchRecord['words'], 'boldInAll'>) => (data: SearchRecord) =>
  `${within(spreadOfValues(data.words[of].map((v) => 100 * v)), 0)}\u00a0%`;
export const layer = ({ curve }: SearchRecord, name: string) => {
  const row = curve.layers.find((one) => one.name === name);
  if (!row) throw new Error(`no layer ${name}`);
  return row;
};
const best = (values: readonly Interval[]) => Math.max(...values.map((one) => one.value));

export const search = experiment({
  name: 'search',
  says: 'neighbours among the training digits in several spaces of features',
  takes: 'a few minutes',
  shape,
  weights: ({ weights }) => weights,
  sentences: {
    'pixels-style': style('pixels'),
    'classifier-style': style('classifier'),
    'contrastive-style': style('contrastive'),
    'pixels-recall': recall('pixels'),
    'chosen-t': ({ curve }) => String(curve.chosen.t),
    'over-least': ({ curve }) => points(curve.chosen.overLeast),
    'over-most': ({ curve }) => points(curve.chosen.overMost),
    'middle-pooled': (data) => percentOf(best(layer(data, 'middle, one mean').class)),
    'middle-cells': (data) => percentOf(best(layer(data, 'middle, 2 by 2').class)),
    'reverse-pixels-near': near('pixels'),
    'reverse-diffusion-near': near('diffusion-40'),
    'moved-classifier': moved('classifier'),
    'moved-rank-pixels': movedRank('pixels'),
    'moved-rank-classifier': movedRank('classifier'),
    bold: words('bold'),
    'not-bold': words('notBold'),
    'bold-in-all': ({ words }) => percentOf(words.boldInAll, 0),
    'bold-plain': words('plain'),
  },
});
