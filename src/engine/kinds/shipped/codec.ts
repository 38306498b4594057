/** What may be asked of the shipped autoencoders, as plain data with its checks: codes of digits, and pictures of codes. */
import { numbersIn } from '../../../core/image-network/shape';
import type { Backend } from '../../backends';
import { checkPictures, checkPixels } from './checks';
import { codecNames, shippedCodecs, type CodecName } from './codecs';
import type { DigitJudgement } from './judgement';
import { mostPictures, pictureSize, type PixelUnits } from './pixels';

/** Codes of pictures: what the encoder says of each. */
export interface DigitEncodeSpec {
  readonly codec: CodecName;
  /** [n, 784] in the units of `pixels`. */
  readonly x: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
}

export interface DigitsEncoded {
  /** The normal that stands for each picture: [n, numbers of a code] each, place by place. Mean 0 and deviation 1 over the training digits. */
  readonly means: Float32Array;
  readonly deviations: Float32Array;
  readonly backend: Backend;
  /** How long it took, the loading of the networks left out. */
  readonly milliseconds: number;
}

/** Pictures of codes. */
export interface CodeDecodeSpec {
  readonly codec: CodecName;
  /** [n, numbers of a code], place by place. */
  readonly codes: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
  /** Whether the shipped classifier judges them. */
  readonly judge?: boolean;
}

export interface CodesDecoded {
  /** [n, 784] in the units asked for; not clipped to the range of pixels. */
  readonly x: Float32Array;
  readonly judgement: DigitJudgement | null;
  readonly backend: Backend;
  readonly milliseconds: number;
}

/** Each throws a `RangeError` that names what was expected. */
export function checkEncodeSpec({ codec, x, pixels }: DigitEncodeSpec): void {
  checkCodec(codec);
  checkPixels(pixels);
  checkPictures(x, checkCount('pictures', x.length, pictureSize));
}

export function checkDecodeSpec({ codec, codes, pixels }: CodeDecodeSpec): void {
  checkCodec(codec);
  checkPixels(pixels);
  checkCount(`codes of ${codec}`, codes.length, numbersIn(shippedCodecs[codec].code));
  const wrong = codes.findIndex((v) => !Number.isFinite(v));
  if (wrong >= 0) throw new RangeError(`number ${wrong} of the codes is ${codes[wrong]} (expected finite numbers)`);
}

function checkCodec(codec: CodecName): void {
  if (!codecNames.includes(codec))
    throw new RangeError(`unknown autoencoder: ${String(codec)} (expected ${codecNames.join(', ')})`);
}

function checkCount(what: string, numbers: number, size: number): number {
  const n = numbers / size;
  if (!Number.isInteger(n) || n < 1 || n > mostPictures)
    throw new RangeError(`${numbers} numbers of ${what} (expected ${size} each, 1 to ${mostPictures} of them)`);
  return n;
}
