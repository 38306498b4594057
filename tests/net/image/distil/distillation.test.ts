import { describe, expect, test } from 'vitest';
import { numbersOf } from '../../../../src/core/domain';
import { shippedGan, liveGan } from '../../../../src/core/image-network/gan';
import { forwardFlops } from '../../../../src/core/image-network/flops';
import { bind } from '../../../../src/core/image-network/parameters';
import { digitDomain } from '../../../../src/core/image-network/pixels';
import { random } from '../../../../src/core/random';
import { ofClass } from '../../../../src/net/condition/class';
import { dataPool } from '../../../../src/net/image/data';
import { Distillation } from '../../../../src/net/image/distil/distillation';
import { PictureRival } from '../../../../src/net/image/distil/rival';
import { distillationFlops, type DistillationSettings } from '../../../../src/net/image/distil/settings';
import { startingPlayer } from '../../../../src/net/image/gan/start';
import {
  imageDistributionMatching,
  imitation,
  madePictures,
  type ImageDistributionMatchingOptions,
} from '../../../../src/net/image/objective/distribution-matching';
import type { Ask, LearnedRows, LossRows } from '../../../../src/net/image/objective/objective';
import { guidedTeacher, noiseAt, readData } from '../../../../src/net/image/objective/teacher';
import { createTensorDevice } from '../../../../src/net/image/tfjs/device';
import { startingWeights } from '../../../../src/net/image/start';
import { ImageTrainer } from '../../../../src/net/image/trainer';
import { data, narrow, settings as live } from '../digits';
import { difference, simdDevice } from '../helpers';

const size = numbersOf(digitDomain);
const START = 30;

/** An answer F that depends on x, on the noise and on the class, and is none of the others'. */
const asking =
  (a: number): Ask =>
  (values, logNoise, condition) => {
    const labels = condition.kind === 'class' ? condition.labels : new Int32Array();
    return values.map((x, j) => {
      const i = Math.floor(j / size);
      return Math.sin(a * x + 0.3 * logNoise[i]) + 0.1 * labels[i];
    });
  };

function rowsOf(change: Partial<ImageDistributionMatchingOptions> = {}, n = 4, made = madePictures(n, size)) {
  const options = { teacher: asking(1.3), guidance: 0.7, fake: asking(0.6), made, domain: digitDomain, start: START };
  const objective = imageDistributionMatching({ ...options, ...change });
  const source = { pool: dataPool(data, digitDomain, narrow), size, seed: 3, network: () => asking(0.4) };
  const rows = objective.batches(source)({ step: 5, seen: 20, from: 0, n, size: n, dropout: 0 }) as LossRows;
  return { rows, made, options: { ...options, ...change } };
}

describe('distribution matching on digits', () => {
  test('pulls each row by the two denoisers’ difference, over its distance from the teacher’s answer', () => {
    const n = 4;
    const { rows, made } = rowsOf();
    const draw = random(9);
    const F = Float32Array.from({ length: n * size }, () => draw.normal());
    // What both were asked at is not told: it is found by asking a teacher and a fake that say what they see.
    const seen: { values: Float32Array; logNoise: Float32Array }[] = [];
    const spy =
      (ask: Ask): Ask =>
      (values, logNoise, condition) => {
        seen.push({ values, logNoise });
        return ask(values, logNoise, condition);
      };
    const spied = rowsOf({ fake: spy(asking(0.6)), guidance: 0 }, n).rows;
    spied.loss(F);
    const { terms, gradient } = rows.loss(F);
    expect(made.values).toEqual(readData(rows.values, rows.logNoise, F));
    const [{ values, logNoise }] = seen;
    const teacher = guidedTeacher(asking(1.3), 0.7, [-0.4247, 2.8148]);
    const real = teacher(values, logNoise, rows.condition);
    const other = readData(values, logNoise, asking(0.6)(values, logNoise, rows.condition));
    for (let i = 0; i < n; i++) {
      const part = (of: Float32Array) => of.subarray(i * size, (i + 1) * size);
      const x0 = part(made.values);
      const away = x0.reduce((sum, v, j) => sum + Math.abs(v - part(real)[j]) / size, 0.02);
      const pull = part(other).map((v, j) => (v - part(real)[j]) / away);
      expect(terms[i]).toBeCloseTo(pull.reduce((sum, v) => sum + v * v, 0) / (2 * size), 3);
      const { sigma } = noiseAt(rows.logNoise[i]);
      for (const j of [0, 100, 783]) expect(part(gradient)[j]).toBeCloseTo((sigma * pull[j]) / size, 6);
    }
  });

  test('says nothing where the fake and the teacher agree', () => {
    const same = asking(0.9);
    const { rows } = rowsOf({
      teacher: same,
      guidance: 0,
      // Within the range: what a teacher says is clipped to it.
      fake: (values, logNoise, condition) => {
        const said = guidedTeacher(same, 0, [-0.42468, 2.81471])(values, logNoise, condition);
        return said.map((v, j) => {
          const { alpha, sigma } = noiseAt(logNoise[Math.floor(j / size)]);
          return (v - alpha * values[j]) / sigma;
        });
      },
    });
    const { terms } = rows.loss(new Float32Array(4 * size).fill(0.3));
    for (const term of terms) expect(term).toBeLessThan(1e-6);
  });

  test('begins in noise, and a share of the rows in what it has just made, noised anew', () => {
    const n = 8;
    const { rows } = rowsOf({ again: { level: 1, share: 0.25 } }, n);
    expect(Array.from(rows.logNoise, (v) => Math.exp(v))).toEqual([
      ...Array.from({ length: 2 }, () => expect.closeTo(1, 5) as number),
      ...Array.from({ length: 6 }, () => expect.closeTo(START, 3) as number),
    ]);
    const mean = (i: number) => rows.values.subarray(i * size, (i + 1) * size).reduce((sum, v) => sum + v / size, 0);
    // x_0 / sqrt(2) of the pupil's answer is not zero on average; noise is.
    const labels = rows.condition.kind === 'class' ? rows.condition.labels : [];
    for (let i = 2; i < n; i++) expect(Math.abs(mean(i))).toBeLessThan(0.15);
    for (let i = 0; i < 2; i++) expect(mean(i)).toBeGreaterThan((0.1 * labels[i]) / Math.SQRT2 - 0.5);
    // The same step makes the same rows, whole or in parts.
    expect(rowsOf({ again: { level: 1, share: 0.25 } }, n).rows.values).toEqual(rows.values);
  });

  test('the fake denoises what was made, each picture once a step', () => {
    const made = madePictures(4, size);
    made.values.forEach((_, j) => (made.values[j] = Math.floor(j / size)));
    made.condition = ofClass([0, 1, 2, 3]);
    const source = {
      pool: dataPool(data, digitDomain, narrow),
      size,
      seed: 3,
      network: () => {
        throw new Error('the fake’s objective asks no network');
      },
    };
    const rows = imitation(made).batches(source)({ step: 2, seen: 8, from: 0, n: 4, size: 4, dropout: 0 });
    const { values, target, logNoise, condition } = rows as LearnedRows;
    expect(condition.kind === 'class' && [...condition.labels].sort()).toEqual([0, 1, 2, 3]);
    for (let i = 0; i < 4; i++) {
      const { alpha, sigma } = noiseAt(logNoise[i]);
      const j = i * size + 5;
      expect(alpha * values[j] + sigma * target[j]).toBeCloseTo(
        condition.kind === 'class' ? condition.labels[i] : -1,
        5,
      );
    }
  });

  test('refuses what has no meaning', () => {
    expect(() => rowsOf({ guidance: -1 })).toThrow('guidance is -1 (expected 0 or more)');
    expect(() => rowsOf({ start: 0 })).toThrow('start is 0 (expected a noise level above 0)');
    expect(() => rowsOf({ levels: [0.5, 0.1] })).toThrow('levels is 0.5,0.1 (expected 0.01 <= from <= to <= 0.99)');
    expect(() => rowsOf({ floor: 0 })).toThrow('floor is 0 (expected more than 0)');
    expect(() => rowsOf({ again: { level: 40, share: 0.5 } })).toThrow(
      'second level is 40 (expected above 0, below the start)',
    );
  });
});

describe('a rival', () => {
  test('pulls by the gradient of its loss: against differences', async () => {
    const network = liveGan.discriminator;
    const rival = new PictureRival(await createTensorDevice('cpu', bind(network)), bind(network), digitDomain, {
      shift: 1,
      noise: 0.3,
      rate: 1e-3,
      seed: 4,
    });
    rival.device.load({ weights: startingPlayer(bind(network), 2) });
    const draw = random(6);
    const pictures = Float32Array.from({ length: 2 * size }, () => draw.normal());
    const condition = ofClass([3, 7]);
    const at = { step: 1, from: 0 };
    const loss = (x: Float32Array) => rival.pull({ pictures: x, condition }, at).terms.reduce((sum, v) => sum + v, 0);
    const { gradient } = rival.pull({ pictures, condition }, at);
    // Along the gradient itself, where the slope is far above rounding.
    const norm = Math.hypot(...gradient);
    const way = gradient.map((g) => g / norm);
    const h = 0.02;
    const [ahead, back] = [1, -1].map((sign) => loss(pictures.map((v, j) => v + sign * h * way[j])));
    const slope = gradient.reduce((sum, g, j) => sum + g * way[j], 0);
    expect(Math.abs((ahead - back) / (2 * h) - slope)).toBeLessThan(0.01 * Math.abs(slope) + 1e-3);
    expect(() => rival.pull({ pictures, condition: { kind: 'none', n: 2 } }, at)).toThrow('expected classes');
    rival.device.dispose();
  });
});

const settings: DistillationSettings = {
  pupil: { ...live, network: narrow, beta1: 0, emaDecay: 0.9, labelDropout: 0, clip: 0, learningRate: 1e-3 },
  guidance: 1,
  fakeRate: 1e-3,
  updates: 1,
  start: START,
  again: 1,
  againShare: 0.25,
  rival: liveGan.discriminator,
  rivalWeight: 0.02,
  rivalRate: 1e-3,
  rivalShift: 1,
  rivalNoise: 0.3,
};

async function distillation(change: Partial<DistillationSettings> = {}) {
  const all = { ...settings, ...change };
  const device = () => simdDevice(bind(narrow));
  const made = new Distillation(
    { pupil: await device(), teacher: await device(), fake: await device(), rival: await simdDevice(bind(all.rival)) },
    all,
    startingWeights(bind(narrow), 1),
  );
  made.setData(data);
  return made;
}

describe('a distillation', () => {
  test('goes on where it was saved as if it had not been', async () => {
    const [one, other] = [await distillation(), await distillation()];
    one.train(2);
    const saved = one.save();
    one.train(2);
    other.load(saved);
    other.train(2);
    expect(other.steps).toBe(4);
    expect(other.images).toBe(32);
    expect(other.save().weights).toEqual(one.save().weights);
    expect(other.save().weights).not.toEqual(saved.weights);
  });

  test('its pupil, its fake and its rival learn, its teacher stands still', async () => {
    const one = await distillation();
    const before = one.save().weights;
    one.train(1);
    const after = one.save().weights;
    const n = bind(narrow).size;
    for (const [from, to] of [
      [0, n],
      [n, 2 * n],
      [2 * n, after.length],
    ] as const)
      expect(after.subarray(from, to)).not.toEqual(before.subarray(from, to));
    const alone = await distillation({ rivalWeight: 0 });
    alone.train(1);
    expect(alone.save().weights.subarray(2 * n)).toEqual(before.subarray(2 * n));
  });

  test('costs what its passes cost', () => {
    const [u, judge] = [forwardFlops(narrow), forwardFlops(liveGan.discriminator)];
    expect(distillationFlops(settings)).toBeCloseTo(9.25 * u + 8 * judge, 3);
    expect(distillationFlops({ ...settings, rivalWeight: 0, againShare: 0, guidance: 0 })).toBe(8 * u);
  });

  test('has the same gradient of the pupil on the kernel and on TensorFlow.js', async () => {
    const made = () => madePictures(8, size);
    const objective = () =>
      imageDistributionMatching({
        teacher: asking(1.3),
        guidance: 0.7,
        fake: asking(0.6),
        made: made(),
        domain: digitDomain,
        start: START,
      });
    const all = { ...live, network: narrow };
    const weights = Float32Array.from(startingWeights(bind(narrow), 1), (v, i) => v + 0.02 * Math.sin(i));
    const gradients = [];
    for (const device of [await simdDevice(bind(narrow)), await createTensorDevice('cpu', bind(narrow))]) {
      const trainer = new ImageTrainer<unknown>(device, all, objective());
      trainer.load({ weights });
      trainer.setData(data);
      trainer.slice();
      gradients.push(trainer.device.gradients());
    }
    expect(difference(gradients[0], gradients[1])).toBeLessThan(5e-5);
  });

  test('refuses other networks’ weights and other conditions', async () => {
    const one = await distillation();
    expect(() => one.load({ weights: new Float32Array(3) })).toThrow(/3 weights \(expected \d+\)/);
    expect(shippedGan.discriminator.name).not.toBe(liveGan.discriminator.name);
  });
});
