import { describe, expect, test } from 'vitest';
import type { Domain } from '../../../src/core/domain';
import type { ShapedNetwork } from '../../../src/core/image-network/description';
import { digitDomain } from '../../../src/core/image-network/pixels';
import { bind } from '../../../src/core/image-network/parameters';
import { random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { dataPool } from '../../../src/net/image/data';
import { karrasLevels } from '../../../src/core/few-steps/consistency';
import { imageConsistency } from '../../../src/net/image/objective/consistency';
import { imageDenoising } from '../../../src/net/image/objective/denoising';
import { imageFlowMatching } from '../../../src/net/image/objective/flow-matching';
import type { ImageObjective, LearnedRows, LossRows } from '../../../src/net/image/objective/objective';
import { startingWeights } from '../../../src/net/image/start';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { apart } from '../objective/helpers';
import { data, narrow, rowsOf, settings, trainer } from './digits';
import { difference, simdDevice } from './helpers';

describe('flow matching on digits', () => {
  test('regresses minus v at the noise levels of the linear path, weighted to be the error of the velocity', () => {
    const rows = rowsOf(imageFlowMatching, 8);
    for (let i = 0; i < 8; i++) {
      const ratio = Math.exp(rows.logNoise[i]);
      const t = ratio / (1 + ratio);
      const squared = (1 - t) ** 2 + t ** 2;
      expect(rows.weight![i]).toBeCloseTo(1 / squared, 5);
      // Times are even, where denoising's angles are.
      expect(t).toBeCloseTo(0.015463 + (1 - 2 * 0.015463) * rows.place[i], 4);
      const r = Math.sqrt(squared);
      const other = rowsOf(imageDenoising, 8);
      for (let p = i * 784; p < i * 784 + 3; p++) {
        const x0 = ((1 - t) / r) * rows.values[p] + (t / r) * rows.target[p];
        const epsilon = (t / r) * rows.values[p] - ((1 - t) / r) * rows.target[p];
        const angle = Math.atan(Math.exp(other.logNoise[i]));
        expect(other.values[p]).toBeCloseTo(Math.cos(angle) * x0 + Math.sin(angle) * epsilon, 4);
        expect(other.target[p]).toBeCloseTo(Math.sin(angle) * x0 - Math.cos(angle) * epsilon, 4);
      }
    }
  });

  test('has the same gradient on the kernel and on TensorFlow.js, and lowers its loss', async () => {
    const one = await trainer({ network: narrow }, imageFlowMatching);
    const other = new ImageTrainer(
      await createTensorDevice('cpu', bind(narrow)),
      { ...settings, network: narrow },
      imageFlowMatching,
    );
    other.setData(data);
    for (const each of [one, other]) each.slice();
    expect(difference(one.device.gradients(), other.device.gradients())).toBeLessThan(5e-5);
    other.dispose();
    const first = one.train(2);
    one.train(30);
    expect(one.train(8)).toBeLessThan(0.9 * first);
    expect(one.lossByLevel().some((loss) => loss > 0)).toBe(true);
  });
});

describe('consistency training on digits', () => {
  const plan = { total: 8, first: 2, last: 8 };
  const objective = imageConsistency({ plan, least: 0.05, most: 30 });
  const asked: { values: Float32Array; logNoise: Float32Array }[] = [];
  const rows = (step: number, n = 6) => {
    asked.length = 0;
    return objective.batches({
      pool: dataPool(data, digitDomain, narrow),
      size: 784,
      seed: 3,
      network: () => (values, logNoise) => {
        asked.push({ values, logNoise });
        return values.map((v) => Math.sin(v));
      },
    })({ step, seen: 0, from: 0, n, size: n, dropout: 0 }) as LossRows;
  };

  test('aims at what the network says of the same datum and noise one level below, over the interval of levels', () => {
    const batch = rows(7);
    const levels = [...karrasLevels(9, { least: 0.05, most: 30 })].reverse();
    const [{ values: below, logNoise: low }] = asked;
    for (let i = 0; i < batch.n; i++) {
      const k = levels.findIndex((level) => Math.abs(Math.log(level) - batch.logNoise[i]) < 1e-5);
      expect(Math.exp(low[i])).toBeCloseTo(levels[k - 1], 4);
      const [a, b] = [batch.logNoise[i], low[i]].map((l) => Math.atan(Math.exp(l)));
      for (let j = i * 784; j < i * 784 + 3; j++) {
        // Two mixtures of one datum and one noise: solved for both, they are the same.
        const det = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b);
        const x0 = (Math.sin(b) * batch.values[j] - Math.sin(a) * below[j]) / det;
        expect(x0).toBeGreaterThan(-0.46);
        expect(x0).toBeLessThan(2.9);
      }
    }
    // An output that gives the aim costs nothing.
    const F = batch.values.map((v, j) => {
      const i = Math.floor(j / 784);
      const [a, b] = [batch.logNoise[i], low[i]].map((l) => Math.atan(Math.exp(l)));
      const aim = Math.cos(b) * below[j] + Math.sin(b) * Math.sin(below[j]);
      return (aim - Math.cos(a) * v) / Math.sin(a);
    });
    for (const term of batch.loss(F).terms) expect(term).toBeLessThan(1e-3);
  });

  test('its gradient is that of its loss, by differences, and it has more levels as it goes on', () => {
    const batch = rows(7, 2);
    const F = Float32Array.from(batch.values, (_, j) => Math.cos(j));
    const { gradient } = batch.loss(F);
    const sum = (values: Float32Array) => batch.loss(values).terms.reduce((a, b) => a + b, 0);
    const norm = Math.hypot(...gradient);
    const along = (sign: number) => F.map((f, j) => f + (sign * 0.05 * gradient[j]) / norm);
    expect((sum(along(1)) - sum(along(-1))) / 0.1 / norm).toBeCloseTo(1, 2);
    const count = (step: number) => new Set(Array.from(rows(step, 200).logNoise, (v) => v.toFixed(3))).size;
    expect(count(0)).toBeLessThanOrEqual(2);
    expect(count(7)).toBeGreaterThan(4);
    expect(() => imageConsistency({ plan, least: 2, most: 1 })).toThrow(
      'levels from 2 to 1 (expected 0 < least < most)',
    );
  });

  test('has the same gradient on the kernel and on TensorFlow.js', async () => {
    const gradients = [];
    const weights = Float32Array.from(startingWeights(bind(narrow), 1), (v, i) => v + 0.02 * Math.sin(i));
    for (const device of [await simdDevice(bind(narrow)), await createTensorDevice('cpu', bind(narrow))]) {
      const one = new ImageTrainer<unknown>(device, { ...settings, network: narrow }, objective);
      one.load({ weights });
      one.setData(data);
      one.slice();
      gradients.push(one.device.gradients());
    }
    expect(difference(gradients[0], gradients[1])).toBeLessThan(5e-5);
  });
});

describe('an objective with a loss of its own', () => {
  test('has the gradient of the same squares on the device', async () => {
    const own: ImageObjective = {
      name: 'denoising by hand',
      batches(source) {
        const next = imageDenoising.batches(source);
        return (request) => {
          const { target, ...rows } = next(request) as LearnedRows;
          return {
            ...rows,
            loss(output) {
              const size = output.length / rows.n;
              const error = output.map((value, i) => value - target[i]);
              const terms = new Float32Array(rows.n);
              error.forEach((e, i) => (terms[Math.floor(i / size)] += (e * e) / size));
              return { terms, gradient: error.map((e) => (2 * e) / size) };
            },
          };
        };
      },
    };
    const [a, b] = [await trainer({ network: narrow }), await trainer({ network: narrow }, own)];
    for (const each of [a, b]) each.slice();
    expect(apart(b.device.gradients(), a.device.gradients())).toBeLessThan(1e-5);
    expect(Math.abs(b.train(1) / a.train(1) - 1)).toBeLessThan(1e-5);
  });

  test('may ask the network and its average while it makes a batch', async () => {
    const found: number[] = [];
    const asking: ImageObjective = {
      name: 'asking',
      batches(source) {
        const next = imageDenoising.batches(source);
        return (request) => {
          const rows = next(request) as LearnedRows;
          for (const which of ['raw', 'ema'] as const)
            found.push(apart(source.network(which)(rows.values, rows.logNoise, rows.condition), rows.target));
          return rows;
        };
      },
    };
    const [a, b] = [await trainer({ network: narrow }), await trainer({ network: narrow }, asking)];
    expect(b.train(3)).toBe(a.train(3));
    expect(found[0]).toBe(found[1]);
    expect(found.at(-1)).not.toBe(found.at(-2));
    expect(found.every((ratio) => ratio > 0 && ratio < 10)).toBe(true);
  });
});

describe('a domain that is no picture', () => {
  /** Sound in little: 12 samples, two channels. */
  const waves: Domain = {
    name: 'waves',
    shape: { extent: [12], channels: 2 },
    scale: { mean: 2, deviation: 3 },
    range: [-4, 8],
  };
  const network: ShapedNetwork = {
    name: 'little network on waves',
    extent: [12],
    channels: 2,
    embedding: { width: 8, frequencies: 4, classes: 0, attributes: [3, 2] },
    layers: [
      { kind: 'flatten' },
      { kind: 'linear', from: 24, to: 32 },
      { kind: 'film', channels: 32, embedding: 8 },
      { kind: 'activation', function: 'silu' },
      { kind: 'linear', from: 32, to: 24 },
      { kind: 'flatten' },
    ],
  };
  const flat: Domain = { ...waves, shape: { extent: [], channels: 24 } };
  const wave = () => {
    const draw = random(5);
    const n = 40;
    const fields = [3, 2].map((size) => Int32Array.from({ length: n }, () => draw.integer(size)));
    const values = Float32Array.from({ length: 24 * n }, (_, i) => {
      const row = Math.floor(i / 24);
      return 2 + 3 * Math.sin((fields[0][row] + 1) * (i % 24) * 0.3 + fields[1][row]) * 1.2;
    });
    return { values, condition: { kind: 'attributes', fields } as const };
  };
  const layers = network.layers.slice(0, -1);
  const make = async (backend: 'simd' | 'cpu') => {
    const all = { ...settings, network: { ...network, layers }, domain: flat, labelDropout: 0.3, batchSize: 16 };
    const { createImageTrainer } = await import('../../../src/net/image/create');
    const made = await createImageTrainer(backend, all);
    made.setData(wave());
    return made;
  };

  test('trains with several attributes, on the kernel and on TensorFlow.js alike', async () => {
    const [a, b] = [await make('simd'), await make('cpu')];
    for (const each of [a, b]) each.slice();
    expect(difference(a.device.gradients(), b.device.gradients())).toBeLessThan(5e-5);
    b.dispose();
    const first = a.train(3);
    a.train(150);
    expect(a.train(10)).toBeLessThan(0.8 * first);
    const schedule = makeSchedule({ kind: 'cosine', s: 0.008 });
    const x = { data: Float64Array.from({ length: 48 }, (_, i) => 5 * Math.cos(i)), dim: 24 };
    const ask = (fields: readonly number[], guidance = 0) => {
      const condition = { kind: 'attributes', fields: fields.map((value) => Int32Array.of(value)) } as const;
      const out = { data: new Float64Array(48), dim: 24 };
      return a.denoiser({ schedule, condition, guidance, pixels: flat.scale, clip: false }).denoise(x, 0.8, out).data;
    };
    expect(apart(ask([0, 1]), ask([2, 1]))).toBeGreaterThan(1e-3);
    expect(apart(ask([0, 1]), ask([0, 0]))).toBeGreaterThan(1e-3);
    const [conditional, none] = [ask([0, 1]), ask([-1, -1])];
    const guided = ask([0, 1], 2);
    guided.forEach((v, i) => expect(v).toBeCloseTo(conditional[i] + 2 * (conditional[i] - none[i]), 3));
    const free = { data: new Float64Array(48), dim: 24 };
    a.denoiser({ schedule, pixels: flat.scale, clip: false }).denoise(x, 0.8, free);
    expect(free.data).toEqual(none);
    // Answers are held to the range of the domain.
    const held = { data: new Float64Array(48), dim: 24 };
    a.denoiser({ schedule, pixels: flat.scale }).denoise({ data: x.data.map((v) => 40 * v), dim: 24 }, 0.1, held);
    expect(Math.max(...held.data)).toBeCloseTo(8, 5);
    expect(Math.min(...held.data)).toBeCloseTo(-4, 5);
    a.dispose();
  });

  test('refuses what does not fit it', async () => {
    expect(() => dataPool({ ...wave(), values: new Float32Array(5) }, waves, network)).toThrow(
      '5 pixels for 40 pictures (expected 960, 24 each)',
    );
    const condition = { kind: 'attributes', fields: [Int32Array.of(3), Int32Array.of(0)] } as const;
    expect(() => dataPool({ values: new Float32Array(24), condition }, waves, network)).toThrow(
      'value of attribute 0 3 of row 0 for the little network on waves (expected 0 to 2, or -1 for none)',
    );
    await expect(trainer({ network: { ...network, layers } })).rejects.toThrow(
      'little network on waves puts out 24 numbers (expected 28 x 28 x 1, digits)',
    );
  });
});
