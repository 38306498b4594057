/** What the walk asks of both models: the picture at a place, the plane, and the way from one end to the other. */
import { digitPixels, digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { DIGIT_LATENT } from '../../../src/core/image-network/gan';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { random } from '../../../src/core/random';
import { sampleDigits as fewDigits } from '../../../src/engine/digits';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import { toBytes, toText } from '../bytes';
import { evenness, type Evenness } from './measure';
import {
  endCodes,
  endsKey,
  evaluations,
  guidance,
  mapKey,
  planeCodes,
  pointKey,
  searchSteps,
  stripCount,
  tilePlaces,
  wayCodes,
  wayKey,
  type LatentWalkSettings,
} from './state';

export interface Asks extends DigitAsks {
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
async function diffused(codes: Float64Array, label: number, asks: Asks, listening: Gone): Promise<Float32Array> {
  const labels = Array.from({ length: codes.length / digitPixels }, () => label);
  const sigma = digitSchedule().sigma(1);
  const { x } = await asks.sample(
    { labels, seed: 0, guidance, evaluations, every: 0, from: { x: codes.map((v) => v * sigma), t: 1 } },
    listening,
  );
  return x;
}

async function generated(codes: Float64Array, label: number, asks: Asks, listening: Gone): Promise<Float32Array> {
  const labels = Array.from({ length: codes.length / DIGIT_LATENT }, () => label);
  return (await asks.generate({ labels, z: codes }, listening)).x;
}

export async function atPlace(
  s: LatentWalkSettings,
  asks: Asks,
  tell: (change: Partial<AtPlace>) => void,
  listening: Gone,
): Promise<void> {
  const place = [[s.x, s.y]] as const;
  let since = performance.now();
  const gan = greyOf(await generated(planeCodes(s.seed, DIGIT_LATENT, place), s.digit, asks, listening));
  tell({ gan: { grey: gan, milliseconds: waited(since) } });
  since = performance.now();
  const diffusion = greyOf(await diffused(planeCodes(s.seed, digitPixels, place), s.digit, asks, listening));
  tell({ key: pointKey(s), diffusion: { grey: diffusion, milliseconds: waited(since) } });
}

export async function plane(s: LatentWalkSettings, asks: Asks, listening: Gone): Promise<Plane> {
  const codes = planeCodes(s.seed, s.map === 'gan' ? DIGIT_LATENT : digitPixels, tilePlaces);
  return {
    mapKey: mapKey(s),
    tiles: greyOf(await (s.map === 'gan' ? generated : diffused)(codes, s.digit, asks, listening)),
  };
}

/** Rows of the two digits to go between. */
export async function pairOf(
  { digit, pair }: LatentWalkSettings,
  asks: Pick<Asks, 'digits'>,
): Promise<readonly [Uint8Array, Uint8Array]> {
  if (pair === 0) {
    const [a, b] = fewDigits().filter(({ label }) => label === digit);
    return [a.pixels, b.pixels];
  }
  const all = await asks.digits();
  const held = Array.from({ length: all.count - all.trainCount }, (_, i) => all.trainCount + i).filter(
    (row) => all.labels[row] === digit,
  );
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

/** The codes of two real digits: the generator's by search, the diffusion model's by DDIM. */
async function codesOfPair(
  s: LatentWalkSettings,
  real: Uint8Array,
  asks: Asks,
  tell: (done: number) => void,
  listening: Gone,
): Promise<readonly [Ends, Ends]> {
  const gan: Float32Array[] = [],
    diffusion: Float32Array[] = [];
  for (const i of [0, 1]) {
    const picture = Float32Array.from(fromGrey(real.subarray(i * digitPixels, (i + 1) * digitPixels)));
    const search = await asks.invertGan(
      { picture, label: s.digit, steps: searchSteps, seed: s.seed },
      { ...listening, onProgress: ({ done }) => tell((i + 0.8 * done) / 2) },
    );
    gan.push(search.code);
    const { runs } = await asks.invertDdim({ picture, label: s.digit, evaluations: [s.steps] }, listening);
    diffusion.push(runs[0].latent);
    tell((i + 1) / 2);
  }
  return [
    [gan[0], gan[1]],
    [diffusion[0], diffusion[1]],
  ];
}

export async function follow(
  s: LatentWalkSettings,
  have: Way,
  asks: Asks,
  tell: (change: Partial<Way>) => void,
  listening: Gone,
): Promise<void> {
  let { ends } = have;
  const real =
    s.between === 'digits'
      ? Uint8Array.from((await pairOf(s, asks)).flatMap((pixels) => Array.from(pixels)))
      : new Uint8Array(0);
  if (ends?.key !== endsKey(s)) {
    tell({ real, errors: [NaN, NaN], done: 0 });
    const [gan, diffusion] =
      s.between === 'draws'
        ? [endCodes(s.seed, DIGIT_LATENT), endCodes(s.seed, digitPixels)]
        : await codesOfPair(s, real, asks, (done) => tell({ done: 0.9 * done }), listening);
    ends = { key: endsKey(s), gan, diffusion };
  }
  const strip = async (x: Float32Array): Promise<Strip> => ({
    grey: greyOf(x),
    evenness: evenness(await asks.judge({ x }, listening), s.digit),
  });
  const gan = await strip(await generated(wayCodes(ends.gan, s.way), s.digit, asks, listening));
  const latents = wayCodes(ends.diffusion, s.way);
  // What was encoded by DDIM is decoded by it; a draw is drawn from as ever.
  const labels = Array.from({ length: stripCount }, () => s.digit);
  const diffusion = await strip(
    s.between === 'digits'
      ? (await asks.decodeDdim({ latents, labels, evaluations: s.steps }, listening)).x
      : await diffused(latents, s.digit, asks, listening),
  );
  const error = ({ grey }: Strip) =>
    Math.sqrt(
      (inkError(grey.subarray(0, digitPixels), real.subarray(0, digitPixels)) ** 2 +
        inkError(grey.subarray((stripCount - 1) * digitPixels), real.subarray(digitPixels)) ** 2) /
        2,
    );
  tell({
    wayKey: wayKey(s),
    real,
    gan,
    diffusion,
    ends,
    done: 1,
    errors: real.length > 0 ? [error(gan), error(diffusion)] : [NaN, NaN],
  });
}

/** All that is shown at first, and what travels in the page of it. */
export interface Walk {
  readonly place: AtPlace;
  readonly plane: Plane;
  readonly way: Way;
}

const nothing = new Uint8Array(0);
export const emptyWay: Way = {
  wayKey: '',
  real: nothing,
  gan: { grey: nothing, evenness: null },
  diffusion: { grey: nothing, evenness: null },
  errors: [NaN, NaN],
  done: 0,
  ends: null,
};

export async function walkAtOnce(s: LatentWalkSettings, asks: Asks): Promise<Walk> {
  const blank: Drawn = { grey: nothing, milliseconds: NaN };
  let place: AtPlace = { key: '', gan: blank, diffusion: blank };
  let way = emptyWay;
  await atPlace(
    s,
    asks,
    (change) => {
      place = { ...place, ...change };
    },
    {},
  );
  await follow(
    s,
    way,
    asks,
    (change) => {
      way = { ...way, ...change };
    },
    {},
  );
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
  gan: toText(place.gan.grey),
  diffusion: toText(place.diffusion.grey),
  tiles: toText(of.tiles),
  real: toText(way.real),
  strips: [toText(way.gan.grey), toText(way.diffusion.grey)],
  evenness: [way.gan.evenness, way.diffusion.evenness],
  errors: way.errors,
});

/** Without the codes of the ends: they are found again when another way between them is asked for. */
export function fromBuilt(
  s: LatentWalkSettings,
  { gan, diffusion, tiles, real, strips, evenness: even, errors }: BuiltWalk,
): Walk {
  const drawn = (text: string): Drawn => ({ grey: toBytes(text), milliseconds: NaN });
  const strip = (i: 0 | 1): Strip => ({ grey: toBytes(strips[i]), evenness: even[i] });
  return {
    place: { key: pointKey(s), gan: drawn(gan), diffusion: drawn(diffusion) },
    plane: { mapKey: mapKey(s), tiles: toBytes(tiles) },
    way: { ...emptyWay, wayKey: wayKey(s), real: toBytes(real), gan: strip(0), diffusion: strip(1), errors, done: 1 },
  };
}
