import { describe, expect, test } from 'vitest';
import { liveUNet } from '../../../src/core/image-network/digits';
import { random } from '../../../src/core/random';
import type { Condition } from '../../../src/net/condition/condition';
import {
  beside,
  checkCondition,
  drop,
  given,
  nothing,
  ofClass,
  rowCount,
  take,
  unconditional,
} from '../../../src/net/condition/index';

const tokens: Condition = {
  kind: 'tokens',
  length: 3,
  tokens: Int32Array.of(5, 6, 7, 8, 9, 0),
  mask: Uint8Array.of(1, 1, 1, 1, 1, 0),
  empty: 1,
};
const all: readonly Condition[] = [
  { kind: 'none', n: 2 },
  ofClass([3, -1]),
  { kind: 'attributes', fields: [Int32Array.of(2, 0), Int32Array.of(1, 1)] },
  tokens,
  { kind: 'picture', shape: { extent: [2], channels: 1 }, values: Float32Array.of(1, 2, 3, 4) },
];

describe.each(all)('condition of kind $kind', (condition) => {
  test('is taken by rows, and put beside another', () => {
    expect(rowCount(condition)).toBe(2);
    const turned = take(condition, [1, 0, 1]);
    expect(rowCount(turned)).toBe(3);
    expect(take(turned, [1, 0])).toEqual(condition);
    const both = beside(condition, turned);
    expect(rowCount(both)).toBe(5);
    expect(take(both, [2, 3, 4])).toEqual(turned);
  });

  test('is left out of a copy, never, always, and as often as is asked', () => {
    const before = structuredClone(condition);
    const copy = take(condition, [0, 1]);
    for (const i of [0, 1]) drop(copy, i, 0, random(1));
    expect(copy).toEqual(condition);
    for (const i of [0, 1]) drop(copy, i, 1, random(1));
    expect(copy).toEqual(unconditional(condition));
    expect(condition).toEqual(before);
    if (condition.kind === 'none') return;
    const draw = random(7);
    const rows = take(condition, new Array<number>(2000).fill(0));
    for (let i = 0; i < 2000; i++) drop(rows, i, 0.25, draw);
    const out = unconditional(take(condition, [0]));
    const parts = condition.kind === 'attributes' ? 2 : 1;
    let left = 0;
    for (let i = 0; i < 2000; i++) if (JSON.stringify(take(rows, [i])) === JSON.stringify(out)) left++;
    expect(Math.abs(left / 2000 - 0.25 ** parts)).toBeLessThan(0.03);
  });
});

describe('a network is told', () => {
  test('its class by the table, whose last row is none', () => {
    expect(given(ofClass([3, -1]), new Float32Array(2), liveUNet).labels).toEqual(Int32Array.of(3, 10));
    expect(nothing(liveUNet, 2)).toEqual(ofClass([-1, -1]));
    expect(nothing({ ...liveUNet, embedding: undefined as never }, 2)).toEqual({ kind: 'none', n: 2 });
  });

  test('its attributes each by a table of its own', () => {
    const network = { ...liveUNet, embedding: { ...liveUNet.embedding!, classes: 0, attributes: [3, 2] } };
    const fields = [Int32Array.of(2, -1), Int32Array.of(-1, 1)];
    const told = given({ kind: 'attributes', fields }, new Float32Array(2), network);
    expect(told.attributes).toEqual([Int32Array.of(2, 3), Int32Array.of(2, 1)]);
    expect(nothing(network, 1)).toEqual({ kind: 'attributes', fields: [Int32Array.of(-1), Int32Array.of(-1)] });
  });

  test('its tokens as its context, an empty one where there is no text', () => {
    const told = given(unconditional(tokens), new Float32Array(2), liveUNet);
    expect(told.context).toEqual(Float32Array.of(1, 1, 1, 1, 1, 1));
    expect(told.contextMask).toEqual(Uint8Array.of(1, 0, 0, 1, 0, 0));
    expect(given(tokens, new Float32Array(2), liveUNet).context).toEqual(Float32Array.of(5, 6, 7, 8, 9, 0));
  });

  test('a picture in channels beside its own', () => {
    const picture = all[4];
    const { pictures } = given(picture, Float32Array.of(10, 11, 20, 21, 30, 31, 40, 41), liveUNet);
    expect(pictures).toEqual(Float32Array.of(10, 11, 1, 20, 21, 2, 30, 31, 3, 40, 41, 4));
  });

  test('nothing that it has no room for', () => {
    expect(() => checkCondition(ofClass([10]), liveUNet)).toThrow(
      'class 10 of row 0 for the live digit U-Net (expected 0 to 9, or -1 for none)',
    );
    expect(() => checkCondition(all[2], liveUNet)).toThrow('2 attributes for the live digit U-Net (expected 0)');
    expect(() => checkCondition(tokens, liveUNet)).toThrow('3 tokens a row for the live digit U-Net (expected none)');
    expect(() => beside(ofClass([1]), tokens)).toThrow('conditions of kind class beside tokens (expected one kind)');
    const context = { length: 3, channels: 1, layers: [] };
    expect(() => nothing({ ...liveUNet, context }, 1)).toThrow('(expected tokens: it attends to a context)');
  });
});
