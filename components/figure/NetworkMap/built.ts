/** What was computed when the page was built, small enough to travel in it. */
import { digitPixels } from '../../../src/core/data/digits';
import type { DigitInspection, DigitsSampled } from '../../../src/engine/kinds/shipped/denoising';
import { packed, unpacked } from '../packed';
import { drawn, shown, type Drawn } from './state';

interface PackedDrawn {
  /** Grey levels of `shown` pictures in base64, a byte each. */
  readonly pictures: string;
  readonly agreed: number;
}

export interface BuiltMap {
  readonly guess: string;
  readonly crippled: string;
  readonly layer: { readonly path: string; readonly side: number; readonly channels: number; readonly values: string };
  readonly whole: PackedDrawn;
  readonly lacking: PackedDrawn | null;
}

/** Standard units run from paper to ink in about 3.3; a 250th of that is not seen. */
const fine = 64;

export function packedMap(
  { guess, crippled, layer }: DigitInspection,
  whole: DigitsSampled,
  lacking: DigitsSampled | null,
): BuiltMap {
  return {
    guess: packed(guess),
    crippled: packed(crippled),
    layer: { ...layer, values: packed(layer.values) },
    whole: packedDrawn(drawn(whole)),
    lacking: lacking && packedDrawn(drawn(lacking)),
  };
}

export function unpackedMap({ guess, crippled, layer, whole, lacking }: BuiltMap) {
  return {
    inspection: {
      guess: unpacked(guess),
      crippled: unpacked(crippled),
      layer: { ...layer, values: unpacked(layer.values) },
    } satisfies DigitInspection,
    whole: unpackedDrawn(whole),
    lacking: lacking && unpackedDrawn(lacking),
  };
}

function packedDrawn({ pictures, agreed }: Drawn): PackedDrawn {
  return {
    agreed,
    pictures: btoa(
      String.fromCharCode(...Array.from(pictures, (v) => Math.max(0, Math.min(255, Math.round(v * fine + 64))))),
    ),
  };
}

function unpackedDrawn({ pictures, agreed }: PackedDrawn): Drawn {
  const values = Float32Array.from(atob(pictures), (c) => (c.charCodeAt(0) - 64) / fine);
  if (values.length !== shown * digitPixels)
    throw new Error(`${values.length} pixels in the page (expected ${shown * digitPixels})`);
  return { agreed, pictures: values };
}
