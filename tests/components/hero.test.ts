import { describe, expect, it } from 'vitest';
import { digits, hero, noisedDigit, schedule } from '../../components/figure/Hero/state';
import {
  createWayBack,
  digitSteps,
  pupilSpec,
  returningDigit,
  returnSpec,
} from '../../components/figure/Hero/way-back';
import { checkDigitSampleSpec, digitTimesOf } from '../../src/engine/kinds/shipped/sampling';
import { builtAsks } from '../../components/figure/built-asks';
import type { DigitsSampled } from '../../src/engine/kinds/shipped/denoising';
import { decode, encode } from '../../components/figure/link';

const sampled = (value: number, labels: readonly number[]): DigitsSampled => ({
  x: new Float32Array(7840),
  times: new Float64Array(0),
  evaluations: 1,
  backend: 'simd',
  milliseconds: 1,
  path: [0, 1].map((k) => new Float32Array(7840).fill(value + k)),
  judgement: {
    classes: Int32Array.from(labels),
    logProbabilities: new Float64Array(100),
    features: { data: new Float64Array(640), dim: 64 },
  },
});

describe('the digits’ way back', () => {
  it('begins at the very noise in which the digits dissolved, with their classes', () => {
    const ten = digits(7);
    const spec = returnSpec(ten, 7);
    checkDigitSampleSpec(spec);
    expect(spec.labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    ten.forEach((digit, i) => {
      // At t = 1 the schedule leaves 5e-5 of the signal, so what dissolved and what returns begin as one picture.
      const noise = noisedDigit(digit, 1);
      const start = spec.from!.x.subarray(i * 784, (i + 1) * 784);
      expect(Math.max(...noise.map((v, k) => Math.abs(v - start[k])))).toBeLessThan(2 * schedule.alpha(1) + 1e-6);
    });
    const times = digitTimesOf(spec);
    expect([times[0], times.at(-1), times.length]).toEqual([1, 0, digitSteps + 1]);
  });

  it('stands between the states of its path', () => {
    const path = [0, 1, 3].map((v) => new Float32Array(7840).fill(v));
    expect(returningDigit(path, 3, 1)[5]).toBe(0);
    expect(returningDigit(path, 3, 0.75)[5]).toBe(0.5);
    expect(returningDigit(path, 9, 0.5)[783]).toBe(1);
    expect(returningDigit(path, 0, 0)[0]).toBe(3);
  });

  it('brings digits of the classes asked for, not the ones that dissolved', async () => {
    const ten = digits(7);
    const { path, judgement } = await builtAsks.sample(returnSpec(ten, 7));
    expect(path).toHaveLength(digitSteps + 1);
    expect(Array.from(judgement!.classes).filter((c, i) => c === i).length).toBeGreaterThanOrEqual(9);
    ten.forEach(({ x0 }, i) => {
      const back = returningDigit(path, i, 0);
      expect(Math.sqrt(back.reduce((sum, v, k) => sum + (v - x0[k]) ** 2, 0) / 784)).toBeGreaterThan(0.15);
    });
  });

  it('or come at once by the pupil, from the same noise', async () => {
    const ten = digits(7);
    const spec = pupilSpec(ten, 7);
    checkDigitSampleSpec(spec);
    expect(digitTimesOf(spec)).toHaveLength(2);
    const { x, judgement, evaluations } = await builtAsks.sample(spec);
    expect(evaluations).toBe(1);
    expect(Array.from(judgement!.classes).filter((c, i) => c === i).length).toBeGreaterThanOrEqual(8);
    // Row i is what the pupil makes of the noise in which digit i dissolved, whatever stands beside it.
    const alone = await builtAsks.sample(pupilSpec([ten[4]], 7));
    const apart = alone.x.map((v, k) => Math.abs(v - x[4 * 784 + k]));
    expect(Math.max(...apart)).toBeLessThan(1e-3);
    expect(returningDigit([x], 4, 0.7)).toEqual(Float64Array.from(x.subarray(4 * 784, 5 * 784)));
    const asked: string[] = [];
    const back = createWayBack((of) => {
      asked.push(of.model ?? 'digits');
      return Promise.resolve(sampled(5, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    });
    back.ask(ten, 7);
    back.ask(ten, 7, 'pupil');
    back.ask(ten, 7, 'pupil');
    await new Promise((done) => setTimeout(done));
    expect(asked).toEqual(['digits', 'pupil']);
    expect([back.found.value?.by, back.found.value?.path.length]).toEqual(['pupil', 1]);
    back.dispose();
  });

  it('asks once a seed, drops what is stale, and may ask again after a failure', async () => {
    const answers: ((value: DigitsSampled | Error) => void)[] = [];
    const back = createWayBack(
      () => new Promise((resolve, reject) => answers.push((v) => (v instanceof Error ? reject(v) : resolve(v)))),
    );
    const ten = digits(7);
    back.ask(ten, 7);
    back.ask(ten, 7);
    expect(answers).toHaveLength(1);
    back.ask(digits(8), 8);
    answers[0](sampled(0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    await Promise.resolve();
    expect(back.found.value).toBeNull();
    answers[1](sampled(5, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8]));
    await new Promise((done) => setTimeout(done));
    expect([back.found.value?.seed, back.found.value?.agreed, back.progress.value]).toEqual([8, 9, null]);
    back.ask(ten, 7);
    answers[2](new Error('no connection to the site'));
    await new Promise((done) => setTimeout(done));
    expect(back.failure.value).toBe('no connection to the site');
    back.dismiss();
    back.ask(ten, 7);
    expect(answers).toHaveLength(4);
    back.dispose();
  });

  it('is where its link says', () => {
    const settings = { ...hero.defaults, p: 1.5, seed: 12 };
    expect(hero.parse(decode(encode(hero.encode(settings))).values).settings).toEqual(settings);
  });
});
