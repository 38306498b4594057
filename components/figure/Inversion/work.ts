/** How both models find a code for a picture, and how near its picture comes. */
import { digitPixels } from '../../../src/core/data/digits';
import { DIGIT_LATENT as latent } from '../../../src/core/image-network/gan';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { tangentOf } from '../../../src/core/tangent';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import { toBytes, toText } from '../bytes';
import type { Clean } from '../kit/held-out';
import { ddimSteps, inversionKey, searchSteps, type InversionSettings } from './state';

export type Asks = Pick<DigitAsks, 'judge' | 'generate' | 'invertGan' | 'invertDdim'>;

/** An error at a number of steps: root mean square per pixel, ink from 0 to 1. */
export interface ErrorPoint {
  readonly steps: number;
  readonly error: number;
}

export interface Side {
  /** The picture of the code, so far. */
  readonly grey: Uint8Array;
  readonly curve: readonly ErrorPoint[];
}

/** The generator's range about the picture it found. */
export interface Range {
  /** Directions in which the picture moves by a tenth of the most, or more. */
  readonly directions: number;
  /** Share of what is missed, squared, that lies along the range: 0 where the search has found a minimum. */
  readonly share: number;
}

export interface Found {
  readonly key: string;
  readonly clean: Uint8Array;
  /** What both were told. */
  readonly label: number;
  readonly gan: Side;
  readonly diffusion: Side;
  readonly range: Range | null;
  /** Root mean squares of the generator's code and of the diffusion latent: a draw has 1. */
  readonly code: number;
  readonly length: number;
  readonly done: number;
}

/** The Jacobian's columns by central differences: `latent` calls for pictures either side, in one go. */
async function rangeAt(
  z: ArrayLike<number>,
  label: number,
  missed: Float64Array,
  asks: Asks,
  listening: Gone,
): Promise<Range> {
  const step = 0.02;
  const codes = new Float64Array(2 * latent * latent);
  for (let i = 0; i < 2 * latent; i++) {
    for (let j = 0; j < latent; j++)
      codes[i * latent + j] = z[j] + (j === i % latent ? (i < latent ? step : -step) : 0);
  }
  const { x } = await asks.generate({ labels: Array.from({ length: 2 * latent }, () => label), z: codes }, listening);
  const half = latent * digitPixels;
  const columns = Float64Array.from({ length: half }, (_, k) => (x[k] - x[half + k]) / (2 * step));
  const tangent = tangentOf({ data: columns, dim: digitPixels });
  return { directions: tangent.directions, share: tangent.share(missed) };
}

export async function follow(
  s: InversionSettings,
  { grey: clean, label: known }: Clean,
  asks: Asks,
  tell: (change: Partial<Found>) => void,
  listening: Gone,
): Promise<void> {
  const picture = Float32Array.from(fromGrey(clean));
  const label = s.told ?? known ?? (await asks.judge({ x: picture }, listening)).classes[0];
  tell({ clean, label, gan: nothing.gan, diffusion: nothing.diffusion, range: null, code: NaN, length: NaN, done: 0 });

  // Mean squares of ink, before the first step and after each.
  const searched = (reconstruction: Float32Array, errors: ArrayLike<number>): Side => ({
    grey: greyOf(reconstruction),
    curve: Array.from(errors, (error, steps) => ({ steps, error: Math.sqrt(error) })),
  });
  const found = await asks.invertGan(
    { picture, label, steps: searchSteps, seed: s.seed },
    {
      ...listening,
      onProgress: ({ reconstruction, errors, done }) =>
        tell({ gan: searched(reconstruction, errors), done: 0.6 * done }),
    },
  );
  tell({ gan: searched(found.reconstruction, found.errors), code: rootMeanSquare(found.code) });
  const missed = Float64Array.from(picture, (v, i) => v - found.reconstruction[i]);
  tell({ range: await rangeAt(found.code, label, missed, asks, listening) });

  const walked = (grey: Uint8Array, errors: ArrayLike<number>): Side => ({
    grey,
    curve: Array.from(errors, (error, i) => ({ steps: ddimSteps[i], error: Math.sqrt(error) })),
  });
  const { runs } = await asks.invertDdim(
    { picture, label, evaluations: ddimSteps },
    {
      ...listening,
      onProgress: ({ reconstruction, errors, done }) =>
        tell({ diffusion: walked(greyOf(reconstruction), errors), done: 0.6 + 0.4 * done }),
    },
  );
  const { latent: code, reconstruction } = runs[runs.length - 1];
  tell({
    key: inversionKey(s),
    done: 1,
    diffusion: walked(
      greyOf(reconstruction),
      runs.map(({ error }) => error),
    ),
    length: rootMeanSquare(code),
  });
}

const rootMeanSquare = (x: Float32Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

const nothing: Found = {
  key: '',
  clean: new Uint8Array(digitPixels),
  label: 0,
  gan: { grey: new Uint8Array(digitPixels), curve: [] },
  diffusion: { grey: new Uint8Array(digitPixels), curve: [] },
  range: null,
  code: NaN,
  length: NaN,
  done: 0,
};

export async function foundAtOnce(s: InversionSettings, clean: Clean, asks: Asks): Promise<Found> {
  let found = nothing;
  await follow(
    s,
    clean,
    asks,
    (change) => {
      found = { ...found, ...change };
    },
    {},
  );
  return found;
}

/** What travels in the page. */
export type BuiltFound = Omit<Found, 'key' | 'clean' | 'gan' | 'diffusion' | 'done'> & {
  readonly clean: string;
  readonly gan: { readonly grey: string; readonly curve: readonly ErrorPoint[] };
  readonly diffusion: { readonly grey: string; readonly curve: readonly ErrorPoint[] };
};

export function built({ clean, gan, diffusion, label, range, code, length }: Found): BuiltFound {
  const side = ({ grey, curve }: Side) => ({ grey: toText(grey), curve });
  return { clean: toText(clean), gan: side(gan), diffusion: side(diffusion), label, range, code, length };
}

export function fromBuilt(s: InversionSettings, { clean, gan, diffusion, ...rest }: BuiltFound): Found {
  const side = ({ grey, curve }: BuiltFound['gan']): Side => ({ grey: toBytes(grey), curve });
  return { ...rest, key: inversionKey(s), clean: toBytes(clean), gan: side(gan), diffusion: side(diffusion), done: 1 };
}
