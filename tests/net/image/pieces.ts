import type { Ops, Plane, Taps } from '../../../src/core/image-network/ops';
import type { Parameter } from '../../../src/core/image-network/parameters';

type Size = readonly [rows: number, columns: number];

/** A piece alone, forward and back, with sizes that are hard for it. */
export interface Piece {
  readonly name: string;
  readonly parameters: readonly Size[];
  readonly inputs: readonly Size[];
  /** Times as large as standard normal numbers that its inputs are; 1 where absent. */
  readonly scale?: number;
  /** Whether differences can't be taken: numbers so large that a step of 1e-6 is none. */
  readonly steep?: boolean;
  run<T>(
    ops: Ops<T>,
    inputs: readonly T[],
    parameters: readonly Parameter[],
  ): { readonly y: T; readonly more?: readonly T[]; back(dy: T): readonly T[] };
}

interface AttentionSizes {
  readonly n: number;
  readonly heads: number;
  readonly rows: number;
  readonly keys: number;
  readonly c: number;
  readonly mask?: readonly number[];
  readonly scale?: number;
  readonly steep?: boolean;
}

function attention(name: string, { n, heads, rows, keys, c, mask, ...more }: AttentionSizes): Piece {
  const attending = { n, heads, ...(mask && { mask: Uint8Array.from(mask) }) };
  return {
    name: `attention: ${name}`,
    parameters: [],
    inputs: [
      [n * rows, c],
      [n * keys, c],
      [n * keys, c],
    ],
    ...more,
    run(ops, [q, k, v]) {
      const { y, kept } = ops.attention(q, k, v, attending);
      return {
        y,
        more: [kept],
        back(dy) {
          const { dq, dk, dv } = ops.attentionBack(q, k, v, kept, dy, attending);
          return [dq, dk, dv];
        },
      };
    },
  };
}

/** Queries, keys and values are one and the same: gradients must add up. */
function selfAttention(name: string, n: number, heads: number, length: number, c: number): Piece {
  return {
    name: `self-attention: ${name}`,
    parameters: [],
    inputs: [[n * length, c]],
    run(ops, [x]) {
      const { y, kept } = ops.attention(x, x, x, { n, heads });
      return {
        y,
        back(dy) {
          const { dq, dk, dv } = ops.attentionBack(x, x, x, kept, dy, { n, heads });
          return [ops.add(ops.add(dq, dk), dv)];
        },
      };
    },
  };
}

function channelNorm(
  name: string,
  kind: 'layer' | 'rms',
  c: number,
  { gain = true, bias = true, rows = 7, scale = 1 } = {},
): Piece {
  return {
    name: `${kind} norm: ${name}`,
    parameters: [...(gain ? [[1, c] as const] : []), ...(bias ? [[1, c] as const] : [])],
    inputs: [[rows, c]],
    scale,
    run(ops, [x], parameters) {
      const norm = {
        kind,
        gain: gain ? parameters[0] : undefined,
        bias: bias ? parameters[parameters.length - 1] : undefined,
        epsilon: 1e-5,
      };
      const { y, kept } = ops.channelNorm(x, norm);
      return { y, back: (dy) => [ops.channelNormBack(x, kept, dy, norm)] };
    },
  };
}

function convolution1d(name: string, n: number, along: Taps, from: number, to: number): Piece {
  return {
    name: `convolution along a sequence: ${name}`,
    parameters: [
      [along.taps * from, to],
      [1, to],
    ],
    inputs: [[n * along.length, from]],
    run(ops, [x], [w, b]) {
      return {
        y: ops.convolution1d(x, w, b, along),
        back(dy) {
          ops.convolution1dWeights(x, dy, w, b, along);
          return [ops.convolution1dInput(dy, w, along)];
        },
      };
    },
  };
}

function lookup(name: string, rows: number, width: number, ids: readonly number[]): Piece {
  const tokens = Int32Array.from(ids);
  return {
    name: `lookup: ${name}`,
    parameters: [[rows, width]],
    inputs: [],
    run(ops, _inputs, [table]) {
      return {
        y: ops.lookup(table, tokens),
        back(dy) {
          ops.lookupBack(table, tokens, dy);
          return [];
        },
      };
    },
  };
}

function depth(plane: Plane, factor: number, c: number): Piece {
  return {
    name: `${plane.height} x ${plane.width} x ${c} to depth by ${factor}`,
    parameters: [],
    inputs: [[2 * plane.height * plane.width, c]],
    run(ops, [x]) {
      const small = { height: plane.height / factor, width: plane.width / factor };
      return { y: ops.toDepth(x, plane, factor), back: (dy) => [ops.toSpace(dy, small, factor)] };
    },
  };
}

function space(plane: Plane, factor: number, c: number): Piece {
  return {
    name: `${plane.height} x ${plane.width} to space by ${factor}, ${c} channels left`,
    parameters: [],
    inputs: [[2 * plane.height * plane.width, factor ** 2 * c]],
    run(ops, [x]) {
      const large = { height: plane.height * factor, width: plane.width * factor };
      return { y: ops.toSpace(x, plane, factor), back: (dy) => [ops.toDepth(dy, large, factor)] };
    },
  };
}

function pool(plane: Plane): Piece {
  return {
    name: `pool of ${plane.height} x ${plane.width}`,
    parameters: [],
    inputs: [[2 * plane.height * plane.width, 4]],
    run(ops, [x]) {
      const y = ops.pool(x, plane);
      return { y, back: (dy) => [ops.poolBack(x, y, dy, plane)] };
    },
  };
}

function convolution(plane: Plane, from: number, to: number): Piece {
  return {
    name: `convolution 3 x 3 of ${plane.height} x ${plane.width} x ${from}`,
    parameters: [
      [9 * from, to],
      [1, to],
    ],
    inputs: [[2 * plane.height * plane.width, from]],
    run(ops, [x], [w, b]) {
      return {
        y: ops.convolution(x, w, b, plane),
        back(dy) {
          ops.convolutionWeights(x, dy, w, b, plane);
          return [ops.convolutionInput(dy, w, plane)];
        },
      };
    },
  };
}

export const pieces: readonly Piece[] = [
  attention('one head', { n: 2, heads: 1, rows: 5, keys: 7, c: 8 }),
  attention('four heads of vectors', { n: 3, heads: 4, rows: 16, keys: 16, c: 32 }),
  attention('heads that cross vectors', { n: 2, heads: 3, rows: 6, keys: 11, c: 15 }),
  attention('one channel each head', { n: 2, heads: 3, rows: 4, keys: 9, c: 3 }),
  attention('one query, one key', { n: 3, heads: 2, rows: 1, keys: 1, c: 6 }),
  attention('one query, many keys', { n: 2, heads: 2, rows: 1, keys: 21, c: 10 }),
  attention('many queries, one key', { n: 2, heads: 2, rows: 13, keys: 1, c: 10 }),
  attention('masked here and there', {
    ...{ n: 2, heads: 2, rows: 3, keys: 6, c: 8 },
    mask: [1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0],
  }),
  attention('all keys masked but one', {
    ...{ n: 3, heads: 2, rows: 4, keys: 5, c: 8 },
    mask: [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0],
  }),
  attention('all keys of one example masked', {
    ...{ n: 2, heads: 2, rows: 4, keys: 5, c: 8 },
    mask: [0, 0, 0, 0, 0, 1, 1, 1, 0, 0],
  }),
  attention('a masked key of the greatest score', {
    ...{ n: 1, heads: 1, rows: 2, keys: 3, c: 4, scale: 4 },
    mask: [0, 1, 1],
  }),
  attention('scores of some hundreds', { n: 2, heads: 2, rows: 5, keys: 9, c: 8, scale: 15, steep: true }),
  attention('scores of some millions, masked', {
    ...{ n: 2, heads: 1, rows: 5, keys: 4, c: 4, scale: 1500, steep: true },
    mask: [1, 0, 1, 1, 0, 1, 1, 1],
  }),
  selfAttention('odd length', 2, 2, 7, 12),
  selfAttention('a picture of 7 x 7', 2, 4, 49, 16),
  channelNorm('whole vectors', 'layer', 16),
  channelNorm('channels beyond vectors', 'layer', 13),
  channelNorm('three channels', 'layer', 3),
  channelNorm('one row', 'layer', 6, { rows: 1 }),
  channelNorm('no gain, no bias', 'layer', 10, { gain: false, bias: false }),
  channelNorm('large numbers', 'layer', 10, { scale: 1e3 }),
  channelNorm('gain alone', 'rms', 8, { bias: false }),
  channelNorm('gain alone, beyond vectors', 'rms', 5, { bias: false }),
  channelNorm('gain and bias', 'rms', 7),
  channelNorm('one channel', 'rms', 1),
  convolution1d('three taps', 2, { length: 8, taps: 3, stride: 1 }, 4, 8),
  convolution1d('channels beyond vectors', 3, { length: 7, taps: 3, stride: 1 }, 3, 5),
  convolution1d('one channel to many, five taps', 2, { length: 11, taps: 5, stride: 1 }, 1, 9),
  convolution1d('an even count of taps', 2, { length: 9, taps: 4, stride: 1 }, 2, 3),
  convolution1d('one tap', 2, { length: 5, taps: 1, stride: 1 }, 6, 2),
  convolution1d('every second place of an even length', 2, { length: 8, taps: 3, stride: 2 }, 5, 6),
  convolution1d('every second place of an odd length', 2, { length: 9, taps: 3, stride: 2 }, 5, 6),
  convolution1d('every second place, four taps', 3, { length: 7, taps: 4, stride: 2 }, 4, 4),
  convolution1d('every second place, one tap', 2, { length: 7, taps: 1, stride: 2 }, 3, 4),
  convolution1d('length 1', 3, { length: 1, taps: 3, stride: 1 }, 4, 4),
  convolution1d('length 1, every second place', 2, { length: 1, taps: 5, stride: 2 }, 3, 4),
  convolution1d('more taps than places', 2, { length: 2, taps: 7, stride: 1 }, 3, 4),
  lookup('tokens, some again and again', 9, 6, [3, 0, 8, 3, 3, 1, 8, 0, 3]),
  lookup('one token, rows beyond vectors', 2, 3, [1]),
  lookup('one row alone', 1, 5, [0, 0, 0, 0, 0]),
  depth({ height: 4, width: 6 }, 2, 3),
  depth({ height: 6, width: 3 }, 3, 4),
  depth({ height: 2, width: 8 }, 1, 2),
  space({ height: 3, width: 2 }, 2, 3),
  space({ height: 1, width: 5 }, 4, 1),
  pool({ height: 4, width: 6 }),
  pool({ height: 5, width: 2 }),
  pool({ height: 7, width: 3 }),
  convolution({ height: 3, width: 5 }, 4, 5),
  convolution({ height: 6, width: 1 }, 3, 4),
  convolution({ height: 1, width: 1 }, 4, 4),
];
