import { describe, expect, test } from 'vitest';
import {
  bookPixels,
  digitDeviation,
  digitMean,
  fromGrey,
  greyOf,
  inkPixels,
  standardPixels,
} from '../../../src/core/image-network/pixels';

describe('pixels', () => {
  test('grey levels come back in every unit', () => {
    const grey = Uint8Array.from({ length: 256 }, (_, i) => i);
    for (const scale of [standardPixels, inkPixels, bookPixels])
      expect(greyOf(fromGrey(grey, scale), scale)).toEqual(grey);
    expect(fromGrey([0, 255], inkPixels)).toEqual(
      Float64Array.of(digitMean - (digitDeviation * digitMean) / digitDeviation, 1),
    );
    expect(fromGrey([0], bookPixels)[0]).toBeCloseTo(-1, 12);
  });
});
