import { describe, expect, test } from 'vitest';
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { digitUNet, liveUNet, noisyDigitClassifier } from '../../../src/core/image-network/digits';
import { bind, type BoundLayer } from '../../../src/core/image-network/parameters';
import { removalOf, withoutPart } from '../../../src/core/image-network/parts';
import {
  bookPixels,
  digitDeviation,
  digitMean,
  fromGrey,
  greyOf,
  inkPixels,
  standardPixels,
} from '../../../src/core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../../src/core/image-network/sampling';
import { normalBatch, random } from '../../../src/core/random';
import { dpmpp2m } from '../../../src/core/sampler/dpmpp-2m';
import { makeSchedule } from '../../../src/core/schedule';
import { ImageClassifier } from '../../../src/net/image/classifier';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { numbersIn } from '../../../src/core/image-network/shape';
import { liveImageSettings, type ImageTrainerSettings } from '../../../src/net/image/settings';
import { missing } from '../../../src/net/image/missing';
import { shippedSettings } from '../../../src/net/image/shipped';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { simdDevice } from './helpers';

/** The twenty digits that travel in the page. */
const few = sampleDigits();
const data = {
  images: Uint8Array.from(few.flatMap(({ pixels }) => [...pixels])),
  labels: few.map(({ label }) => label),
};
const narrow = digitUNet({
  name: 'narrow digit U-Net',
  channels: [8, 8],
  groups: [2, 2],
  dense: { channels: 2, hidden: 16 },
});
const settings: ImageTrainerSettings = {
  network: liveUNet,
  seed: 3,
  ...liveImageSettings,
  warmup: 5,
  batchSize: 8,
  microBatch: 4,
};

async function trainer(change: Partial<ImageTrainerSettings> = {}): Promise<ImageTrainer> {
  const all = { ...settings, ...change };
  const made = new ImageTrainer(await simdDevice(bind(all.network)), all);
  made.setData(data);
  return made;
}

describe('training', () => {
  /** Recorded on the kernel: loss of the first step, and the mean of steps 16 to 20. */
  const recorded = { first: 1.1648844, last: 0.8387868 };

  test.each(['simd', 'cpu'] as const)(
    'twenty seeded steps on %s lower the loss to what was recorded',
    async (backend) => {
      const one =
        backend === 'simd'
          ? await trainer({ network: narrow })
          : new ImageTrainer(await createTensorDevice('cpu', bind(narrow)), { ...settings, network: narrow });
      one.setData(data);
      const start = one.train(1);
      one.train(14);
      const end = one.train(5);
      one.dispose();
      expect(Math.abs(start - recorded.first)).toBeLessThan(1e-5);
      expect(Math.abs(end - recorded.last)).toBeLessThan(2e-3);
      expect(end).toBeLessThan(0.9 * start);
    },
  );

  test('the size of the micro-batches changes nothing but rounding', async () => {
    const [a, b] = [await trainer({ microBatch: 8 }), await trainer({ microBatch: 3 })];
    const [la, lb] = [a.train(3), b.train(3)];
    expect(Math.abs(la - lb)).toBeLessThan(1e-5);
    const slices = [];
    while (slices.length < 3) slices.push(b.slice());
    expect(slices.map(({ stepped }) => stepped)).toEqual([false, false, true]);
    expect(b.steps).toBe(4);
  });

  test('saved, loaded elsewhere and trained on, it is the same run', async () => {
    const a = await trainer();
    a.train(4);
    const saved = a.save();
    const b = await trainer({ seed: 3 });
    b.load(saved);
    expect([b.steps, b.images]).toEqual([4, 32]);
    expect(b.train(2)).toBe(a.train(2));
    expect(Array.from(b.save().ema)).toEqual(Array.from(a.save().ema));
  });

  test('memory is flat over 500 steps', async () => {
    const one = await trainer({ batchSize: 2, microBatch: 2 });
    one.train(1);
    const { bytes } = one.memory();
    one.train(499);
    expect(one.memory().bytes).toBe(bytes);
  });

  test('tensors are given back', async () => {
    const one = new ImageTrainer(await createTensorDevice('cpu', bind(narrow)), {
      ...settings,
      network: narrow,
      batchSize: 2,
      microBatch: 1,
    });
    one.setData(data);
    one.train(1);
    const before = one.memory().tensors;
    one.train(2);
    one
      .denoiser({ schedule: digitSchedule(), guidance: 1 })
      .denoise(normalBatch(2, 784, random(1)), 0.5, normalBatch(2, 784, random(1)));
    one.train(1);
    expect(one.memory().tensors).toBe(before);
    one.dispose();
    expect(one.memory().tensors).toBe(0);
  });

  test('a loss that is not finite comes back without a step', async () => {
    const one = await trainer();
    const { weights } = one.save();
    one.device.load({ weights: weights.fill(NaN) });
    expect(one.train(3)).toBeNaN();
    expect(one.steps).toBe(0);
  });

  test('what does not fit is refused in words', async () => {
    const one = await trainer();
    expect(() => one.setData({ images: new Uint8Array(784), labels: [11] })).toThrow(
      'class 11 of picture 0 (expected 0 to 9, or 10 for none)',
    );
    expect(() => one.setData({ images: new Uint8Array(783), labels: [1] })).toThrow(
      '783 pixels for 1 pictures (expected 784, 784 each)',
    );
    expect(() => one.load({ weights: new Float32Array(3) })).toThrow(`3 weights (expected ${one.parameters})`);
    expect(() => one.load({ ...one.save(), network: 'other' })).toThrow(
      'weights of "other" (expected "live digit U-Net")',
    );
    expect(() => one.configure({ batchSize: 0 })).toThrow('batch size is 0 (expected an integer from 1 to 1024)');
    expect(one.settings.batchSize).toBe(8);
  });
});

describe('denoiser', () => {
  test('is the same model in all units and under all schedules', async () => {
    const one = await trainer();
    one.train(10);
    const sigma = 0.8;
    const u = normalBatch(3, 784, random(9));
    const answer = (schedule: ReturnType<typeof digitSchedule>, t: number, { mean, deviation } = standardPixels) => {
      const alpha = schedule.alpha(t);
      const x = { data: u.data.map((v) => alpha * (mean + deviation * v)), dim: 784 };
      const out = normalBatch(3, 784, random(1));
      one
        .denoiser({ schedule, labels: [4, -1, 7], guidance: 1.5, pixels: { mean, deviation }, clip: false })
        .denoise(x, t, out);
      return out.data.map((v) => (v - mean) / deviation);
    };
    const expected = answer(digitSchedule(), sigma / 30);
    for (const pixels of [inkPixels, bookPixels]) {
      const found = answer(digitSchedule(pixels), sigma / 30, pixels);
      found.forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(1e-5));
    }
    const cosine = makeSchedule({ kind: 'cosine', s: 0.008 });
    const t = cosine.timeOfLogSnr(-2 * Math.log(sigma));
    answer(cosine, t).forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(1e-4));
  });

  test('guidance 0 is the conditional answer; w adds w times the difference to the unconditional one', async () => {
    const one = await trainer();
    one.train(30);
    const schedule = digitSchedule();
    const x = normalBatch(4, 784, random(2));
    const ask = (labels: number[], guidance: number) =>
      one
        .denoiser({ schedule, labels, guidance, clip: false })
        .denoise(x, 0.03, normalBatch(4, 784, random(1)))
        .data.slice();
    const [c, u, g] = [ask([1, 2, 3, 4], 0), ask([-1], 0), ask([1, 2, 3, 4], 2)];
    expect(Math.max(...c.map((v, i) => Math.abs(v - u[i])))).toBeGreaterThan(1e-3);
    g.forEach((v, i) => expect(Math.abs(v - (c[i] + 2 * (c[i] - u[i])))).toBeLessThan(1e-5));
  });

  test('clipped answers are pixels, at the ends of time too', async () => {
    const one = await trainer();
    const schedule = digitSchedule(bookPixels);
    const denoiser = one.denoiser({ schedule, pixels: bookPixels });
    for (const t of [0, 1e-6, 0.5, 1]) {
      const x = normalBatch(2, 784, random(4));
      const { data: out } = denoiser.denoise({ data: x.data.map((v) => 40 * v), dim: 784 }, t, x);
      expect(out.every((v) => v >= -1 - 1e-9 && v <= 1 + 1e-9)).toBe(true);
    }
  });

  test('every step of a sampler asks once, from noise 30 down to 0.03 and then 0', async () => {
    const schedule = digitSchedule();
    const times = digitTimes(10);
    expect(times).toHaveLength(11);
    expect(schedule.sigma(times[0])).toBeCloseTo(30, 10);
    expect(schedule.sigma(times[9])).toBeCloseTo(0.03, 10);
    expect(times[10]).toBe(0);
    const one = await trainer();
    let last = 0;
    for (const step of dpmpp2m({
      denoiser: one.denoiser({ schedule, labels: [1, 2] }),
      schedule,
      times,
      x: normalBatch(2, 784, random(1)),
    }))
      last = step.evaluations;
    expect(last).toBe(10);
  });
});

describe('inspection', () => {
  test('tells every layer, and a network without a part is another network', async () => {
    const one = await trainer();
    one.train(20);
    const inputs = {
      pictures: Float32Array.from(normalBatch(2, 784, random(3)).data),
      n: 2,
      logNoise: [0.1, 0.1],
      labels: Int32Array.of(3, 5),
    };
    const whole = one.inspect(inputs);
    expect(whole.layers.at(-1)).toMatchObject({
      kind: 'to-space',
      shape: { extent: [28, 28], channels: 1 },
      values: whole.output,
    });
    expect(whole.layers.every(({ values, shape }) => values.length === 2 * numbersIn(shape))).toBe(true);
    const level = whole.layers.find(({ path }) => path === '3')!;
    const inner = whole.layers.filter(({ path }) => /^3\.\d+$/.test(path)).at(-1)!;
    const before = whole.layers.find(({ path }) => path === '2')!;
    level.values.forEach((v, i) => expect(Math.abs(v - before.values[i] - inner.values[i])).toBeLessThan(1e-6));

    const named = (part: 'inner' | 'skip') =>
      one.inspect(inputs, {
        without: (_, layer) => (layer.kind === 'residual' && layer.name === 'lower level' ? part : undefined),
      });
    expect(named('inner').layers.find(({ path }) => path === '3')!.values).toEqual(before.values);
    expect(named('skip').layers.find(({ path }) => path === '3')!.values).toEqual(inner.values);
    expect(one.inspect(inputs, { untold: true }).output).not.toEqual(whole.output);
    const other = { ...inputs, logNoise: [2, 2], labels: Int32Array.of(1, 1) };
    expect(one.inspect(other, { untold: true }).output).toEqual(one.inspect(inputs, { untold: true }).output);
  });

  test('a network that is not told the noise answers the same at every level, but hears its class', async () => {
    const one = await trainer();
    one.train(20);
    const inputs = {
      pictures: Float32Array.from(normalBatch(2, 784, random(3)).data),
      n: 2,
      logNoise: [0.1, 0.1],
      labels: Int32Array.of(3, 5),
    };
    const deaf = one.inspect(inputs, { untold: 'noise' }).output;
    expect(one.inspect({ ...inputs, logNoise: [2, -2] }, { untold: 'noise' }).output).toEqual(deaf);
    expect(one.inspect({ ...inputs, labels: Int32Array.of(1, 1) }, { untold: 'noise' }).output).not.toEqual(deaf);
    expect(one.inspect({ ...inputs, logNoise: [2, -2] }).output).not.toEqual(one.inspect(inputs).output);
  });

  test('taking a part from a pass is running the network that lacks it', async () => {
    const one = await trainer();
    one.train(20);
    const inputs = {
      pictures: Float32Array.from(normalBatch(2, 784, random(3)).data),
      n: 2,
      logNoise: [0.1, 0.1],
      labels: Int32Array.of(3, 5),
    };
    for (const part of ['dense', 'residual', 'skip'] as const) {
      const network = withoutPart(liveUNet, part);
      const less = await trainer({ network });
      // The weights of the layers that stay, in order.
      const kept: number[] = [];
      const all = one.save().weights;
      const walk = (layers: readonly BoundLayer[], gone: boolean): void =>
        layers.forEach(({ layer, parameters, inner }) => {
          const out = gone || removalOf(part, layer) === 'inner';
          if (!out) parameters.forEach(({ at, rows, columns }) => kept.push(...all.subarray(at, at + rows * columns)));
          walk(inner, out);
        });
      const bound = bind(liveUNet);
      bound.embedding.forEach(({ at, rows, columns }) => kept.push(...all.subarray(at, at + rows * columns)));
      walk(bound.layers, false);
      less.load({ weights: Float32Array.from(kept) });
      const expected = less.inspect(inputs, { which: 'raw' }).output;
      one
        .inspect(inputs, { ...missing(part), which: 'raw' })
        .output.forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(1e-5));
    }
  });
});

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

describe('classifier', () => {
  test('learns twenty digits by heart', async () => {
    const one = new ImageClassifier(await simdDevice(bind(shippedSettings.classifier.network)), {
      ...shippedSettings.classifier,
      shift: 0,
      warmup: 5,
      decaySteps: 0,
      batchSize: 20,
      microBatch: 20,
    });
    one.setData(data);
    const start = one.train(1);
    expect(start).toBeGreaterThan(2);
    expect(one.train(60)).toBeLessThan(start);
    one.which = 'raw';
    const { classes, features, logProbabilities } = one.judge(Float32Array.from(fromGrey(data.images)));
    expect(Array.from(classes)).toEqual(data.labels);
    expect([features.dim, features.data.length]).toEqual([64, 64 * 20]);
    expect(features.data.every((v) => v >= 0)).toBe(true);
    for (let i = 0; i < 20; i++) {
      expect(logProbabilities.subarray(10 * i, 10 * i + 10).reduce((sum, v) => sum + Math.exp(v), 0)).toBeCloseTo(
        1,
        10,
      );
    }
  });

  test('the gradient of its log-probability by x_t is that of differences', async () => {
    const one = new ImageClassifier(await simdDevice(bind(noisyDigitClassifier)), shippedSettings['noisy-classifier']);
    const schedule = digitSchedule(bookPixels),
      t = 0.02,
      labels = [3, 8];
    const x = normalBatch(2, 784, random(5)),
      gradient = normalBatch(2, 784, random(1));
    one.gradient({ schedule, labels, pixels: bookPixels })(x, t, gradient);
    const value = (h: number, direction: Float64Array, row: number) => {
      const { mean, deviation } = bookPixels;
      const S = schedule.sigma(t) / deviation,
        r = Math.hypot(1, S);
      const input = Float32Array.from(x.data, (v, i) => (v + h * direction[i] - mean) / deviation / r);
      return one.judge(input, Math.log(S)).logProbabilities[10 * row + labels[row]];
    };
    for (const row of [0, 1]) {
      // Uphill, where a difference stands out from the kinks of ReLU and of pooling.
      const own = gradient.data.map((v, i) => (Math.floor(i / 784) === row ? v : 0));
      const slope = Math.hypot(...own);
      const uphill = own.map((v) => v / slope);
      const h = 0.02;
      const measured = (value(h, uphill, row) - value(-h, uphill, row)) / (2 * h);
      expect(measured / slope).toBeGreaterThan(0.95);
      expect(measured / slope).toBeLessThan(1.05);
    }
  });
});
