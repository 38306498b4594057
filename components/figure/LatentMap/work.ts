/** What the map asks of the shipped autoencoders: codes of digits, and pictures of codes. */
import { digitPixels, type Digits } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { sampleDigits } from '../../../src/engine/digits';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import type { CodecName } from '../../../src/engine/kinds/shipped/codecs';
import { toBytes, toText } from '../bytes';
import { packed, unpacked } from '../packed';
import {
  changedCode,
  codeCount,
  courseInto,
  latentMap,
  pointsAt,
  tilePlaces,
  watchedCount,
  type Course,
  type LatentMapSettings,
} from './state';

export type Asks = Pick<DigitAsks, 'encodeDigits' | 'decodeCodes'>;

/** What never changes: codes of held-out digits with their classes, and the plane decoded tile by tile. */
export interface Cloud {
  /** [n, 2] */
  readonly codes: Float32Array;
  readonly labels: Uint8Array;
  readonly tiles: Uint8Array;
}

export interface Place {
  readonly grey: Uint8Array;
}

/** The watched points decoded. */
export interface Moving {
  readonly grey: Uint8Array;
}

/** A digit, its code, the code as it was changed, and what both decode to. */
export interface Coded {
  /** Of which autoencoder and digit the code is. */
  readonly of: string;
  readonly code: Float32Array;
  readonly changed: Float32Array;
  readonly back: Uint8Array;
  readonly answer: Uint8Array;
}

export const page = sampleDigits;

/** The ten digits of the page, one of each class. */
export const tenDigits = () => Array.from({ length: 10 }, (_, label) => page().find((one) => one.label === label)!);

const grey = async (asks: Asks, codec: CodecName, codes: Float32Array, listening: Gone) =>
  greyOf((await asks.decodeCodes({ codec, codes }, listening)).x);

export async function cloudOf({ images, labels, trainCount }: Digits, asks: Asks): Promise<Cloud> {
  const of = images.subarray(trainCount * digitPixels, (trainCount + codeCount) * digitPixels);
  const { means } = await asks.encodeDigits({ codec: 'map', x: fromGrey(of) });
  return {
    codes: means,
    labels: labels.slice(trainCount, trainCount + codeCount),
    tiles: await grey(asks, 'map', tilePlaces(), {}),
  };
}

export async function placeOf({ x, y }: LatentMapSettings, asks: Asks, listening: Gone): Promise<Place> {
  return { grey: await grey(asks, 'map', Float32Array.of(x, y), listening) };
}

export async function movingOf(course: Course, t: number, asks: Asks, listening: Gone): Promise<Moving> {
  const codes = Float32Array.from(pointsAt(course, t).subarray(0, 2 * watchedCount));
  return { grey: await grey(asks, 'map', codes, listening) };
}

export async function codedOf(s: LatentMapSettings, known: Coded, asks: Asks, listening: Gone): Promise<Coded> {
  const of = `${s.codec} ${s.digit}`;
  const code =
    known.of === of
      ? known.code
      : (await asks.encodeDigits({ codec: s.codec, x: fromGrey(tenDigits()[s.digit].pixels) }, listening)).means;
  const changed = changedCode(code, s);
  const both = new Float32Array(2 * code.length);
  both.set(code);
  both.set(changed, code.length);
  const pictures = await grey(asks, s.codec, both, listening);
  return { of, code, changed, back: pictures.slice(0, digitPixels), answer: pictures.slice(digitPixels) };
}

const nothing: Coded = {
  of: '',
  code: new Float32Array(0),
  changed: new Float32Array(0),
  back: new Uint8Array(0),
  answer: new Uint8Array(0),
};

/** What travels in the page. */
export interface BuiltMap {
  readonly codes: string;
  readonly labels: string;
  readonly tiles: string;
  readonly place: string;
  readonly moving: string;
  readonly coded: { readonly of: string; readonly code: string; readonly back: string; readonly answer: string };
}

export async function builtMap(
  initial: Readonly<Record<string, unknown>>,
  digits: Digits,
  asks: Asks,
): Promise<BuiltMap> {
  const { settings } = latentMap.parse(initial);
  const cloud = await cloudOf(digits, asks);
  const course = courseInto(cloud.codes, settings.seed);
  const coded = await codedOf(settings, nothing, asks, {});
  return {
    codes: packed(cloud.codes),
    labels: Array.from(cloud.labels).join(''),
    tiles: toText(cloud.tiles),
    place: toText((await placeOf(settings, asks, {})).grey),
    moving: toText((await movingOf(course, settings.t, asks, {})).grey),
    coded: { of: coded.of, code: packed(coded.code), back: toText(coded.back), answer: toText(coded.answer) },
  };
}

export interface UnpackedMap {
  readonly cloud: Cloud;
  readonly place: Place;
  readonly moving: Moving;
  readonly coded: Coded;
}

export function unpackMap(built: BuiltMap, s: LatentMapSettings): UnpackedMap {
  const { of, code: packedCode, back, answer } = built.coded;
  const code = unpacked(packedCode);
  return {
    cloud: {
      codes: unpacked(built.codes),
      labels: Uint8Array.from(built.labels, Number),
      tiles: toBytes(built.tiles),
    },
    place: { grey: toBytes(built.place) },
    moving: { grey: toBytes(built.moving) },
    coded: { of, code, changed: changedCode(code, s), back: toBytes(back), answer: toBytes(answer) },
  };
}
