/** How both models find a code for a picture, and how near its picture comes. */
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { tangentOf } from '../../../src/core/tangent';
import type { DiffusionAsks, GanAsks, Listening } from '../asks';
import { toBytes, toText } from '../bytes';
import { decodeDigits, encodeDigits } from '../codes';
import { inkError } from '../LatentWalk/work';
import { ddimSteps, inversionKey, searchSteps, type Clean, type InversionSettings } from './state';

const size = 784;

export interface Asks extends DiffusionAsks, GanAsks {
  readonly latent: number;
}

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
  /** Share of what is missed, squared, that lies along the range: what more search could mend. */
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
  /** Root mean square of the diffusion latent: a draw has 1. */
  readonly length: number;
  readonly done: number;
}

/** The Jacobian's columns by central differences: `latent` calls for pictures either side, in one go. */
async function rangeAt(z: ArrayLike<number>, label: number, missed: Float64Array, asks: Asks, listening: Listening): Promise<Range> {
  const step = 0.02, { latent } = asks;
  const codes = new Float64Array(2 * latent * latent);
  for (let i = 0; i < 2 * latent; i++) {
    for (let j = 0; j < latent; j++) codes[i * latent + j] = z[j] + (j === i % latent ? (i < latent ? step : -step) : 0);
  }
  const { x } = await asks.generate({ labels: Array.from({ length: 2 * latent }, () => label), z: codes }, listening);
  const half = latent * size;
  const columns = Float64Array.from({ length: half }, (_, k) => (x[k] - x[half + k]) / (2 * step));
  const tangent = tangentOf({ data: columns, dim: size });
  return { directions: tangent.directions, share: tangent.share(missed) };
}

export async function follow(s: InversionSettings, { grey: clean, label: known }: Clean, asks: Asks, tell: (change: Partial<Found>) => void, listening: Listening): Promise<void> {
  const x = Float32Array.from(fromGrey(clean));
  const { signal } = listening;
  const heard = { ...(signal && { signal }) };
  const label = s.told ?? known ?? (await asks.judge({ x }, heard)).classes[0];
  let gan: Side = { grey: new Uint8Array(size), curve: [] }, diffusion = gan;
  tell({ clean, label, gan, diffusion, range: null, length: NaN, done: 0 });

  const take = (found: { readonly step: number; readonly x: Float32Array }) => {
    const grey = greyOf(found.x);
    gan = { grey, curve: [...gan.curve.filter(({ steps }) => steps < found.step), { steps: found.step, error: inkError(grey, clean) }] };
    tell({ gan, done: (0.6 * found.step) / searchSteps });
  };
  const found = await asks.invert({ x, labels: [label], steps: searchSteps, seed: s.seed }, { ...heard, onProgress: take });
  take(found);
  const missed = Float64Array.from(x, (v, i) => v - found.x[i]);
  tell({ range: await rangeAt(found.z, label, missed, asks, heard) });

  let worked = 0;
  const all = 2 * ddimSteps.reduce((sum, steps) => sum + steps, 0);
  for (const steps of ddimSteps) {
    const latent = await encodeDigits(x, { labels: [label], steps, ...heard, onStep: () => tell({ done: 0.6 + (0.4 * ++worked) / all }) }, asks);
    const grey = greyOf(await decodeDigits(latent, { labels: [label], steps, ...heard }, asks));
    worked += steps;
    diffusion = { grey, curve: [...diffusion.curve, { steps, error: inkError(grey, clean) }] };
    tell({ diffusion, length: Math.sqrt(latent.reduce((sum, v) => sum + v * v, 0) / size) });
  }
  tell({ key: inversionKey(s), done: 1 });
}

const nothing: Found = {
  key: '', clean: new Uint8Array(size), label: 0, gan: { grey: new Uint8Array(size), curve: [] }, diffusion: { grey: new Uint8Array(size), curve: [] },
  range: null, length: NaN, done: 0,
};

export async function foundAtOnce(s: InversionSettings, clean: Clean, asks: Asks): Promise<Found> {
  let found = nothing;
  await follow(s, clean, asks, (change) => { found = { ...found, ...change }; }, {});
  return found;
}

/** What travels in the page. */
export type BuiltFound = Omit<Found, 'key' | 'clean' | 'gan' | 'diffusion' | 'done'> & {
  readonly clean: string;
  readonly gan: { readonly grey: string; readonly curve: readonly ErrorPoint[] };
  readonly diffusion: { readonly grey: string; readonly curve: readonly ErrorPoint[] };
};

export function built({ clean, gan, diffusion, label, range, length }: Found): BuiltFound {
  const side = ({ grey, curve }: Side) => ({ grey: toText(grey), curve });
  return { clean: toText(clean), gan: side(gan), diffusion: side(diffusion), label, range, length };
}

export function fromBuilt(s: InversionSettings, { clean, gan, diffusion, ...rest }: BuiltFound): Found {
  const side = ({ grey, curve }: BuiltFound['gan']): Side => ({ grey: toBytes(grey), curve });
  return { ...rest, key: inversionKey(s), clean: toBytes(clean), gan: side(gan), diffusion: side(diffusion), done: 1 };
}
