/** What is measured of a digit, and how it is shown. */
import { batch } from '../../../src/core/batch';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { ROUNDING_NOISE } from '../../../src/core/inverse/cosines';
import { isLinear, pseudoInverse } from '../../../src/core/inverse/operator';
import { pictureOperator, type PictureSpec } from '../../../src/core/inverse/spec';
import { random } from '../../../src/core/random';
import type { Answerable } from '../../../src/engine/kinds/shipped/restoring';
import { missingOf } from './mask-code';
import type { Damage, RestoreSettings } from './state';

export interface Measured {
  readonly spec: Answerable;
  /** Numbers of the measurement, of pictures whose ink is 1. */
  readonly y: Float64Array;
  /** Standard deviation of its noise, in their units. */
  readonly noise: number;
  /** It as a picture, `across` greys a row: 0 is paper, 1 ink. */
  readonly seen: Float64Array;
  readonly across: number;
}

/** Pixels of a square that is quantised, along a side. */
export const block = 4;

const kinds: Readonly<Record<Damage, PictureSpec['kind']>> = {
  mask: 'mask',
  small: 'box-down',
  blur: 'gaussian-blur',
  noise: 'whole',
  jpeg: 'block-cosines',
  projections: 'projections',
  fourier: 'fourier-magnitude',
};
export const kindOf = (damage: Damage): PictureSpec['kind'] => kinds[damage];

/** The noise of the measurement as methods are told it. A rounding errs about as much as noise of this deviation does. */
export function noiseOf({ damage, grain, noise }: Pick<RestoreSettings, 'damage' | 'grain' | 'noise'>): number {
  if (damage === 'noise') return grain;
  return damage === 'jpeg' ? ROUNDING_NOISE : noise;
}

/** Seed of the random projections, which are the same for every digit. */
const projectionSeed = 1;

function specOf(s: RestoreSettings): Answerable {
  const side = digitSide;
  switch (s.damage) {
    case 'mask':
      return { kind: 'mask', keep: Array.from(missingOf(s.mask), (missing) => 1 - missing) };
    case 'small':
      return { kind: 'box-down', side, factor: Number(s.factor) };
    case 'blur':
      return { kind: 'gaussian-blur', side, deviation: s.blur };
    case 'noise':
      return { kind: 'whole', side };
    case 'jpeg':
      return { kind: 'block-cosines', side, block, step: s.step };
    case 'projections':
      return { kind: 'projections', side, count: s.projections, seed: projectionSeed };
    case 'fourier':
      return { kind: 'fourier-magnitude', side };
  }
}

/** What was measured of the digit. Throws `RangeError` where nothing can be: see `problemOf`. */
export function measure(s: RestoreSettings, grey: Uint8Array): Measured {
  const spec = specOf(s);
  const noise = noiseOf(s);
  const clean = Float64Array.from(grey, (p) => p / 255);
  const operator = pictureOperator(spec);
  const { rows } = operator;
  const draw = random(s.seed).split('measurement');
  // A pixel keeps its noise while others are scratched out.
  const x =
    spec.kind === 'mask' ? draw.normals(new Float64Array(digitPixels)).map((n, i) => clean[i] + noise * n) : clean;
  const y = operator.apply(batch(x, digitPixels)).data;
  if (spec.kind === 'block-cosines') for (let i = 0; i < rows; i++) y[i] = Math.round(y[i]);
  else if (spec.kind !== 'mask') draw.normals(new Float64Array(rows)).forEach((n, i) => (y[i] += noise * n));
  const read = { spec, y, noise };
  switch (spec.kind) {
    case 'mask':
      return { ...read, seen: x.map((v, i) => (spec.keep[i] ? v : 0)), across: digitSide };
    case 'block-cosines':
      return {
        ...read,
        seen: isLinear(operator) ? pseudoInverse(operator, batch(y, rows)).data : y,
        across: digitSide,
      };
    case 'projections':
      return { ...read, ...field(y) };
    case 'fourier-magnitude':
      return { ...read, ...centred(y) };
    default:
      return { ...read, seen: y, across: Math.round(Math.sqrt(rows)) };
  }
}

/** Numbers that stand nowhere in the picture as a field nearly square, the least of them paper and the greatest ink. */
function field(y: Float64Array): Pick<Measured, 'seen' | 'across'> {
  const across = Math.ceil(Math.sqrt(y.length));
  const [least, most] = [Math.min(...y), Math.max(...y)];
  const seen = new Float64Array(across * Math.ceil(y.length / across));
  y.forEach((v, i) => (seen[i] = (v - least) / Math.max(most - least, 1e-12)));
  return { seen, across };
}

/** Sizes of a transform with frequency 0 in the middle, as roots of their share of the greatest, so that small ones are seen. */
function centred(y: Float64Array): Pick<Measured, 'seen' | 'across'> {
  const n = Math.round(Math.sqrt(y.length));
  const most = Math.max(...y, 1e-12);
  const seen = Float64Array.from(y, (_, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    const from = ((row + n / 2) % n) * n + ((column + n / 2) % n);
    return Math.sqrt(Math.max(y[from], 0) / most);
  });
  return { seen, across: n };
}
