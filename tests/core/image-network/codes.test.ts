import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesOf } from '../../../components/figure/DigitsVsDigits/work';
import { builtAsks } from '../../../components/figure/built-asks';
import { latentCodes } from '../../../src/core/image-network/codes';
import { DIGIT_LATENT } from '../../../src/core/image-network/gan';

test('a code depends on its seed and its row alone', () => {
  const all = latentCodes(3, [0, 1, 2, 3]);
  expect(latentCodes(3, [2, 0])).toEqual(
    Float64Array.of(...all.subarray(2 * DIGIT_LATENT, 3 * DIGIT_LATENT), ...all.subarray(0, DIGIT_LATENT)),
  );
  expect(latentCodes(4, [0])).not.toEqual(all.subarray(0, DIGIT_LATENT));
  const many = latentCodes(
    1,
    Array.from({ length: 300 }, (_, i) => i),
  );
  const mean = many.reduce((sum, v) => sum + v, 0) / many.length;
  const square = many.reduce((sum, v) => sum + v * v, 0) / many.length;
  // Five deviations of a mean, and of a mean square, of 19,200 standard normal numbers.
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(many.length));
  expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / many.length));
});

test('row numbers that are none are refused', () => {
  for (const row of [-1, 0.5, NaN])
    expect(() => latentCodes(1, [0, row])).toThrow(
      new RangeError(`code number ${row} (expected an integer, 0 or more)`),
    );
});

test('what a page draws, what its figure asks for and what the records measure are one stream', async () => {
  const rows = [0, 1, 2];
  const expected = latentCodes(7, rows);
  expect(codesOf(7, 0, 3)).toEqual(expected);
  expect(codesOf(7, 1, 2, 0.5)).toEqual(expected.subarray(DIGIT_LATENT).map((v) => 0.5 * v));
  const { z } = await builtAsks.generate({ labels: [3, 4, 5], seed: 7 });
  expect(Array.from(z)).toEqual(Array.from(Float32Array.from(expected)));
});

test('no other file begins a stream of codes', () => {
  const sources = ['src', 'components', 'scripts'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|tsx|mjs|astro)$/.test(path))
      .map((path) => join(room, path)),
  );
  const beginning = sources.filter((path) => /\.split\(['"`]code['"`]\)/.test(readFileSync(path, 'utf8')));
  expect(beginning).toEqual([join('src', 'core', 'image-network', 'codes.ts')]);
});
