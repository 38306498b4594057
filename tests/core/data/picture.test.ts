import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inkOf } from '../../../src/core/data/picture-ink';
import { pictureSize } from '../../../src/core/data/picture-size';
import { random } from '../../../src/core/random';

const side = 96;

/** Whether a pixel of the test picture is on the pen's way: a ring, as of a 0. */
const marked = (x: number, y: number) => Math.abs(Math.hypot(x - side / 2, y - side / 2) - side / 4) < 4;

/** RGBA of the ring, drawn by the luminance of its paper and of its ink, each from 0 to 1, and how much shows. */
function drawn(
  paper: (x: number, y: number) => number,
  ink: (x: number, y: number) => number,
  alpha: (x: number, y: number) => number = () => 1,
): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * side * side);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    const l = 255 * (marked(x, y) ? ink(x, y) : paper(x, y));
    rgba.set([l, l, l, 255 * alpha(x, y)], 4 * i);
  }
  return rgba;
}

/** Share of the marked pixels with at least half ink, and of the others with at least a quarter. */
function told(rgba: Uint8ClampedArray): { readonly ink: number; readonly paper: number } {
  const { ink } = inkOf(rgba, side, side);
  const all = Array.from(ink, (v, i) => ({ v, on: marked(i % side, Math.floor(i / side)) }));
  const of = (on: boolean, least: number) => {
    const some = all.filter((pixel) => pixel.on === on);
    return some.filter(({ v }) => v >= least).length / some.length;
  };
  return { ink: of(true, 0.5), paper: of(false, 0.25) };
}

const noise = random(3);
const grain = Array.from({ length: side * side }, () => 0.02 * noise.normal());
/** A shadow over half of the sheet, with a soft edge, and light that falls off. */
const shadow = (x: number, y: number) => 0.9 - 0.5 / (1 + Math.exp(-(x - side / 2) / 6)) - (0.15 * y) / side;

describe('ink', () => {
  it.each([
    [
      'dark on white',
      drawn(
        () => 1,
        () => 0.1,
      ),
    ],
    [
      'light on black',
      drawn(
        () => 0,
        () => 0.95,
      ),
    ],
    [
      'grey on a grey of its own',
      drawn(
        () => 0.55,
        () => 0.35,
      ),
    ],
    [
      'a photograph with a shadow over half of it',
      drawn(
        (x, y) => shadow(x, y) + grain[y * side + x],
        (x, y) => 0.35 * shadow(x, y) + grain[y * side + x],
      ),
    ],
    [
      'chalk on a board with a lamp at its left',
      drawn(
        (x) => 0.35 - (0.25 * x) / side,
        (x) => 0.9 - (0.3 * x) / side,
      ),
    ],
    [
      'black on what is see-through',
      drawn(
        () => 0,
        () => 0,
        (x, y) => Number(marked(x, y)),
      ),
    ],
    [
      'white on what is see-through',
      drawn(
        () => 0,
        () => 1,
        (x, y) => Number(marked(x, y)),
      ),
    ],
  ])('is found where it is: %s', (_, rgba) => {
    const { ink, paper } = told(rgba);
    expect(ink).toBeGreaterThan(0.95);
    expect(paper).toBeLessThan(0.02);
  });

  it('is nowhere on an even sheet, nor on one that only its grain or its light makes uneven', () => {
    const none = (rgba: Uint8ClampedArray) => inkOf(rgba, side, side).ink.every((v) => v === 0);
    expect(
      none(
        drawn(
          () => 0.7,
          () => 0.7,
        ),
      ),
    ).toBe(true);
    expect(
      none(
        drawn(
          () => 0,
          () => 0,
          () => 0,
        ),
      ),
    ).toBe(true);
    expect(
      none(
        drawn(
          (x) => 0.9 - (0.3 * x) / side,
          (x) => 0.9 - (0.3 * x) / side,
        ),
      ),
    ).toBe(true);
  });

  it('is a number from 0 to 1 whatever the pixels are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.uint8Array({ minLength: 4 * 81, maxLength: 4 * 81 }),
        (w, h, bytes) => {
          const rgba = bytes.subarray(0, 4 * w * h);
          for (const v of inkOf(rgba, w, h).ink) expect(v >= 0 && v <= 1).toBe(true);
        },
      ),
    );
  });
});

describe('the size of a picture', () => {
  const picture = sharp({ create: { width: 321, height: 45, channels: 3, background: 'white' } });
  it.each([
    ['png', () => picture.clone().png()],
    ['jpeg', () => picture.clone().jpeg()],
    [
      'jpeg with EXIF before its frame',
      () =>
        picture
          .clone()
          .withExif({ IFD0: { Copyright: 'x'.repeat(2000) } })
          .jpeg(),
    ],
    ['gif', () => picture.clone().gif()],
    ['webp', () => picture.clone().webp()],
    ['webp without loss', () => picture.clone().webp({ lossless: true })],
    ['avif', () => picture.clone().avif()],
  ])('is read off the head of %s', async (_, made) => {
    const bytes = new Uint8Array(await made().toBuffer());
    expect(pictureSize(bytes.subarray(0, 65_536))).toEqual({ width: 321, height: 45 });
  });

  it('is unknown of anything else, and of what is cut short', () => {
    expect(pictureSize(new TextEncoder().encode('not a picture at all, but text of some length'))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void pictureSize(bytes)));
    expect(pictureSize(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).toBeNull();
  });
});
