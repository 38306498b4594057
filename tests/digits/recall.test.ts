import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Digits, digitPixelsOf, parseDigits, toUnit } from '../../src/core/data/digits';
import { believe, recall, type Recall } from '../../src/core/data/recall';
import { random } from '../../src/core/random';

function finish(steps: Generator<number, Recall, void>): { result: Recall; yields: number[] } {
  const yields: number[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done) return { result: step.value, yields };
    yields.push(step.value);
  }
}

/** The posterior by its definition, from x_t alone. */
function direct(
  digits: Digits,
  xt: Float64Array,
  alpha: number,
  sigma: number,
): { best: number; weights: Float64Array } {
  const logs = new Float64Array(digits.trainCount);
  for (let i = 0; i < logs.length; i++) {
    const xi = toUnit(digitPixelsOf(digits, i));
    let squared = 0;
    for (let j = 0; j < xt.length; j++) squared += (xt[j] - alpha * xi[j]) ** 2;
    logs[i] = -squared / (2 * sigma * sigma);
  }
  const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logs.map((l) => Math.exp(l - most));
  const total = weights.reduce((a, b) => a + b, 0);
  return { best: logs.indexOf(most), weights: weights.map((w) => w / total) };
}

describe('what a noised digit still points to', () => {
  let digits: Digits;
  let epsilon: Float64Array;

  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/digits.mjs']);
    digits = await parseDigits(new Uint8Array(readFileSync('public/data/digits.bin')));
    const r = random(7);
    epsilon = Float64Array.from({ length: 784 }, () => r.normal());
  });

  it.each([
    [12, 0.3],
    [12, 1.7],
    [12, 4],
    [9500, 0.8],
    [9500, 3],
  ])('agrees with the definition for row %i at sigma/alpha = %d', (row, ratio) => {
    const x0 = toUnit(digitPixelsOf(digits, row));
    const { result } = finish(recall(digits, x0, epsilon));
    const alpha = 1 / Math.hypot(1, ratio);
    const sigma = ratio * alpha;
    const xt = x0.map((v, j) => alpha * v + sigma * epsilon[j]);
    const wanted = direct(digits, xt, alpha, sigma);
    const belief = believe(result, digits.labels, ratio);
    expect(belief.best).toBe(wanted.best);
    expect(belief.certainty).toBeCloseTo(wanted.weights[wanted.best], 9);
    const entropy = wanted.weights.reduce((sum, w) => sum - (w > 0 ? w * Math.log(w) : 0), 0);
    expect(belief.candidates).toBeCloseTo(Math.exp(entropy), 6);
    for (let k = 0; k < 10; k++) {
      const share = wanted.weights.reduce((sum, w, i) => sum + (digits.labels[i] === k ? w : 0), 0);
      expect(belief.classes[k]).toBeCloseTo(share, 9);
    }
  });

  it('a training digit is its own answer, right up to the crossing and never after it', () => {
    const x0 = toUnit(digitPixelsOf(digits, 12));
    const { result, yields } = finish(recall(digits, x0, epsilon, { slice: 3000 }));
    expect(yields).toEqual([3000 / 9001, 6000 / 9001, 9000 / 9001]);
    expect(result.answer).toBe(12);
    expect(result.distances[12]).toBe(0);
    expect(result.lostRatio).toBeGreaterThan(0.5);
    expect(result.lostRatio).toBeLessThan(10);
    for (const factor of [0.2, 0.9, 0.999])
      expect(believe(result, digits.labels, factor * result.lostRatio).best).toBe(12);
    for (const factor of [1.001, 1.1, 2, 10, 1000])
      expect(believe(result, digits.labels, factor * result.lostRatio).best).not.toBe(12);
  });

  it('at no noise it is sure; at pure noise every digit is as likely, and classes have their shares', () => {
    const { result } = finish(recall(digits, toUnit(digitPixelsOf(digits, 3)), epsilon));
    expect(believe(result, digits.labels, 0)).toMatchObject({ best: 3, certainty: 1, candidates: 1 });
    const blind = believe(result, digits.labels, Infinity);
    expect(blind.candidates).toBeCloseTo(9001, 6);
    expect(blind.classes[1]).toBeCloseTo(1014 / 9001, 10);
  });

  it('refuses pictures of another size', () => {
    expect(() => recall(digits, new Float64Array(10), epsilon).next()).toThrow(
      'picture of 10 and noise of 784 values (expected 784 each)',
    );
  });
});
