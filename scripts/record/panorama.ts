/** What the record of strips is measured with: the shipped network over windows, and what is read off strips. */
import { count, zeros, type Batch } from '../../src/core/batch';
import { digitClassifier, shippedUNet } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { asShown, fromGrey, inkPixels } from '../../src/core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../src/core/image-network/sampling';
import {
  asymmetry,
  boxOf,
  chainDenoiser,
  collage,
  cutWindows,
  ddnm,
  madeCovariance,
  mask,
  nearestWindows,
  overWindows,
  readChain,
  stripDenoiser,
  taperedWeights,
  windowClasses,
  windowsOf,
  type LinearOperator,
  type StripRule,
} from '../../src/core/inverse';
import { columnChanges, cutBorders, seamRatio, windowBorders } from '../../src/core/metric';
import { normalBatch, random, type Random } from '../../src/core/random';
import { ddim, uniformTimes } from '../../src/core/sampler';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule';
import { stripPaper, strips, windowModel } from '../../src/engine/kinds/shipped/worker/panorama';
import { ImageClassifier } from '../../src/net/image/classifier';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageTrainer } from '../../src/net/image/trainer';
import type {
  PanoramaChainRow,
  PanoramaRegionSet,
  PanoramaRestoredSet,
  PanoramaStripSet,
  restoreTasks,
  restoreWays,
} from '../../src/record/panorama';
import { readDigits, readShipped, type DigitSplit } from '../train/files';

export const side = 28;
export const size = side * side;
export const width = 3 * side;
export const steps = 10;
export const guidance = 1;
export const noise = 0.1;
export const restoredSteps = 20;
/** Of restored strips. */
const long = 4 * side;
const sureFrom = Math.log(0.9);
const schedule = digitSchedule();

export const chainSettings = { rho: 0.95, length: 84, window: 28, stride: 14, steps: 200, lags: [1, 14, 28, 56] };

/** The covariance of each rule's strip of an exact chain, read. */
export function chainRows(): PanoramaChainRow[] {
  const { rho, length, window, stride, steps: n, lags } = chainSettings;
  const cosine = makeSchedule(scheduleDefaults.cosine);
  const of = (columns: number) => chainDenoiser(rho, columns, cosine);
  const one = of(window);
  const windows = windowsOf(length, window, stride);
  const rules = {
    exact: of(length),
    mean: overWindows(one, 1, windows),
    tapered: overWindows(one, 1, windows, taperedWeights(window)),
    collage: collage(one, of, 1, windows),
    tiles: overWindows(one, 1, windowsOf(length, window, window)),
  };
  return (Object.keys(rules) as (keyof typeof rules)[]).map((rule) => {
    const denoiser = rules[rule];
    const made = madeCovariance(ddim, { denoiser, schedule: cosine, times: uniformTimes(n) }, length);
    const odd = asymmetry(denoiser, length, 0.5);
    return { rule, ...readChain(made, rho, lags), asymmetry: odd < 1e-12 ? 0 : odd };
  });
}

export async function prepared() {
  const split = await readDigits();
  const classifier = readShipped('classifier', digitClassifier, split.hash);
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights: classifier.weights });
  const digits = readShipped('digits', shippedUNet, split.hash);
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), shippedSettings.digits);
  trainer.load({ weights: digits.weights });
  const weights = { digits: digits.manifest.weights.hash, classifier: classifier.manifest.weights.hash };
  return { split, judge, trainer, weights };
}

export type Prepared = Awaited<ReturnType<typeof prepared>>;

const inkOf = (x: ArrayLike<number>): Float64Array =>
  Float64Array.from(asShown(x), (v) => inkPixels.mean + inkPixels.deviation * v);
const turnsOf = (seed: number, n: number): readonly number[] => Array.from({ length: n }, (_, i) => 100 * seed + i);
const rowsIn = (x: Float64Array, each: number): readonly Float64Array[] =>
  Array.from({ length: x.length / each }, (_, i) => x.subarray(i * each, (i + 1) * each));

/** The last state of strips, one array each. */
function madeStrips(
  { trainer }: Prepared,
  of: { readonly rule: StripRule; readonly stride: number; readonly classes: readonly number[]; readonly w: number },
  seeds: readonly number[],
): readonly Float64Array[] {
  const { model } = windowModel(trainer, schedule, of.w);
  const windows = windowsOf(width, side, of.stride);
  let x: Float64Array = new Float64Array(0);
  for (const step of strips(model, schedule, { windows, classes: of.classes, rule: of.rule, seeds, steps })) x = step.x;
  return rowsIn(Float64Array.from(x), side * width);
}

/** Held-out digits side by side, [28, count x 28], in standard units, and their classes. */
function sideBySide({ heldOut: { images, labels } }: DigitSplit, n: number, r: Random) {
  const rows = Array.from({ length: n }, () => Math.floor(r.uniform() * labels.length));
  const out = new Float64Array(side * side * n);
  rows.forEach((row, k) => {
    const one = fromGrey(images.subarray(row * size, (row + 1) * size));
    for (let i = 0; i < side; i++) out.set(one.subarray(i * side, (i + 1) * side), i * side * n + k * side);
  });
  return { strip: out, classes: rows.map((row) => labels[row]) };
}

/** Columns of a strip. */
function columnsOf(strip: Float64Array, from: number, n: number): Float64Array {
  const length = strip.length / side;
  const out = new Float64Array(side * n);
  for (let i = 0; i < side; i++) out.set(strip.subarray(i * length + from, i * length + from + n), i * n);
  return out;
}

const sureShare = ({ judge }: Prepared, windows: readonly Float64Array[]): number => {
  const x = Float64Array.from(windows.flatMap((one) => Array.from(one)));
  const { logProbabilities } = judge.judge(asShown(x));
  const n = x.length / size;
  let sure = 0;
  for (let i = 0; i < n; i++) if (Math.max(...logProbabilities.subarray(10 * i, 10 * i + 10)) >= sureFrom) sure++;
  return sure / n;
};

function read(stripsOf: readonly Float64Array[], stride: number) {
  const windows = windowsOf(width, side, stride);
  const inks = stripsOf.map(inkOf);
  const changes = inks.map((ink) => columnChanges(ink, side));
  const all = inks.flatMap((ink) => Array.from(ink));
  return {
    ink: all.reduce((sum, v) => sum + v, 0) / all.length,
    edges: seamRatio(changes, windowBorders(windows)),
    cuts: seamRatio(changes, cutBorders(nearestWindows(windows))),
  };
}

export function stripSet(at: Prepared, rule: StripRule, stride: number, seed: number, n: number): PanoramaStripSet {
  const windows = windowsOf(width, side, stride);
  const classes = windows.starts.map(() => -1);
  const made = madeStrips(at, { rule, stride, classes, w: 0 }, turnsOf(seed, n));
  return {
    seed,
    ...read(made, stride),
    sure: sureShare(
      at,
      made.map((one) => cutWindows(one, side, windows)),
    ),
  };
}

/** Held-out digits beside each other, in the place of strips: cut anywhere, and for the judge where digits are whole. */
export function trueSet(at: Prepared, seed: number, n: number): PanoramaStripSet {
  const r = random(seed).split('true strips');
  const all = Array.from({ length: n }, () => {
    const { strip } = sideBySide(at.split, 4, r);
    return { cut: columnsOf(strip, Math.floor(r.uniform() * side), width), whole: columnsOf(strip, 0, width) };
  });
  return {
    seed,
    ...read(
      all.map(({ cut }) => cut),
      14,
    ),
    sure: sureShare(
      at,
      all.map(({ whole }) => cutWindows(whole, side, windowsOf(width, side, side))),
    ),
  };
}

export function regionSet(at: Prepared, rule: StripRule, stride: number, seed: number, n: number): PanoramaRegionSet {
  const r = random(seed).split('regions');
  const windows = windowsOf(width, side, stride);
  let [asked, leaked] = [0, 0];
  for (const one of turnsOf(seed, n)) {
    const regions: number[] = [];
    while (regions.length < 3) {
      const drawn = Math.floor(r.uniform() * 10);
      if (!regions.includes(drawn)) regions.push(drawn);
    }
    const [strip] = madeStrips(at, { rule, stride, classes: windowClasses(windows, regions), w: guidance }, [one]);
    const { classes } = at.judge.judge(asShown(cutWindows(strip, side, windowsOf(width, side, side))));
    regions.forEach((wanted, k) => {
      if (classes[k] === wanted) asked++;
      else if (regions.includes(classes[k])) leaked++;
    });
  }
  return { seed, asked: asked / (3 * n), leaked: leaked / (3 * n) };
}

type Task = (typeof restoreTasks)[number];
type Way = (typeof restoreWays)[number];

/** Columns within two of where windows that touch meet. */
const nearSeam = (j: number): boolean => j >= 2 && j < long - 2 && (j + 2) % side < 4;

function operatorOf(task: Task, columns: number): LinearOperator {
  if (task === 'quarter') return boxOf(side, columns, 4);
  return mask(Array.from({ length: side * columns }, (_, k) => k < (side / 2) * columns));
}

function restored({ trainer }: Prepared, task: Task, truth: Batch, way: Way, seed: number): Float64Array {
  const columns = truth.dim / side;
  const operator = operatorOf(task, columns);
  const r = random(seed).split('restored');
  const y = operator.apply(truth);
  const off = normalBatch(count(y), y.dim, r.split('noise'));
  for (let i = 0; i < y.data.length; i++) y.data[i] += noise * off.data[i];
  const [rule, stride] = way.includes('-') ? way.split('-') : ['mean', String(side)];
  const windows = windowsOf(columns, side, Number(stride));
  const { model } = windowModel(trainer, schedule, 0);
  const denoiser = stripDenoiser(model, side, windows, {
    rule: rule as 'mean' | 'tapered',
    classes: windows.starts.map(() => -1),
    rows: 1,
    paper: stripPaper(seed, schedule),
  });
  const times = digitTimes(restoredSteps);
  const x = normalBatch(1, truth.dim, r.split('start'));
  for (let i = 0; i < x.data.length; i++) x.data[i] *= schedule.sigma(times[0]);
  let made: ArrayLike<number> = x.data;
  const measurement = { operator, y, noise };
  for (const step of ddnm({ denoiser, schedule, times, x, measurement, random: r.split('ddnm') })) made = step.x.data;
  return Float64Array.from(made);
}

export function restoredSet(at: Prepared, task: Task, way: Way, seed: number, n: number): PanoramaRestoredSet {
  const r = random(seed).split('restored strips');
  const sums = { seam: [0, 0], elsewhere: [0, 0] };
  let [right, whole] = [0, 0];
  for (let k = 0; k < n; k++) {
    const { strip, classes } = sideBySide(at.split, 5, r);
    // A multiple of the blocks' side, so that the digits' own windows measure the same.
    const from = 4 * (1 + Math.floor(r.uniform() * 6));
    const cut = columnsOf(strip, from, long);
    const given = way === 'known' ? strip : cut;
    const batch: Batch = zeros(1, given.length);
    batch.data.set(given);
    const made = restored(at, task, batch, way, 1000 * seed + k);
    const found = inkOf(way === 'known' ? columnsOf(made, from, long) : made);
    const truth = inkOf(cut);
    for (let i = task === 'half' ? side / 2 : 0; i < side; i++)
      for (let j = 0; j < long; j++) {
        const sum = sums[nearSeam(j) ? 'seam' : 'elsewhere'];
        sum[0] += (found[i * long + j] - truth[i * long + j]) ** 2;
        sum[1] += 1;
      }
    const own = way === 'known' ? columnsOf(made, from, long) : made;
    const seen = [1, 2, 3].map((d) => columnsOf(own, d * side - from, side));
    const judged = at.judge.judge(asShown(seen.flatMap((one) => Array.from(one)))).classes;
    [1, 2, 3].forEach((d, i) => (right += judged[i] === classes[d] ? 1 : 0));
    whole += 3;
  }
  const root = ([sum, m]: number[]) => Math.sqrt(sum / m);
  return { seed, seam: root(sums.seam), elsewhere: root(sums.elsewhere), read: right / whole };
}
