import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, Chain, jumpPath } from '../../components/figure/ForwardNoise/chain';
import {
  cloudMixture,
  exactMoments,
  firstColumn,
  jump,
  makeCloud,
  marginal,
  momentsOf,
  mixtureLabel,
} from '../../components/figure/ForwardNoise/cloud';
import {
  digitNoise,
  filmTimes,
  noisedPicture,
  pixelStatistics,
  timeOfRatio,
} from '../../components/figure/ForwardNoise/digit';
import { verdict } from '../../components/figure/ForwardNoise/Found';
import { looksLikeIdx } from '../../components/figure/kit/own-files';
import {
  blankPicture,
  decodePicture,
  encodePicture,
  isBlank,
  parsePicture,
} from '../../components/figure/kit/picture-code';
import { inked } from '../../components/figure/kit/PixelPad';
import { forwardNoiseSchema, schedules, targets } from '../../components/figure/ForwardNoise/settings';
import {
  cleanPicture,
  findDigit,
  handOfDigits,
  playOn,
  questionKey,
  scheduleOf,
} from '../../components/figure/ForwardNoise/state';
import { decode, encode } from '../../components/figure/link';
import { copy } from '../../src/core/batch';
import { sampleDigits } from '../../src/core/data/digits-sample';

describe('settings', () => {
  it('come back from a link, a drawn picture included', () => {
    const drawn = inked(blankPicture(), [0.2, 0.2], [0.8, 0.7]);
    const settings = {
      ...forwardNoiseSchema.defaults,
      mode: 'chain' as const,
      t: 0.123,
      schedule: 'linear' as const,
      picture: drawn,
      steps: 400,
      step: 17,
    };
    const read = decode(encode(forwardNoiseSchema.encode(settings)));
    expect(read.problems).toEqual([]);
    expect(forwardNoiseSchema.parse(read.values)).toEqual({ settings, problems: [] });
  });

  it('fall back with a sentence, whatever comes', () => {
    const { settings, problems } = forwardNoiseSchema.parse({
      t: 7,
      digit: 10_000,
      picture: 'p12',
      schedule: 'cosin',
      mode: 3,
    });
    expect(settings).toEqual(forwardNoiseSchema.defaults);
    expect(problems).toHaveLength(5);
    expect(problems.join(' ')).toContain(
      'picture is 3 characters (expected p and 784 hexadecimal digits); a digit is shown instead',
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('t', 'digit', 'picture', 'seed', 'steps', 'step', 'mode', 'target'),
          fc.anything(),
        ),
        (values) => {
          const parsed = forwardNoiseSchema.parse(values).settings;
          expect(forwardNoiseSchema.parse(forwardNoiseSchema.encode(parsed)).settings).toEqual(parsed);
        },
      ),
    );
  });
});

describe('pictures as text', () => {
  it('keep sixteen greys exactly', () => {
    const x = Float64Array.from({ length: 784 }, (_, i) => (2 * (i % 16)) / 15 - 1);
    const code = encodePicture(x);
    expect(Array.from(decodePicture(code))).toEqual(Array.from(x));
    expect(encodePicture(decodePicture(code))).toBe(code);
    expect(parsePicture(code)).toBe(code);
  });

  it('clamp what is beyond paper and ink, and refuse what is no picture', () => {
    expect(encodePicture(new Float64Array(784).fill(-9))).toBe(blankPicture());
    expect(isBlank(blankPicture())).toBe(true);
    expect(isBlank(inked(blankPicture(), [0.5, 0.5], [0.5, 0.5]))).toBe(false);
    expect(() => encodePicture([1, 2])).toThrow('picture of 2 values (expected 784)');
    expect(() => parsePicture(3)).toThrow('picture is number (expected p and 784 hexadecimal digits)');
  });

  it('a stroke puts ink where the pen went and keeps what was there', () => {
    const first = inked(blankPicture(), [0.25, 0.75], [0.25, 0.75]);
    const x = decodePicture(inked(first, [0.75, 0.25], [0.75, 0.25]));
    expect(x[6 * 28 + 6]).toBeGreaterThan(0.9);
    expect(x[20 * 28 + 20]).toBeGreaterThan(0.9);
    expect(x[0]).toBe(-1);
  });

  it('tells MNIST files from pictures by their first bytes', () => {
    expect(looksLikeIdx(Uint8Array.from([0, 0, 8, 3]))).toBe(true);
    expect(looksLikeIdx(Uint8Array.from([0x1f, 0x8b, 8, 0]))).toBe(true);
    expect(looksLikeIdx(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toBe(false);
    expect(looksLikeIdx(Uint8Array.from([0x74, 0x65, 0x78, 0x74]))).toBe(false);
  });
});

describe('a digit under noise', () => {
  it('follows the equation pixel by pixel', () => {
    const { x0 } = cleanPicture({ digit: 3, picture: null }, null);
    const epsilon = digitNoise(7);
    const xt = noisedPicture(x0, epsilon, 0.6, 0.8);
    expect(xt[400]).toBeCloseTo(0.6 * x0[400] + 0.8 * epsilon[400], 12);
    expect(digitNoise(7)).toEqual(epsilon);
    expect(digitNoise(8)).not.toEqual(epsilon);
  });

  it('becomes the Gaussian: mean and deviation of 784 pixels within four standard errors of 0 and 1 at t = 1', () => {
    const { x0 } = cleanPicture({ digit: 3, picture: null }, null);
    const schedule = scheduleOf('cosine');
    const { mean, deviation, bins } = pixelStatistics(
      noisedPicture(x0, digitNoise(7), schedule.alpha(1), schedule.sigma(1)),
    );
    expect(Math.abs(mean)).toBeLessThan(4 / 28);
    expect(Math.abs(deviation - 1)).toBeLessThan(4 / Math.sqrt(2 * 784));
    expect(bins.counts.reduce((a, b) => a + b, 0) + bins.outside).toBe(784);
  });

  it('film frames stand in the middle of equal parts', () => {
    expect(filmTimes(4)).toEqual([0.125, 0.375, 0.625, 0.875]);
  });

  it('finds the time of a noise ratio, or says that it is never reached', () => {
    for (const name of schedules) {
      const schedule = scheduleOf(name);
      const t = timeOfRatio(schedule, 2);
      expect(t).not.toBeNull();
      expect(schedule.sigma(t ?? 0) / schedule.alpha(t ?? 0)).toBeCloseTo(2, 8);
      expect(timeOfRatio(schedule, Infinity)).toBeNull();
      expect(timeOfRatio(schedule, 1e12)).toBeNull();
    }
  });

  it('shows a stand-in until the digit of a link has come', () => {
    expect(cleanPicture({ digit: 5000, picture: null }, null)).toMatchObject({ kind: 'yet' });
    expect(cleanPicture({ digit: 5000, picture: blankPicture() }, null)).toMatchObject({
      kind: 'picture',
      label: null,
    });
    expect(cleanPicture({ digit: 3, picture: null }, null)).toMatchObject({ kind: 'digit', label: 3, training: true });
    expect(findDigit(5000, null)).toBeUndefined();
  });

  it('deals one digit of each class, the chosen one among them', () => {
    const second = sampleDigits().filter((d) => d.label === 4)[1];
    const dealt = handOfDigits(0, null, second.index);
    expect(dealt.map((d) => d.label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(dealt[4].index).toBe(second.index);
  });

  it('names a question by all that its answer depends on', () => {
    const keys = [
      questionKey({ digit: 3, picture: null, seed: 7 }),
      questionKey({ digit: 4, picture: null, seed: 7 }),
      questionKey({ digit: 3, picture: null, seed: 8 }),
      questionKey({ digit: 3, picture: blankPicture(), seed: 7 }),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  it('says whether the right answer is still found', () => {
    expect(verdict({ right: true, label: 3 }, true, 3)).toBe('It still points to the right digit');
    expect(verdict({ right: false, label: 7 }, true, 3)).toBe('It points to another digit: the right one is lost');
    expect(verdict({ right: false, label: 3 }, true, 3)).toBe('It points to another 3: the right one is lost');
    expect(verdict({ right: true, label: 3 }, false, null)).toContain('nearest to the clean picture');
  });
});

describe('playing', () => {
  it('runs to the end in its time and stops there', () => {
    expect(playOn(0.5, 1, 10).time).toBeCloseTo(0.6, 12);
    expect(playOn(0.98, 1, 10)).toEqual({ time: 1, ended: true });
  });
});

describe('a cloud', () => {
  it.each(targets)('%s: the exact marginal integrates to one and has the exact moments', (name) => {
    const mixture = cloudMixture(name);
    const density = marginal(mixture, 0.8, 0.6);
    const exact = exactMoments(mixture, 0.8, 0.6);
    let [mass, mean, square] = [0, 0, 0];
    for (let x = -8; x <= 8; x += 0.01) {
      mass += density(x) * 0.01;
      mean += x * density(x) * 0.01;
      square += x * x * density(x) * 0.01;
    }
    expect(mass).toBeCloseTo(1, 6);
    expect(mean).toBeCloseTo(exact.mean, 6);
    expect(Math.sqrt(square - mean * mean)).toBeCloseTo(exact.deviation, 6);
    expect(mixtureLabel(name)).toMatch(/^\d+ Gaussians of width/);
  });

  it('agrees with its own formula within four standard errors', () => {
    const x = jump(makeCloud('eight-gaussians', 3, 4000), 0.8, 0.6);
    const exact = exactMoments(cloudMixture('eight-gaussians'), 0.8, 0.6);
    const measured = momentsOf(x);
    expect(Math.abs(measured.mean - exact.mean)).toBeLessThan((4 * exact.deviation) / Math.sqrt(4000));
    expect(Math.abs(measured.deviation - exact.deviation)).toBeLessThan((4 * exact.deviation) / Math.sqrt(8000));
    expect(firstColumn(x)).toHaveLength(4000);
  });
});

describe('the chain beside the jump', () => {
  const cloud = makeCloud('eight-gaussians', 5, 3000);

  it.each(schedules)('%s: both have the exact mean and deviation at every stage', (name) => {
    const schedule = scheduleOf(name);
    const chain = new Chain(cloud.x0, schedule, 40, 5);
    for (const i of [1, 10, 25, 40]) {
      const exact = exactMoments(cloudMixture('eight-gaussians'), schedule.alpha(i / 40), schedule.sigma(i / 40));
      const walked = momentsOf(chain.goTo(i));
      expect(Math.abs(walked.mean - exact.mean)).toBeLessThan((4.5 * exact.deviation) / Math.sqrt(3000));
      expect(Math.abs(walked.deviation - exact.deviation)).toBeLessThan((4.5 * exact.deviation) / Math.sqrt(6000));
    }
  });

  it('their energy distance is that of two samples of one distribution', () => {
    const schedule = scheduleOf('cosine');
    for (const [steps, i] of [
      [20, 8],
      [200, 80],
    ]) {
      const t = i / steps;
      const jumped = jump(cloud, schedule.alpha(t), schedule.sigma(t));
      const { distance, least, most } = agreement(
        new Chain(cloud.x0, schedule, steps, 5).goTo(i),
        jumped,
        cloud.x0,
        t,
        schedule,
        5,
      );
      expect(least).toBeGreaterThan(0);
      expect(distance).toBeGreaterThan(least / 2);
      expect(distance).toBeLessThan(most * 2);
    }
  });

  it('would notice a chain that adds too much noise', () => {
    const schedule = scheduleOf('cosine');
    const jumped = jump(cloud, schedule.alpha(0.4), schedule.sigma(0.4));
    const wrong = jump(cloud, schedule.alpha(0.4), 1.3 * schedule.sigma(0.4));
    const { distance, most } = agreement(wrong, jumped, cloud.x0, 0.4, schedule, 5);
    expect(distance).toBeGreaterThan(2 * most);
  });

  it('is at a step the same however it got there', () => {
    const schedule = scheduleOf('linear');
    const a = new Chain(cloud.x0, schedule, 50, 9);
    const straight = copy(a.goTo(30));
    a.goTo(50);
    expect(a.goTo(30)).toEqual(straight);
    expect(a.path().data).toHaveLength(31 * 2);
    expect(a.goTo(0)).toEqual(cloud.x0);
  });

  it('the jump’s path runs from the data along one noise', () => {
    const schedule = scheduleOf('cosine');
    const path = jumpPath(cloud.x0, cloud.epsilon, schedule, 10, 10, 2);
    expect(path.data).toHaveLength(22);
    expect(Array.from(path.data.subarray(0, 2))).toEqual(Array.from(cloud.x0.data.subarray(4, 6)));
    expect(path.data[20]).toBeCloseTo(
      schedule.alpha(1) * cloud.x0.data[4] + schedule.sigma(1) * cloud.epsilon.data[4],
      12,
    );
  });
});
