/**
 * Strips wider than the model, by windows that overlap: chapter 13.
 *
 * The protocol, fixed before the sets were drawn. *Chain*: columns of a stationary Gaussian chain, whose windows' denoisers are exact; DDIM's covariance of every rule is
 * computed, not drawn, beside that of the exact denoiser of the whole strip under the same steps. *Strips*: the shipped network, told nothing, in windows over a strip of
 * three digits' width; each rule and stride has `sets` sets of `strips` strips, from the same noises. `edges` and `cuts` are the change of ink from column to column where windows begin or
 * end, and where the nearest window changes, over the change elsewhere: 1 is no seam. `sure` is the share of windows in which the judge gives one class 90 % or more. Truth: five times as many strips of held-out digits
 * side by side, cut at a random column for `ink`, `edges` and `cuts`, and so that windows hold whole digits for `sure`. *Regions*: three regions of a digit's width, each told another
 * class, windows with their middle on a border told none, guidance `guidance`; `asked` is the share of regions that the judge reads as told, `leaked` that it reads as one of the
 * other two. *Restored*: held-out digits side by side, cut at a column that nobody is told, measured in means of 4 by 4 pixels or with the lower half hidden, noise `noise`; DDNM+ with windows
 * that touch, that overlap, and, as a bound, that touch and stand where the digits do. The error is in ink, within two columns of where the windows that touch meet, and elsewhere; of the half that
 * is hidden where one is. `read`: whole digits within the strip that the judge reads as what they are. Everything is judged as it is shown.
 */
import { stripRules } from '../core/inverse/strip';
import { experiment } from './record';
import { fields, list, name, number, table, text, type Shaped } from './shape';
import { spreadOfValues, type Spread } from './spread';
import { fixed } from './words';

export const chainRules = ['exact', 'mean', 'tapered', 'collage', 'tiles'] as const;
export const restoreWays = ['known', 'tiles', 'mean-14', 'tapered-14'] as const;
export const restoreTasks = ['quarter', 'half'] as const;

const chainRow = fields({
  rule: name(...chainRules),
  /** Least, mean and greatest variance of a column; the truth is 1. */
  variance: list(number, 3),
  /** Mean correlation of columns at each of `lags`. */
  correlations: list(number),
  /** Root mean square difference to the true covariance. */
  error: number,
  /** Of the denoiser's matrix at t = 0.5, |M - M'| / |M|: 0 for a score. */
  asymmetry: number,
});

const stripSet = fields({
  seed: number,
  /** Mean ink of a pixel, 0 to 1. */
  ink: number,
  edges: number,
  cuts: number,
  sure: number,
});

const regionSet = fields({ seed: number, asked: number, leaked: number });

const restoredSet = fields({ seed: number, seam: number, elsewhere: number, read: number });

const shape = fields({
  command: text,
  machine: text,
  weights: table(text),
  chain: fields({
    rho: number,
    length: number,
    window: number,
    stride: number,
    steps: number,
    lags: list(number),
    /** True correlations at them. */
    truth: list(number),
    rows: list(chainRow),
  }),
  width: number,
  steps: number,
  /** Strips in a set. */
  strips: number,
  seeds: list(number),
  truth: list(stripSet),
  rows: list(fields({ rule: name(...stripRules), stride: number, sets: list(stripSet) })),
  guidance: number,
  regions: list(fields({ rule: name(...stripRules), stride: number, sets: list(regionSet) })),
  noise: number,
  restoredSteps: number,
  /** Strips in a set. */
  restoredStrips: number,
  restored: list(fields({ task: name(...restoreTasks), way: name(...restoreWays), sets: list(restoredSet) })),
});

export type PanoramaRecord = Shaped<typeof shape>;
export type PanoramaStripSet = Shaped<typeof stripSet>;
export type PanoramaRegionSet = Shaped<typeof regionSet>;
export type PanoramaRestoredSet = Shaped<typeof restoredSet>;
export type PanoramaChainRow = Shaped<typeof chainRow>;
type Rule = PanoramaRecord['rows'][number]['rule'];

const found = <T>(one: T | undefined, what: string): T => {
  if (one === undefined) throw new Error(`panorama has no ${what} (expected one of the record's)`);
  return one;
};

export const chainOf = (record: PanoramaRecord, rule: PanoramaChainRow['rule']): PanoramaChainRow =>
  found(
    record.chain.rows.find((one) => one.rule === rule),
    `chain by ${rule}`,
  );

export const stripSpread = (
  { rows, truth }: PanoramaRecord,
  of: 'truth' | { readonly rule: Rule; readonly stride: number },
  what: Exclude<keyof PanoramaStripSet, 'seed'>,
): Spread => {
  const sets =
    of === 'truth'
      ? truth
      : found(
          rows.find(({ rule, stride }) => rule === of.rule && stride === of.stride),
          `strips by ${of.rule} every ${of.stride}`,
        ).sets;
  return spreadOfValues(sets.map((one) => one[what]));
};

export const regionSpread = (
  { regions }: PanoramaRecord,
  of: { readonly rule: Rule; readonly stride: number },
  what: 'asked' | 'leaked',
): Spread =>
  spreadOfValues(
    found(
      regions.find(({ rule, stride }) => rule === of.rule && stride === of.stride),
      `regions by ${of.rule} every ${of.stride}`,
    ).sets.map((one) => one[what]),
  );

export const restoredSpread = (
  { restored }: PanoramaRecord,
  task: (typeof restoreTasks)[number],
  way: (typeof restoreWays)[number],
  what: Exclude<keyof PanoramaRestoredSet, 'seed'>,
): Spread =>
  spreadOfValues(
    found(
      restored.find((one) => one.task === task && one.way === way),
      `${task} restored by ${way}`,
    ).sets.map((one) => one[what]),
  );

const within = ({ mean, deviation }: Spread) => `${fixed(mean, 2)} ± ${fixed(deviation, 2)}`;

export const panorama = experiment({
  name: 'panorama',
  says: 'strips wider than the model by windows that overlap: an exact chain, seams and readings of digits, regions, restoration',
  takes: 'some minutes',
  shape,
  weights: ({ weights }) => weights,
  sentences: {
    'variance-exact': (r: PanoramaRecord) => fixed(chainOf(r, 'exact').variance[1], 2),
    'variance-mean': (r: PanoramaRecord) => fixed(chainOf(r, 'mean').variance[1], 2),
    'cuts-apart-14': (r: PanoramaRecord) => within(stripSpread(r, { rule: 'apart', stride: 14 }, 'cuts')),
    'cuts-tapered-14': (r: PanoramaRecord) => within(stripSpread(r, { rule: 'tapered', stride: 14 }, 'cuts')),
    'gain-quarter': (r: PanoramaRecord) => {
      const of = (way: 'tiles' | 'mean-14') =>
        found(
          r.restored.find((one) => one.task === 'quarter' && one.way === way),
          way,
        ).sets;
      const by = spreadOfValues(of('tiles').map((one, k) => one.seam - of('mean-14')[k].seam));
      return `${fixed(by.mean, 3)} ± ${fixed(by.deviation / Math.sqrt(by.n), 3)}`;
    },
  },
});
