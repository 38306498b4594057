import { describe, expect, it } from 'vitest';
import { batch, count, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import {
  ddnm,
  ddrm,
  dense,
  dps,
  mixtureWithBack,
  pigdm,
  replacement,
  spreadOfGuess,
  type GuidedInput,
} from '../../../src/core/inverse';
import { posterior } from '../../../src/core/process/posterior';
import { normalBatch, random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler';
import { end, schedule } from './helpers';

/** x_s = keep x_t + towards + drawn z: what a method does to one number whose data is N(0, own^2), of which y was measured. */
interface Move {
  readonly keep: number;
  readonly towards: number;
  readonly drawn: number;
}

interface Line {
  readonly own: number;
  readonly y: number;
  readonly noise: number;
}

/** Mean and variance after all moves, from a standard normal. */
function moments(times: ArrayLike<number>, move: (t: number, s: number) => Move) {
  let [mean, variance] = [0, 1];
  for (let k = 1; k < times.length; k++) {
    const { keep, towards, drawn } = move(times[k - 1], times[k]);
    mean = keep * mean + towards;
    variance = keep * keep * variance + drawn * drawn;
  }
  return { mean, variance };
}

/** The truth: N(y own^2 / (own^2 + noise^2), own^2 noise^2 / (own^2 + noise^2)). */
const truth = ({ own, y, noise }: Line) => ({
  mean: (y * own ** 2) / (own ** 2 + noise ** 2),
  variance: (own * noise) ** 2 / (own ** 2 + noise ** 2),
});

/** E[x_0 | x_t] = gain x_t. */
const gainOf = (t: number, own: number) => {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  return (alpha * own * own) / (alpha * alpha * own * own + sigma * sigma);
};

const byHand = {
  ddrm:
    ({ own, y, noise }: Line, eta: number) =>
    (t: number, s: number) => {
      const [gain, alpha] = [gainOf(t, own), schedule.alpha(s)];
      const level = schedule.sigma(s) / alpha;
      if (level >= noise) return { keep: 0, towards: alpha * y, drawn: alpha * Math.sqrt(level ** 2 - noise ** 2) };
      const part = (level * Math.sqrt(1 - eta * eta)) / noise;
      return { keep: alpha * gain * (1 - part), towards: alpha * part * y, drawn: alpha * eta * level };
    },
  ddnm:
    ({ own, y, noise }: Line, eta: number) =>
    (t: number, s: number) => {
      const [gain, alpha, sigma] = [gainOf(t, own), schedule.alpha(s), schedule.sigma(s)];
      if (sigma >= alpha * noise)
        return { keep: 0, towards: alpha * y, drawn: Math.sqrt(sigma ** 2 - (alpha * noise) ** 2) };
      const part = (sigma * Math.sqrt(1 - eta * eta)) / (alpha * noise);
      return { keep: alpha * gain * (1 - part), towards: alpha * part * y, drawn: sigma * eta };
    },
  guided:
    ({ own, y, noise }: Line, wide: (t: number) => number) =>
    (t: number, s: number) => {
      const [gain, q] = [gainOf(t, own), posterior(schedule, s, t)];
      const pull = (q.data * (schedule.sigma(t) ** 2 / schedule.alpha(t)) * gain) / (noise ** 2 + wide(t));
      return {
        keep: q.noised + q.data * gain - pull * gain,
        towards: pull * y,
        drawn: schedule.sigma(s) > 0 ? Math.sqrt(q.variance) : 0,
      };
    },
};

const rows = 10_000;

function onLine({ own, y, noise }: Line, steps: number, seed: number): GuidedInput {
  const data = mixture({ weights: [1], means: batch([0], 1), scales: [own] });
  return {
    denoiser: mixtureWithBack(data, schedule),
    schedule,
    times: uniformTimes(steps),
    x: normalBatch(rows, 1, random(seed)),
    random: random(seed + 1),
    measurement: { operator: dense('H', Float64Array.of(1), 1, 1), y: batch([y], 1), noise },
  };
}

function expectMoments(x: Batch, want: { readonly mean: number; readonly variance: number }): void {
  const n = count(x);
  const mean = x.data.reduce((sum, value) => sum + value, 0) / n;
  const variance = x.data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  expect(Math.abs(mean - want.mean)).toBeLessThan(4.5 * Math.sqrt(want.variance / n));
  expect(Math.abs(variance / want.variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n));
}

describe('on one Gaussian number every method can be worked out by hand', () => {
  const cases: readonly Line[] = [
    { own: 1, y: 0.8, noise: 0.4 },
    { own: 0.3, y: -0.5, noise: 0.2 },
  ];
  it.each(cases)('data of deviation $own, y = $y, noise $noise', (line) => {
    const input = onLine(line, 50, 21);
    const { times } = input;
    expectMoments(end(ddrm({ ...input, eta: 0.6 })), moments(times, byHand.ddrm(line, 0.6)));
    expectMoments(end(ddnm({ ...input, eta: 0.6 })), moments(times, byHand.ddnm(line, 0.6)));
    const wide = (t: number) => spreadOfGuess(schedule.alpha(t), schedule.sigma(t), 0.7);
    expectMoments(end(pigdm({ ...input, deviation: 0.7 })), moments(times, byHand.guided(line, wide)));
    const likelihood = { ...input, along: 'likelihood', scale: 1, times: uniformTimes(400) } as const;
    expectMoments(
      end(dps(likelihood)),
      moments(
        likelihood.times,
        byHand.guided(line, () => 0),
      ),
    );
    for (const value of end(replacement(input)).data) expect(value).toBeCloseTo(line.y, 12);
  });

  it('PiGDM is right for data of the deviation it reckons with, and for no other', () => {
    const line = { own: 1, y: 0.8, noise: 0.4 };
    const fine = uniformTimes(4000);
    const wide = (deviation: number) => (t: number) => spreadOfGuess(schedule.alpha(t), schedule.sigma(t), deviation);
    const right = moments(fine, byHand.guided(line, wide(1)));
    expect(right.mean).toBeCloseTo(truth(line).mean, 3);
    expect(right.variance).toBeCloseTo(truth(line).variance, 3);
    const narrow = { ...line, own: 0.5 };
    const own = moments(fine, byHand.guided(narrow, wide(0.5)));
    expect(own.variance).toBeCloseTo(truth(narrow).variance, 3);
    const paper = moments(fine, byHand.guided(narrow, wide(1)));
    expect(paper.mean / truth(narrow).mean).toBeLessThan(0.95);
  });

  it('what the others get wrong there', () => {
    const line = { own: 1, y: 0.8, noise: 0.4 };
    const fine = uniformTimes(4000);
    const { mean, variance } = truth(line);
    // DPS without the spread of x_0: too sure.
    const sure = moments(
      fine,
      byHand.guided(line, () => 0),
    );
    expect(sure.variance / variance).toBeLessThan(0.9);
    // DDRM and DDNM+ take y at its word until late: nearer to y than the mean of what is true.
    for (const one of [byHand.ddrm(line, 0.85), byHand.ddnm(line, 0.85)]) {
      const found = moments(fine, one);
      expect(found.mean).not.toBeCloseTo(mean, 2);
    }
    expect(mean).toBeCloseTo(0.8 / 1.16, 12);
  });
});
