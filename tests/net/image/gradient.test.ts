import { describe, expect, test } from 'vitest';
import { digitClassifier, liveUNet, noisyDigitClassifier, shippedUNet } from '../../../src/core/image-network/digits';
import { shippedGan } from '../../../src/core/image-network/gan';
import { random } from '../../../src/core/random';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { difference, evaluate, examplesOf, makeCase, simdDevice, type Case } from './helpers';
import { networks } from './networks';
import { PlainOps } from './plain';

const book = [
  shippedUNet,
  liveUNet,
  digitClassifier,
  noisyDigitClassifier,
  shippedGan.generator,
  shippedGan.discriminator,
];

/** The loss with its weights and input moved by `h` along random directions. */
function along(c: Case, direction: Float64Array, move: Float64Array, h: number): number {
  const ops = new PlainOps(
    c.bound,
    Float64Array.from(c.weights, (w, i) => w + h * direction[i]),
  );
  const pictures = Float64Array.from(c.inputs.pictures, (x, i) => x + h * move[i]) as unknown as Float32Array;
  return evaluate(bindAll(ops), { ...c, inputs: { ...c.inputs, pictures } }).loss;
}

const numbers = (values: Float32Array) => Array.from(values);

/** `read` in double precision, for differences. */
function bindAll(ops: PlainOps): PlainOps {
  ops.read = (x) => x.data as unknown as Float32Array;
  return ops;
}

describe('gradients of the plain pieces against central differences', () => {
  test.each(networks)('$name', (network) => {
    const c = makeCase(network, 3);
    const ops = bindAll(new PlainOps(c.bound, c.weights));
    const { input } = evaluate(ops, c);
    for (let seed = 1; seed <= 3; seed++) {
      const draw = random(seed);
      const direction = Float64Array.from(c.weights, () => draw.normal());
      const move = Float64Array.from(c.inputs.pictures, () => draw.normal());
      const slope =
        ops.gradient.reduce((sum, g, i) => sum + g * direction[i], 0) +
        input.reduce((sum, g, i) => sum + g * move[i], 0);
      const h = 1e-6;
      const measured = (along(c, direction, move, h) - along(c, direction, move, -h)) / (2 * h);
      expect(Math.abs(slope - measured)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
    }
  });
});

describe('the kernel against the plain pieces', () => {
  test.each([...networks, ...book])('$name', async (network) => {
    const c = makeCase(network, examplesOf(network));
    const plain = new PlainOps(c.bound, c.weights);
    const expected = evaluate(plain, c);
    const device = await simdDevice(c.bound);
    device.load({ weights: c.weights });
    device.use('raw');
    const found = evaluate(device, c);
    expect(difference(found.output, expected.output)).toBeLessThan(2e-5);
    expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-5 * expected.loss);
    expect(difference(found.input, expected.input)).toBeLessThan(5e-5);
    expect(difference(found.attended.flatMap(numbers), expected.attended.flatMap(numbers))).toBeLessThan(2e-5);
    if (c.bound.size > 0) expect(difference(device.gradients(), plain.gradient)).toBeLessThan(5e-5);
  });
});

describe('TensorFlow.js against the plain pieces', () => {
  for (const backend of ['cpu', 'wasm'] as const) {
    test.each([...networks, liveUNet, noisyDigitClassifier, shippedGan.generator])(
      `${backend}: $name`,
      async (network) => {
        const c = makeCase(network, examplesOf(network));
        const plain = new PlainOps(c.bound, c.weights);
        const expected = evaluate(plain, c);
        const device = await createTensorDevice(backend, c.bound);
        device.load({ weights: c.weights });
        device.use('raw');
        const found = evaluate(device, c);
        expect(difference(found.output, expected.output)).toBeLessThan(2e-5);
        expect(difference(found.input, expected.input)).toBeLessThan(5e-5);
        expect(difference(found.attended.flatMap(numbers), expected.attended.flatMap(numbers))).toBeLessThan(2e-5);
        expect(difference(found.attended.flatMap(numbers), expected.attended.flatMap(numbers))).toBeLessThan(2e-5);
        if (c.bound.size > 0) expect(difference(device.gradients(), plain.gradient)).toBeLessThan(5e-5);
        device.dispose();
      },
    );
  }
});
