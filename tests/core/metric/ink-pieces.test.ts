import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { batch, type Batch } from '../../../src/core/batch';
import { brokenShare, inkPieces, LEAST_PIECE } from '../../../src/core/metric';
import { random } from '../../../src/core/random';
import { readDigits } from '../../../scripts/train/files';

/** A picture of rows: # is ink, + is grey of 0.3, anything else is paper. */
const drawn = (...rows: readonly string[]): Batch =>
  batch(
    rows.flatMap((row) => Array.from(row, (c) => (c === '#' ? 1 : c === '+' ? 0.3 : 0))),
    rows.length ** 2,
  );
const pieces = (picture: Batch, { threshold = 0.5, least = 1 } = {}): readonly number[] =>
  Array.from(inkPieces(picture, { side: Math.sqrt(picture.dim), threshold, least }));

describe('pieces of ink', () => {
  test('known answers: nothing, a full square, a ring, two bars, a ring about a dot', () => {
    expect(pieces(drawn('...', '...', '...'))).toEqual([0]);
    expect(pieces(drawn('###', '###', '###'))).toEqual([1]);
    expect(pieces(drawn('###', '#.#', '###'))).toEqual([1]);
    expect(pieces(drawn('#.#', '#.#', '#.#'))).toEqual([2]);
    expect(pieces(drawn('#####', '#...#', '#.#.#', '#...#', '#####'))).toEqual([2]);
    expect(pieces(drawn('#.#.#', '.....', '#.#.#', '.....', '#.#.#'))).toEqual([9]);
  });

  test('corners connect, both ways aslant', () => {
    expect(pieces(drawn('#...', '.#..', '..#.', '...#'))).toEqual([1]);
    expect(pieces(drawn('...#', '..#.', '.#..', '#...'))).toEqual([1]);
    expect(pieces(drawn('.#..', '#.#.', '...#', '..#.'))).toEqual([1]);
  });

  test('a row does not go on in the next one, nor a picture in the next picture', () => {
    expect(pieces(drawn('...#', '....', '#...', '....'))).toEqual([2]);
    expect(pieces(drawn('...#', '#...', '....', '....'))).toEqual([2]);
    const two = batch([...drawn('..', '##').data, ...drawn('##', '..').data], 4);
    expect(pieces(two)).toEqual([1, 1]);
  });

  test('a grey bridge holds at a quarter of the ink and not at half', () => {
    const bridged = drawn('#...#', '#...#', '#+++#', '#...#', '#...#');
    expect(pieces(bridged, { threshold: 0.25 })).toEqual([1]);
    expect(pieces(bridged, { threshold: 0.5 })).toEqual([2]);
    // A pixel exactly at the threshold has it.
    expect(pieces(bridged, { threshold: 0.3 })).toEqual([1]);
  });

  test('specks do not count', () => {
    const specks = drawn('###..', '.....', '##..#', '....#', '##..#');
    for (const [least, found] of [
      [1, 4],
      [2, 4],
      [3, 2],
      [4, 0],
    ])
      expect(pieces(specks, { least })).toEqual([found]);
  });

  test('random pictures: as many as by spreading labels until nothing changes', () => {
    const draw = random(5);
    const side = 12;
    for (let k = 0; k < 60; k++) {
      const share = 0.1 + 0.6 * draw.uniform();
      const ink = Array.from({ length: side * side }, () => (draw.uniform() < share ? 1 : 0));
      const label = ink.map((v, i) => (v ? i : -1));
      for (let changed = true; changed;) {
        changed = false;
        for (let i = 0; i < label.length; i++) {
          for (let j = 0; j < label.length; j++) {
            const near = Math.abs((i % side) - (j % side)) <= 1 && Math.abs(((i / side) | 0) - ((j / side) | 0)) <= 1;
            if (near && label[i] >= 0 && label[j] > label[i]) [label[j], changed] = [label[i], true];
          }
        }
      }
      const sizes = new Map<number, number>();
      for (const l of label) if (l >= 0) sizes.set(l, (sizes.get(l) ?? 0) + 1);
      for (const least of [1, 3, 7]) {
        const expected = [...sizes.values()].filter((size) => size >= least).length;
        expect(pieces(batch(ink, side * side), { least })).toEqual([expected]);
      }
    }
  });

  test('the share of pictures in more than one piece', () => {
    const three = batch(
      [drawn('#.#', '#.#', '#.#'), drawn('###', '...', '...'), drawn('...', '...', '...')].flatMap(({ data }) => [
        ...data,
      ]),
      9,
    );
    expect(brokenShare(three, { side: 3, threshold: 0.5, least: 1 })).toBe(1 / 3);
  });

  test('says what it expected', () => {
    const picture = drawn('#.', '.#');
    const of =
      (change: object, pictures = picture) =>
      () =>
        inkPieces(pictures, { side: 2, threshold: 0.5, least: 1, ...change });
    const refused = (call: () => unknown, message: string) => {
      expect(call).toThrow(RangeError);
      expect(call).toThrow(message);
    };
    refused(of({ side: 1.5 }), 'side is 1.5 (expected a positive integer)');
    refused(of({ side: 3 }), 'pictures of 4 pixels (expected 9, 3 a side)');
    for (const threshold of [0, 1.1, NaN]) refused(of({ threshold }), `threshold is ${threshold} (expected above 0`);
    for (const least of [0, 2.5, NaN]) refused(of({ least }), `least size of a piece is ${least} (expected`);
    for (const pixel of [NaN, -0.1, 1.5, Infinity])
      refused(of({}, batch([0, 1, pixel, 0], 4)), `pixel 2 is ${pixel} (expected from 0 to 1)`);
    refused(
      () => brokenShare(batch([], 4), { side: 2, threshold: 0.5, least: 1 }),
      'the pieces of no pictures (expected at least one)',
    );
  });
});

describe('real digits', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/digits.mjs']);
  });

  test('a third of those in more than one piece are so by specks under three pixels; after that the share falls slowly', async () => {
    const { train } = await readDigits();
    const pictures: Batch = { data: Float64Array.from(train.images, (p) => p / 255), dim: 784 };
    const share = (least: number) => brokenShare(pictures, { side: 28, threshold: 0.5, least });
    const [any, pen, next] = [share(1), share(LEAST_PIECE), share(LEAST_PIECE + 1)];
    expect(pen).toBeGreaterThan(0.015);
    expect(pen).toBeLessThan(0.02);
    expect(1 - pen / any).toBeCloseTo(1 / 3, 1);
    expect(1 - next / pen).toBeLessThan(0.12);
  });
});
