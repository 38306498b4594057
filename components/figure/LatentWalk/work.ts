/** What the walk asks of both models: the picture at a place, the plane, and the way from one end to the other. */
import { digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { random } from '../../../src/core/random';
import { sampleDigits as fewDigits } from '../../../src/engine/digits';
import type { DiffusionAsks, GanAsks, Listening } from '../asks';
import { toBytes, toText } from '../bytes';
import { decodeDigits, encodeDigits } from '../codes';
import { evenness, type Evenness } from './measure';
import {
  endCodes, endsKey, evaluations, guidance, mapKey, planeCodes, pointKey, searchSteps, stripCount, tilePlaces, wayCodes, wayKey, type LatentWalkSettings,
} from './state';

const size = 784;

export interface Asks extends DiffusionAsks, GanAsks {
  /** Numbers in a generator's code. */
  readonly latent: number;
  /** All digits: fetched when first asked for. */
  digits(): Promise<Digits>;
}

/** A picture and how long one waited for it, in milliseconds; NaN where it was made when the page was built. */
export interface Drawn {
  readonly grey: Uint8Array;
  readonly milliseconds: number;
}

export interface AtPlace {
  readonly key: string;
  readonly gan: Drawn;
  readonly diffusion: Drawn;
}

export interface Plane {
  readonly mapKey: string;
  readonly tiles: Uint8Array;
}

export interface Strip {
  /** Pictures from end to end; empty until there are any. */
  readonly grey: Uint8Array;
  readonly evenness: Evenness | null;
}

export interface Way {
  readonly wayKey: string;
  /** The two real digits, empty between draws. */
  readonly real: Uint8Array;
  readonly gan: Strip;
  readonly diffusion: Strip;
  /** Root mean square errors of the ends, per pixel of ink from 0 to 1, of the GAN and of diffusion; NaN between draws. */
  readonly errors: readonly [number, number];
  /** Share of the search that is done. */
  readonly done: number;
  /** Codes of both ends, found or drawn, for another way between them. */
  readonly ends: { readonly key: string; readonly gan: Ends; readonly diffusion: Ends } | null;
}

type Ends = readonly [ArrayLike<number>, ArrayLike<number>];

const waited = (since: number): number => performance.now() - since;

/** Pictures of the diffusion model from its codes: the usual sampler, guided. */
async function diffused(codes: Float64Array, label: number, asks: Asks, listening: Listening): Promise<Float32Array> {
  const labels = Array.from({ length: codes.length / size }, () => label);
  const sigma = digitSchedule().sigma(1);
  const { x } = await asks.sample({ labels, seed: 0, guidance, evaluations, every: 0, from: { x: codes.map((v) => v * sigma), t: 1 } }, listening);
  return x;
}

async function generated(codes: Float64Array, label: number, asks: Asks, listening: Listening): Promise<Float32Array> {
  const labels = Array.from({ length: codes.length / asks.latent }, () => label);
  return (await asks.generate({ labels, z: codes }, listening)).x;
}

export async function atPlace(s: LatentWalkSettings, asks: Asks, tell: (change: Partial<AtPlace>) => void, listening: Listening): Promise<void> {
  const place = [[s.x, s.y]] as const;
  let since = performance.now();
  const gan = greyOf(await generated(planeCodes(s.seed, asks.latent, place), s.digit, asks, listening));
  tell({ gan: { grey: gan, milliseconds: waited(since) } });
  since = performance.now();
  const diffusion = greyOf(await diffused(planeCodes(s.seed, size, place), s.digit, asks, listening));
  tell({ key: pointKey(s), diffusion: { grey: diffusion, milliseconds: waited(since) } });
}

export async function plane(s: LatentWalkSettings, asks: Asks, listening: Listening): Promise<Plane> {
  const codes = planeCodes(s.seed, s.map === 'gan' ? asks.latent : size, tilePlaces);
  return { mapKey: mapKey(s), tiles: greyOf(await (s.map === 'gan' ? generated : diffused)(codes, s.digit, asks, listening)) };
}

/** Rows of the two digits to go between. */
export async function pairOf({ digit, pair }: LatentWalkSettings, asks: Pick<Asks, 'digits'>): Promise<readonly [Uint8Array, Uint8Array]> {
  if (pair === 0) {
    const [a, b] = fewDigits().filter(({ label }) => label === digit);
    return [a.pixels, b.pixels];
  }
  const all = await asks.digits();
  const held = Array.from({ length: all.count - all.trainCount }, (_, i) => all.trainCount + i).filter((row) => all.labels[row] === digit);
  const r = random(pair).split('pair of digits');
  const [first] = held.splice(r.integer(held.length), 1);
  return [digitPixelsOf(all, first), digitPixelsOf(all, held[r.integer(held.length)])];
}

/** Root mean square per pixel of ink, 0 to 1, of grey levels. */
export function inkError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] - b[i]) / 255) ** 2;
  return Math.sqrt(sum / a.length);
}

export async function follow(s: LatentWalkSettings, have: Way, asks: Asks, tell: (change: Partial<Way>) => void, listening: Listening): Promise<void> {
  const labels = [s.digit, s.digit];
  const row = (data: Float32Array | Float64Array, i: number) => data.slice((i * data.length) / 2, ((i + 1) * data.length) / 2);
  let { ends } = have;
  if (ends?.key !== endsKey(s)) {
    if (s.between === 'draws') {
      ends = { key: endsKey(s), gan: endCodes(s.seed, asks.latent), diffusion: endCodes(s.seed, size) };
      tell({ real: new Uint8Array(0), errors: [NaN, NaN], ends });
    } else {
      const real = Uint8Array.from((await pairOf(s, asks)).flatMap((pixels) => Array.from(pixels)));
      tell({ real, done: 0 });
      const x = Float32Array.from(fromGrey(real));
      const found = await asks.invert({ x, labels, steps: searchSteps, seed: s.seed }, {
        ...(listening.signal && { signal: listening.signal }),
        onProgress: ({ step }) => tell({ done: (0.7 * step) / searchSteps }),
      });
      const latents = await encodeDigits(x, {
        labels, steps: s.steps, ...(listening.signal && { signal: listening.signal }), onStep: (step) => tell({ done: 0.7 + (0.2 * step) / s.steps }),
      }, asks);
      ends = { key: endsKey(s), gan: [row(found.z, 0), row(found.z, 1)], diffusion: [row(latents, 0), row(latents, 1)] };
    }
  }
  const of = Array.from({ length: stripCount }, () => s.digit);
  const strip = async (x: Float32Array): Promise<Strip> => ({ grey: greyOf(x), evenness: evenness(await asks.judge({ x }, listening), s.digit) });
  const gan = await strip(await generated(wayCodes(ends.gan, s.way), s.digit, asks, listening));
  const ways = wayCodes(ends.diffusion, s.way);
  // What was encoded by DDIM is decoded by it; a draw is drawn from as ever.
  const diffusion = await strip(s.between === 'digits' ? await decodeDigits(ways, { labels: of, steps: s.steps, ...(listening.signal && { signal: listening.signal }) }, asks) : await diffused(ways, s.digit, asks, listening));
  const real = s.between === 'digits' ? Uint8Array.from((await pairOf(s, asks)).flatMap((pixels) => Array.from(pixels))) : new Uint8Array(0);
  const error = ({ grey }: Strip) => Math.sqrt((inkError(grey.subarray(0, size), real.subarray(0, size)) ** 2 + inkError(grey.subarray((stripCount - 1) * size), real.subarray(size)) ** 2) / 2);
  tell({ wayKey: wayKey(s), real, gan, diffusion, ends, done: 1, errors: real.length > 0 ? [error(gan), error(diffusion)] : [NaN, NaN] });
}

/** All that is shown at first, and what travels in the page of it. */
export interface Walk {
  readonly place: AtPlace;
  readonly plane: Plane;
  readonly way: Way;
}

const nothing = new Uint8Array(0);
const emptyWay: Way = { wayKey: '', real: nothing, gan: { grey: nothing, evenness: null }, diffusion: { grey: nothing, evenness: null }, errors: [NaN, NaN], done: 0, ends: null };

export async function walkAtOnce(s: LatentWalkSettings, asks: Asks): Promise<Walk> {
  const blank: Drawn = { grey: nothing, milliseconds: NaN };
  let place: AtPlace = { key: '', gan: blank, diffusion: blank };
  let way = emptyWay;
  await atPlace(s, asks, (change) => { place = { ...place, ...change }; }, {});
  await follow(s, way, asks, (change) => { way = { ...way, ...change }; }, {});
  return { place, way, plane: await plane(s, asks, {}) };
}

export interface BuiltWalk {
  readonly gan: string;
  readonly diffusion: string;
  readonly tiles: string;
  readonly real: string;
  readonly strips: readonly [string, string];
  readonly evenness: readonly [Evenness | null, Evenness | null];
  readonly errors: readonly [number, number];
}

export const builtWalk = ({ place, plane: of, way }: Walk): BuiltWalk => ({
  gan: toText(place.gan.grey), diffusion: toText(place.diffusion.grey), tiles: toText(of.tiles), real: toText(way.real),
  strips: [toText(way.gan.grey), toText(way.diffusion.grey)], evenness: [way.gan.evenness, way.diffusion.evenness], errors: way.errors,
});

/** Without the codes of the ends: they are found again when another way between them is asked for. */
export function fromBuilt(s: LatentWalkSettings, { gan, diffusion, tiles, real, strips, evenness: even, errors }: BuiltWalk): Walk {
  const drawn = (text: string): Drawn => ({ grey: toBytes(text), milliseconds: NaN });
  const strip = (i: 0 | 1): Strip => ({ grey: toBytes(strips[i]), evenness: even[i] });
  return {
    place: { key: pointKey(s), gan: drawn(gan), diffusion: drawn(diffusion) },
    plane: { mapKey: mapKey(s), tiles: toBytes(tiles) },
    way: { ...emptyWay, wayKey: wayKey(s), real: toBytes(real), gan: strip(0), diffusion: strip(1), errors, done: 1 },
  };
}
