import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, test } from 'vitest';
import { random } from '../../../src/core/random';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { difference, simdDevice } from './helpers';
import { evaluatePiece, makePiece, target, type PieceCase, type PieceFound } from './piece-cases';
import { pieces } from './pieces';
import { PlainOps } from './plain';

/** `read` in double precision, for differences. */
function exact(ops: PlainOps): PlainOps {
  ops.read = (x) => x.data as unknown as Float32Array;
  return ops;
}

/** The sum of output times target, with weights and inputs moved by `h` along random directions. */
function moved(c: PieceCase, directions: readonly Float64Array[], h: number): number {
  const [weights, ...inputs] = [c.weights, ...c.inputs].map((x, i) =>
    Float64Array.from(x, (v, k) => v + h * directions[i][k]),
  );
  const ops = exact(new PlainOps(c.bound, weights));
  const { outputs } = evaluatePiece(ops, { ...c, inputs: inputs as unknown as Float32Array[] });
  const along = target(outputs[0].length);
  return outputs[0].reduce((sum, y, i) => sum + y * along[i], 0);
}

function expectClose(found: PieceFound, expected: PieceFound): void {
  expect(found.outputs.length).toBe(expected.outputs.length);
  expect(found.inputs.length).toBe(expected.inputs.length);
  expected.outputs.forEach((y, i) => expect(difference(found.outputs[i], y)).toBeLessThan(2e-5));
  // Where a softmax is all but sharp, its gradient is the difference of nearly equal numbers: small beside those.
  expected.inputs.forEach((x, i) => {
    const size = Math.max(1, ...x.map(Math.abs));
    expect(found.inputs[i].length).toBe(x.length);
    x.forEach((v, k) => expect(Math.abs(found.inputs[i][k] - v) / size).toBeLessThan(5e-5));
  });
}

describe('gradients of the plain pieces against central differences', () => {
  test.each(pieces.filter(({ steep }) => !steep))('$name', (piece) => {
    const c = makePiece(piece);
    const ops = exact(new PlainOps(c.bound, c.weights));
    const { inputs } = evaluatePiece(ops, c);
    for (let seed = 1; seed <= 3; seed++) {
      const draw = random(seed);
      const directions = [c.weights, ...c.inputs].map((x) => Float64Array.from(x, () => draw.normal()));
      const gradients: ArrayLike<number>[] = [ops.gradient, ...inputs];
      const slope = directions.reduce(
        (sum, direction, i) => sum + direction.reduce((part, d, k) => part + d * gradients[i][k], 0),
        0,
      );
      const h = 1e-6 * (piece.scale ?? 1);
      const measured = (moved(c, directions, h) - moved(c, directions, -h)) / (2 * h);
      expect(Math.abs(slope - measured)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    }
  });
});

describe('the kernel against the plain pieces', () => {
  test.each(pieces)('$name', async (piece) => {
    const c = makePiece(piece);
    const plain = new PlainOps(c.bound, c.weights);
    const expected = evaluatePiece(plain, c);
    const device = await simdDevice(c.bound);
    device.load({ weights: c.weights });
    device.use('raw');
    expectClose(evaluatePiece(device, c), expected);
    if (c.bound.size > 0) expect(difference(device.gradients(), plain.gradient)).toBeLessThan(5e-5);
    // Gradients add up, in memory that has been used before.
    expectClose(evaluatePiece(device, c), expected);
    if (c.bound.size > 0) {
      expect(
        difference(
          device.gradients(),
          plain.gradient.map((g) => 2 * g),
        ),
      ).toBeLessThan(5e-5);
    }
  });
});

describe('TensorFlow.js against the plain pieces', () => {
  for (const backend of ['cpu', 'wasm'] as const) {
    test.each(pieces)(`${backend}: $name`, async (piece) => {
      const c = makePiece(piece);
      const plain = new PlainOps(c.bound, c.weights);
      const expected = evaluatePiece(plain, c);
      const device = await createTensorDevice(backend, c.bound);
      device.load({ weights: c.weights });
      device.use('raw');
      expectClose(evaluatePiece(device, c), expected);
      if (c.bound.size > 0) expect(difference(device.gradients(), plain.gradient)).toBeLessThan(5e-5);
      device.dispose();
    });
  }
});

describe("against TensorFlow.js's own operations and their derivatives", () => {
  async function found(name: string) {
    const c = makePiece(pieces.find((one) => one.name === name)!);
    const device = await simdDevice(c.bound);
    device.load({ weights: c.weights });
    device.use('raw');
    const { outputs, inputs } = evaluatePiece(device, c);
    const cpu = await createTensorDevice('cpu', c.bound);
    cpu.dispose();
    return { c, y: outputs[0], inputs, gradient: device.gradients() };
  }
  const read = (x: tf.Tensor) => x.dataSync<'float32'>();

  test('convolution along a sequence is conv1d of zeros before and behind', async () => {
    const { c, y, inputs, gradient } = await found('convolution along a sequence: every second place of an odd length');
    const f = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      tf.add(
        tf.conv1d(
          tf.pad(tf.reshape<tf.Rank.R3>(x, [2, 9, 5]), [
            [0, 0],
            [1, 1],
            [0, 0],
          ]),
          tf.reshape<tf.Rank.R3>(w, [3, 5, 6]),
          2,
          'valid',
        ),
        b,
      );
    const given = [tf.tensor(c.inputs[0]), tf.tensor(c.weights.slice(0, 90)), tf.tensor(c.weights.slice(90))];
    const [out, [dx, dw, db]] = [f(given[0], given[1], given[2]), tf.grads(f)(given, tf.tensor(target(60), [2, 5, 6]))];
    expect(difference(y, read(out))).toBeLessThan(1e-5);
    expect(difference(inputs[0], read(dx))).toBeLessThan(1e-5);
    expect(difference(gradient, [...read(dw), ...read(db)])).toBeLessThan(1e-5);
  });

  test('attention of heads is the softmax of scaled products', async () => {
    const { c, y, inputs } = await found('attention: heads that cross vectors');
    const f = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => {
      const heads = (x: tf.Tensor, length: number) => tf.transpose(tf.reshape(x, [2, length, 3, 5]), [0, 2, 1, 3]);
      const scores = tf.div(tf.matMul(heads(q, 6), heads(k, 11), false, true), Math.sqrt(5));
      return tf.reshape(tf.transpose(tf.matMul(tf.softmax(scores), heads(v, 11)), [0, 2, 1, 3]), [12, 15]);
    };
    const given = c.inputs.map((x) => tf.tensor(x));
    expect(difference(y, read(f(given[0], given[1], given[2])))).toBeLessThan(1e-5);
    const slopes = tf.grads(f)(given, tf.tensor(target(180), [12, 15]));
    slopes.forEach((slope, i) => expect(difference(inputs[i], read(slope))).toBeLessThan(2e-5));
  });

  test('to space and to depth are depthToSpace and its inverse', async () => {
    const { c, y } = await found('3 x 2 to space by 2, 3 channels left');
    expect(Array.from(y)).toEqual(Array.from(read(tf.depthToSpace(tf.tensor4d(c.inputs[0], [2, 3, 2, 12]), 2))));
    const back = await found('4 x 6 x 3 to depth by 2');
    const deep = tf.tensor4d(back.y, [2, 2, 3, 12]);
    expect(Array.from(read(tf.depthToSpace(deep, 2)))).toEqual(Array.from(back.c.inputs[0]));
  });

  test('rows of a table are gathered, and their gradients scattered', async () => {
    const { c, y, gradient } = await found('lookup: tokens, some again and again');
    const ids = tf.tensor1d([3, 0, 8, 3, 3, 1, 8, 0, 3], 'int32');
    const table = tf.tensor2d(c.weights, [9, 6]);
    expect(Array.from(y)).toEqual(Array.from(read(tf.gather(table, ids))));
    const slope = tf.grad((t) => tf.gather(t, ids))(table, tf.tensor2d(target(54), [9, 6]));
    expect(difference(gradient, read(slope))).toBeLessThan(1e-6);
  });
});

describe('attention at its edges', () => {
  test('a masked key has no weight at all, and an example without keys an answer of zeros', async () => {
    const c = makePiece(pieces.find(({ name }) => name === 'attention: all keys of one example masked')!);
    const device = await simdDevice(c.bound);
    const cpu = await createTensorDevice('cpu', c.bound);
    for (const ops of [device, cpu]) {
      const { outputs, inputs } = evaluatePiece<never>(ops as never, c);
      const [y, weights] = outputs;
      expect([...y.slice(0, 32), ...weights.slice(0, 40)].every((v) => v === 0)).toBe(true);
      for (let row = 0; row < 8; row++) {
        const [a, b, d, ...masked] = weights.slice(40 + 5 * row, 45 + 5 * row);
        expect(Math.abs(a + b + d - 1)).toBeLessThan(1e-6);
        expect(masked).toEqual([0, 0]);
      }
      expect(inputs.every((slope) => slope.every(Number.isFinite))).toBe(true);
    }
    cpu.dispose();
  });

  test('a score that is not a number is not hidden', async () => {
    const c = makePiece(pieces.find(({ name }) => name === 'attention: one head')!);
    c.inputs[0][0] = NaN;
    const { outputs } = evaluatePiece(await simdDevice(c.bound), c);
    expect(outputs[0][0]).toBeNaN();
    expect(outputs[0].slice(8).every(Number.isFinite)).toBe(true);
  });

  test('sizes that do not fit are refused in words', async () => {
    const device = await simdDevice(makePiece(pieces[0]).bound);
    const put = (rows: number, columns: number) => device.put(new Float32Array(rows * columns), rows, columns);
    const [q, k] = [put(4, 6), put(6, 6)];
    expect(() => device.attention(q, k, k, { n: 2, heads: 4 })).toThrow(
      'attention: 6 channels for 4 heads (expected equal shares)',
    );
    expect(() => device.attention(q, k, k, { n: 4, heads: 2 })).toThrow(
      'attention: 4 queries and 6 keys (expected multiples of 4)',
    );
    expect(() => device.attention(q, k, put(4, 6), { n: 2, heads: 2 })).toThrow(
      '4 values for 6 keys (expected as many)',
    );
    expect(() => device.attention(q, put(6, 3), k, { n: 2, heads: 2 })).toThrow(
      'keys of 3 and values of 6 channels (expected 6, as queries have)',
    );
    expect(() => device.attention(q, k, k, { n: 2, heads: 2, mask: new Uint8Array(5) })).toThrow(
      'a mask of 5 keys (expected 6)',
    );
  });
});

describe('what would read outside is refused in words', () => {
  const c = makePiece(pieces.find(({ name }) => name === 'lookup: one token, rows beyond vectors')!);
  const [table] = c.bound.parameters;

  test.each(['simd', 'cpu'] as const)('%s: an id without a row', async (backend) => {
    const device = backend === 'simd' ? await simdDevice(c.bound) : await createTensorDevice('cpu', c.bound);
    device.load({ weights: c.weights });
    for (const id of [-1, 2]) {
      const message = `id ${id} at place 1 (expected 0 to 1)`;
      expect(() => device.within(() => device.lookup(table, Int32Array.of(0, id)))).toThrow(message);
      expect(() =>
        device.within(() =>
          device.lookupBack(table, Int32Array.of(0, id), device.put(new Float32Array(6), 2, 3) as never),
        ),
      ).toThrow(message);
    }
    device.dispose();
  });

  test.each(['simd', 'cpu'] as const)('%s: squares that do not come out', async (backend) => {
    const device = backend === 'simd' ? await simdDevice(c.bound) : await createTensorDevice('cpu', c.bound);
    device.within(() => {
      const x = device.put(new Float32Array(36), 6, 6) as never;
      expect(() => device.toDepth(x, { height: 2, width: 3 }, 2)).toThrow(
        '2 x 3 pixels in squares of 2 (expected multiples of 2)',
      );
      expect(() => device.toSpace(x, { height: 2, width: 3 }, 2)).toThrow(
        '6 channels as squares of 2 (expected a multiple of 4)',
      );
    });
    device.dispose();
  });
});
