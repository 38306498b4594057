import { readFileSync } from 'node:fs';
import { packedDigitsHash, parseDigits } from '../../src/core/data/digits';
import { at, dataHashText, type DigitSplit } from './files';

/** The packed printed digits in their two parts (docs/DATA.md): no family is in both. */
export async function readFonts(): Promise<DigitSplit> {
  const bytes = readFileSync(at('public/data/font-digits.bin'));
  const digits = await parseDigits(bytes);
  const cut = digits.trainCount,
    pixels = digits.side ** 2;
  return {
    digits,
    hash: dataHashText(packedDigitsHash(bytes) ?? 0),
    train: { images: digits.images.subarray(0, cut * pixels), labels: digits.labels.subarray(0, cut) },
    heldOut: { images: digits.images.subarray(cut * pixels), labels: digits.labels.subarray(cut) },
  };
}
