import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { count, zeros, type Batch } from '../../../src/core/batch';
import { bind } from '../../../src/core/image-network/parameters';
import { inkPixels, standardPixels } from '../../../src/core/image-network/pixels';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { given, ofClass } from '../../../src/net/condition/index';
import { imageDenoiserWithBack, type BackOptions } from '../../../src/net/image/back';
import { forward } from '../../../src/net/image/pass';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { makeCase } from './cases';
import { narrow, settings, trainer } from './digits';

/** Weights that are all random: of those that a network starts with, the last are zero and nothing goes back. */
const { weights } = makeCase(narrow, 1, 5);
const schedule = digitSchedule();
const dot = (a: Batch, b: Batch) => a.data.reduce((sum, value, i) => sum + value * b.data[i], 0);
const like = ({ data, dim }: Batch) => zeros(data.length / dim, dim);
const distance = (a: Batch, b: Batch) =>
  Math.sqrt(a.data.reduce((sum, value, i) => sum + (value - b.data[i]) ** 2, 0) / dot(b, b));

async function onKernel(): Promise<ImageTrainer> {
  const one = await trainer({ network: narrow });
  one.load({ weights });
  return one;
}

const cases: Readonly<Record<string, Partial<BackOptions>>> = {
  'told nothing': {},
  'told classes': { condition: ofClass([3, 7]) },
  guided: { condition: ofClass([3, 7]), guidance: 1.5 },
  'guided away from another class': { condition: ofClass([3, 7]), guidance: 0.7, awayFrom: ofClass([1]) },
  'in ink': { condition: ofClass([2]), pixels: inkPixels, schedule: makeSchedule({ kind: 'cosine', s: 0.008 }) },
};

describe('a network on pictures, followed back to its input', () => {
  let one: ImageTrainer;
  beforeAll(async () => {
    one = await onKernel();
  });

  test.each(Object.entries(cases))('%s: as central differences have it, at little and much noise', (_, change) => {
    const options = { schedule, clip: false, ...change };
    const denoiser = imageDenoiserWithBack(one, options);
    for (const noise of [0.1, 1, 8]) {
      const t = options.schedule.timeOfLogSnr(-2 * Math.log(noise * (options.pixels ?? standardPixels).deviation));
      const [x, v, u] = [1, 2, 3].map((seed) => normalBatch(3, 784, random(seed)));
      const into = denoiser.withBack(x, t, like(x))(v, like(x));
      // <J'v, u> against <v, (D(x + h u) - D(x - h u)) / 2h>: single precision leaves few digits of a difference.
      const h = 3e-3;
      const [up, down] = [h, -h].map((step) =>
        denoiser.denoise({ data: x.data.map((value, i) => value + step * u.data[i]), dim: 784 }, t, like(x)),
      );
      const change = { data: up.data.map((value, i) => (value - down.data[i]) / (2 * h)), dim: 784 };
      const size = Math.sqrt(dot(into, into) * dot(u, u));
      expect(Math.abs(dot(into, u) - dot(v, change))).toBeLessThan(2e-3 * size);
    }
  });

  test('the answer is that of the denoiser, and rows go back alike in whatever company', () => {
    const options = { schedule, condition: ofClass([1, 2, 3, -1, 5]), guidance: 1 };
    const denoiser = imageDenoiserWithBack(one, options);
    const [x, v] = [normalBatch(35, 784, random(4)), normalBatch(35, 784, random(5))];
    const out = like(x);
    const into = denoiser.withBack(x, 0.05, out)(v, like(x));
    expect(out).toEqual(one.denoiser(options).denoise(x, 0.05, like(x)));
    const row = ({ data }: Batch, i: number) => ({ data: data.slice(784 * i, 784 * (i + 1)), dim: 784 });
    const alone = imageDenoiserWithBack(one, { ...options, condition: ofClass([5]) });
    const back = alone.withBack(row(x, 34), 0.05, zeros(1, 784))(row(v, 34), zeros(1, 784));
    expect(distance(back, row(into, 34))).toBeLessThan(1e-5);
    expect(count(into)).toBe(35);
  });

  test('nothing goes back from where the answer was clipped', () => {
    const [x, v] = [normalBatch(2, 784, random(6)), normalBatch(2, 784, random(7))];
    const out = like(x);
    const clipped = imageDenoiserWithBack(one, { schedule }).withBack(x, 0.001, out)(v, like(x));
    const free = imageDenoiserWithBack(one, { schedule, clip: false });
    const raw = like(x);
    const back = free.withBack(x, 0.001, raw);
    const inside = { data: v.data.map((value, i) => (out.data[i] === raw.data[i] ? value : 0)), dim: 784 };
    expect(inside.data.filter((value) => value === 0).length).toBeGreaterThan(50);
    expect(distance(clipped, back(inside, like(x)))).toBeLessThan(1e-6);
  });

  test('training goes on as if it had not been asked', async () => {
    const [a, b] = [await onKernel(), await onKernel()];
    a.slice();
    const x = normalBatch(2, 784, random(8));
    imageDenoiserWithBack(a, { schedule }).withBack(x, 0.05, like(x))(x, like(x));
    a.train(2);
    b.train(2);
    expect(a.save().weights).toEqual(b.save().weights);
  });
});

describe("TensorFlow.js's own gradient", () => {
  test.each([['told nothing'], ['told classes'], ['guided']])(
    '%s: the same on the kernel and on the CPU backend',
    async (name) => {
      const options = { schedule, clip: false, ...cases[name] };
      const [t, n] = [0.04, 2];
      const [x, v] = [normalBatch(n, 784, random(9)), normalBatch(n, 784, random(10))];
      const device = await createTensorDevice('cpu', bind(narrow));
      const other = new ImageTrainer(device, { ...settings, network: narrow });
      other.load({ weights });
      const S = schedule.sigma(t);
      const r = Math.hypot(schedule.alpha(t), S);
      /** The answer in TensorFlow.js's operations, from a tensor that it can follow. */
      const answer = (at: tf.Tensor2D, labels: readonly number[]) => {
        const pictures = tf.div<tf.Tensor2D>(at, r);
        const marked = new Float32Array(n * 784);
        const ops = Object.assign(Object.create(device) as typeof device, {
          // Stock operations, as on WASM: ours on the CPU have no gradient that TensorFlow.js knows.
          on: 'wasm',
          put: (values: Float32Array, rows: number, columns: number) =>
            values === marked ? tf.reshape(pictures, [rows, columns]) : device.put(values, rows, columns),
        });
        const inputs = {
          n,
          logNoise: new Float32Array(n).fill(Math.log(S)),
          ...given(ofClass(labels), marked, narrow),
        };
        const F = tf.reshape(forward(ops, bind(narrow), inputs).output, [n, 784]);
        return tf.div(tf.add(pictures, tf.mul(F, S)), r);
      };
      const labels = name === 'told nothing' ? [-1, -1] : [3, 7];
      const w = options.guidance ?? 0;
      device.use('ema');
      const expected = device.within(() => {
        const gradient = tf.grad((at) => {
          const c = answer(at as tf.Tensor2D, labels);
          const all = w === 0 ? c : tf.sub(tf.mul(c, 1 + w), tf.mul(answer(at as tf.Tensor2D, [-1, -1]), w));
          return tf.sum(tf.mul(all, tf.tensor2d(Float32Array.from(v.data), [n, 784])));
        });
        return gradient(tf.tensor2d(Float32Array.from(x.data), [n, 784])).dataSync<'float32'>();
      });
      const truth = { data: Float64Array.from(expected), dim: 784 };
      for (const of of [await onKernel(), other]) {
        const found = imageDenoiserWithBack(of, options).withBack(x, t, like(x))(v, like(x));
        expect(distance(found, truth)).toBeLessThan(1e-5);
      }
      other.dispose();
    },
  );
});
