import { describe, expect, test } from 'vitest';
import { turned, turnJumps } from '../../../src/core/few-steps/turns';
import { digitUNet } from '../../../src/core/image-network/digits';
import { digitDomain } from '../../../src/core/image-network/pixels';
import { bind } from '../../../src/core/image-network/parameters';
import { normalBatch, random } from '../../../src/core/random';
import { dataPool } from '../../../src/net/image/data';
import type { Condition } from '../../../src/net/condition/index';
import type { Ask, LearnedRows } from '../../../src/net/image/objective/objective';
import { imageShortcut, jumpSizes, shortcutTurner } from '../../../src/net/image/objective/shortcut';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { few, settings } from './digits';
import { difference, simdDevice } from './helpers';

const grid = 8;
const network = digitUNet({
  name: 'narrow shortcut U-Net',
  channels: [8, 8],
  groups: [2, 2],
  dense: { channels: 2, hidden: 16 },
  embedding: { width: 16, frequencies: 4, classes: 0, attributes: [10, jumpSizes(grid)] },
});
const data = {
  values: Float32Array.from(few.flatMap(({ pixels }) => Array.from(pixels, (p) => p / 255))),
  condition: {
    kind: 'attributes',
    fields: [Int32Array.from(few, ({ label }) => label), new Int32Array(few.length).fill(-1)],
  },
} as const;
const objective = imageShortcut({ grid, share: 0.5 });
const quarter = Math.PI / 2;
const kindsOf = (condition: Condition) => (condition.kind === 'attributes' ? condition.fields[1] : new Int32Array());

interface Asked {
  readonly which: string;
  readonly values: Float32Array;
  readonly logNoise: Float32Array;
  readonly condition: Condition;
}
const asked: Asked[] = [];
/** The first rows of a step, of a network that says `answer`. */
function rows(answer: Ask, { step = 3, n = 12, share = 0.5 } = {}): LearnedRows {
  asked.length = 0;
  const made = imageShortcut({ grid, share }).batches({
    pool: dataPool(data, digitDomain, network),
    size: 784,
    seed: 3,
    network:
      (which) =>
      (...of) => {
        asked.push({ which, values: of[0], logNoise: of[1], condition: of[2] });
        return answer(...of);
      },
  });
  return made({ step, seen: 0, from: 0, n, size: n, dropout: 0 }) as LearnedRows;
}

const trainer = async (device: 'simd' | 'cpu' = 'simd') => {
  const made = device === 'simd' ? await simdDevice(bind(network)) : await createTensorDevice('cpu', bind(network));
  const one = new ImageTrainer<unknown>(made, { ...settings, network, labelDropout: 0 }, objective);
  one.setData(data);
  return one;
};

describe('shortcut models on digits', () => {
  test('learn jumps from multiples of themselves, asked of the average at half their size, and plain denoising beside', () => {
    const batch = rows((values) => values.map((v) => Math.sin(v)));
    const kinds = kindsOf(batch.condition);
    expect(asked.map(({ which }) => which)).toEqual(['ema', 'ema']);
    const half = Float64Array.from(kinds.slice(0, 6), (kind) => 2 ** (kind - 1) / grid);
    for (let i = 0; i < 6; i++) {
      expect(kinds[i]).toBeGreaterThanOrEqual(1);
      expect(kinds[i]).toBeLessThanOrEqual(3);
      const times = batch.place[i] / (2 * half[i]);
      expect(times).toBeCloseTo(Math.round(times), 6);
      expect(times).toBeGreaterThan(0.5);
      expect(kindsOf(asked[0].condition)[i]).toBe(kinds[i] - 1);
      expect(kindsOf(asked[1].condition)[i]).toBe(kinds[i] - 1);
      const below = Math.max(0.01, batch.place[i] - half[i]);
      expect(asked[1].logNoise[i]).toBeCloseTo(Math.log(Math.tan(quarter * below)), 4);
    }
    // One jump by the target ends where the two do.
    const x = batch.values.slice(0, 6 * 784);
    const at = (from: Float32Array, F: Float32Array, size: Float64Array) =>
      turned(from, F, size, new Float32Array(from.length));
    const middle = at(x, x.map((v) => Math.sin(v)), half); // prettier-ignore
    expect(difference(asked[1].values, middle)).toBeLessThan(1e-6);
    const end = at(middle, middle.map((v) => Math.sin(v)), half); // prettier-ignore
    const one = at(x, batch.target.slice(0, 6 * 784), half.map((d) => 2 * d)); // prettier-ignore
    expect(difference(one, end)).toBeLessThan(1e-5);
    // The others are told no jump, and their target is that of denoising: x and F give a digit.
    for (let i = 6; i < 12; i++) {
      expect(kinds[i]).toBe(0);
      const angle = Math.atan(Math.exp(batch.logNoise[i]));
      for (let j = i * 784; j < (i + 1) * 784; j++) {
        const x0 = Math.cos(angle) * batch.values[j] + Math.sin(angle) * batch.target[j];
        expect(x0).toBeGreaterThan(-0.46);
        expect(x0).toBeLessThan(2.9);
      }
    }
  });

  test('are at rest where the network knows the way: of one digit alone any jump’s F is its own', () => {
    // With one datum y, F follows from x = cos(a) y + sin(a) epsilon: (y - cos(a) x) / sin(a).
    const y = dataPool(data, digitDomain, network).values.subarray(0, 784);
    const one = {
      values: data.values.slice(0, 784),
      condition: { kind: 'attributes', fields: data.condition.fields.map((f) => f.slice(0, 1)) },
    } as const;
    const exact: Ask = (values, logNoise) =>
      values.map((v, j) => {
        const angle = Math.atan(Math.exp(logNoise[Math.floor(j / 784)]));
        return (y[j % 784] - Math.cos(angle) * v) / Math.sin(angle);
      });
    const made = objective.batches({
      pool: dataPool(one, digitDomain, network),
      size: 784,
      seed: 3,
      network: () => exact,
    });
    const batch = made({ step: 5, seen: 0, from: 0, n: 40, size: 40, dropout: 0 }) as LearnedRows;
    for (let i = 0; i < 40; i++) {
      // Told the least or the most noise in place of none or of noise alone, the network is a little off.
      if (batch.place[i] > 0.99) continue;
      const angle = quarter * batch.place[i];
      for (let j = i * 784; j < (i + 1) * 784; j++)
        expect(batch.target[j]).toBeCloseTo((y[j % 784] - Math.cos(angle) * batch.values[j]) / Math.sin(angle), 3);
    }
    // And the sampler comes to the datum, in one jump and in four.
    const asking = shortcutTurner(exact, grid, {
      kind: 'attributes',
      fields: [Int32Array.of(1, 1), Int32Array.of(0, 0)],
    });
    for (const n of [1, 4]) {
      const steps = [...turnJumps({ turner: asking, n, x: normalBatch(2, 784, random(5)) })];
      steps[n].x.data.forEach((v, j) => expect(Math.abs(v - y[j % 784])).toBeLessThan(0.1));
    }
    expect(() => [...turnJumps({ turner: asking, n: 3, x: normalBatch(2, 784, random(5)) })]).toThrow('a jump of 0.33');
  });

  test('have the same gradient on the kernel and on TensorFlow.js, and go on after loading as if they had not stopped', async () => {
    const [one, other] = [await trainer(), await trainer('cpu')];
    for (const each of [one, other]) each.slice();
    expect(difference(one.device.gradients(), other.device.gradients())).toBeLessThan(5e-5);
    other.dispose();
    const [whole, part] = [await trainer(), await trainer()];
    const first = whole.train(6);
    part.train(3);
    const going = await trainer();
    going.load(part.save());
    going.train(3);
    expect(difference(going.save().weights, whole.save().weights)).toBe(0);
    whole.train(40);
    expect(whole.train(6)).toBeLessThan(0.9 * first);
  });

  test('refuse grids, shares and data that cannot be', () => {
    expect(() => imageShortcut({ grid: 6, share: 0.5 })).toThrow('grid is 6 (expected a power of two, at least 2)');
    expect(() => imageShortcut({ grid: 8, share: 2 })).toThrow('share is 2 (expected 0 to 1)');
    const labelled: Condition = { kind: 'class', labels: Int32Array.of(1) };
    const pool = { values: new Float32Array(784), condition: labelled, count: 1 };
    const made = objective.batches({ pool, size: 784, seed: 1, network: () => (values) => values });
    expect(() => made({ step: 0, seen: 0, from: 0, n: 1, size: 1, dropout: 0 })).toThrow(
      'a shortcut model of data with class (expected attributes, the last for the jump)',
    );
    expect(kindsOf(rows((v) => v, { share: 0 }).condition).every((kind) => kind === 0)).toBe(true);
    expect(asked).toHaveLength(0);
  });
});
