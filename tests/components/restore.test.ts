import { describe, expect, it } from 'vitest';
import { blankPicture, encodePicture } from '../../components/figure/kit/picture-code';
import {
  coveredText,
  damageNames,
  errorText,
  madeText,
  measuredText,
  methodOptions,
  misfitText,
  readText,
  summary,
} from '../../components/figure/Restore/labels';
import { brushed, encodeMask, maskName, masks, missingOf, parseMask } from '../../components/figure/Restore/mask-code';
import { measure, noiseOf } from '../../components/figure/Restore/measured';
import { readings, spreadOf } from '../../components/figure/Restore/spread';
import {
  damages,
  freeOf,
  measuredKey,
  methodFor,
  problemOf,
  quick,
  request,
  restoreFigure,
  restoreKey,
  type RestoreSettings,
} from '../../components/figure/Restore/state';
import { shownOf } from '../../components/figure/Restore/useRestore';
import { answerAtOnce, answerWithout, built, fromBuilt, noAnswers } from '../../components/figure/Restore/work';
import { decode, encode } from '../../components/figure/link';
import { batch } from '../../src/core/batch';
import { methodNames } from '../../src/core/inverse/registry';
import { pictureOperator } from '../../src/core/inverse/spec';
import { random } from '../../src/core/random';
import { checkDigitRestoreSpec, type DigitRestoreSpec } from '../../src/engine/kinds/shipped/restoring';
import { expectClose } from '../core/golden';

const start: RestoreSettings = restoreFigure.defaults;
const size = 784;
const grey = Uint8Array.from({ length: size }, (_, i) => (i % 28 > 8 && i % 28 < 19 ? (7 * i) % 256 : 0));

describe('what is missing', () => {
  it('is a code of its pixels, by name too, and nothing else', () => {
    expect(missingOf(masks.left).reduce((sum, v) => sum + v, 0)).toBe(392);
    expect(Array.from(missingOf(masks.upper).subarray(0, 5))).toEqual([1, 1, 1, 1, 1]);
    expect(missingOf(masks.outside).filter((v) => v === 0)).toHaveLength(144);
    expect(parseMask('outside')).toBe(masks.outside);
    const odd = encodeMask((i) => i % 3 === 0);
    expect(Array.from(missingOf(parseMask(odd)))).toEqual(
      Array.from({ length: size }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    );
    expect(() => parseMask('m12')).toThrow('a mask is 3 characters (expected left, right,');
    expect(() => parseMask(4)).toThrow('a mask is number');
    expect([maskName(masks.lower), maskName(odd)]).toEqual(['lower', 'painted']);
  });

  it('follows a brush, and comes back', () => {
    // The middle of the sheet is the corner of four pixels: a brush of 1.8 reaches the twelve next to it.
    const dot = brushed(masks.none, [0.5, 0.5], [0.5, 0.5]);
    expect(missingOf(dot).reduce((sum, v) => sum + v, 0)).toBe(12);
    expect(missingOf(dot)[13 * 28 + 13]).toBe(1);
    const across = missingOf(brushed(dot, [0, 1], [1, 1]));
    expect(Array.from(across.subarray(0, 28))).toEqual(new Array(28).fill(1));
    expect(across[13 * 28 + 13]).toBe(1);
    expect(brushed(dot, [0.5, 0.5], [0.5, 0.5], true)).toBe(masks.none);
  });
});

describe('what was measured', () => {
  it.each(damages)('%s: what the operator gives of the digit, and its noise', (damage) => {
    const s = { ...start, damage, grain: 0.3, noise: 0.04 };
    const { spec, y, noise, seen, across } = measure(s, grey);
    const operator = pictureOperator(spec);
    expect(y).toHaveLength(operator.rows);
    expect(seen.length % across).toBe(0);
    const exact = operator.apply(
      batch(
        Float64Array.from(grey, (p) => p / 255),
        size,
      ),
    ).data;
    const off = Math.sqrt(y.reduce((sum, v, i) => sum + (v - exact[i]) ** 2, 0) / y.length);
    // A rounding is no noise: of paper, whose numbers are 0, it takes nothing.
    if (damage === 'jpeg') expect(Math.max(...y.map((v, i) => Math.abs(v - exact[i])))).toBeLessThanOrEqual(0.5);
    else expect(off / noise).toBeCloseTo(1, 0);
    expect(noise).toBe(noiseOf(s));
    expect(() => checkDigitRestoreSpec(request({ ...s, method: methodFor(s) }, measure(s, grey), false))).not.toThrow();
    expect(measuredText(s, { spec, y, noise, seen, across })).toMatch(/\d/);
  });

  it('keeps the noise of a pixel while others are scratched out, and shows none of what is missing', () => {
    const some = measure({ ...start, mask: masks.left }, grey),
      more = measure({ ...start, mask: masks.outside }, grey);
    expect(some.seen[14 * 28 + 15]).toBe(more.seen[14 * 28 + 15]);
    expect(some.seen[14 * 28 + 3]).toBe(0);
  });

  it('without noise is exact, and a squeezed transform shows frequency 0 in its middle', () => {
    const small = measure({ ...start, damage: 'small', noise: 0 }, grey);
    expectClose(small.y, small.seen, 0);
    expect(small.across).toBe(7);
    const { seen, across } = measure({ ...start, damage: 'fourier', noise: 0 }, grey);
    expect(across).toBe(56);
    expect(seen.indexOf(1)).toBe(28 * 56 + 28);
  });
});

describe('what can be asked', () => {
  it('has a sentence for a mask of everything or nothing, a noise of 0, a blank sheet and a method that cannot', () => {
    expect(problemOf(start)).toBeNull();
    expect(problemOf({ ...start, mask: masks.none })).toMatch(/^Nothing is missing/);
    expect(problemOf({ ...start, mask: encodeMask(() => true) })).toMatch(/^Everything is missing/);
    expect(problemOf({ ...start, damage: 'noise', grain: 0 })).toMatch(/noise of 0/);
    expect(problemOf({ ...start, picture: blankPicture() })).toMatch(/^The sheet is blank/);
    expect(problemOf({ ...start, damage: 'fourier' })).toMatch(/^DDNM\+ needs a linear measurement/);
    expect(problemOf({ ...start, noise: 0, method: 'twisted' })).toMatch(/noise above 0/);
    expect(problemOf({ ...start, noise: 0 })).toBeNull();
    expect(restoreKey({ ...start, mask: masks.none })).toBeNull();
  });

  it('names in the menu who cannot, and takes one who can where the damage is another', () => {
    const fourier = { ...start, damage: 'fourier' } as const;
    const labels = methodOptions(fourier).map(({ label }) => label);
    expect(labels.filter((label) => label.endsWith('linear measurements only'))).toHaveLength(5);
    expect(methodFor(fourier)).toBe('dps');
    expect(methodFor({ ...start, method: 'repaint' })).toBe('repaint');
    expect(methodOptions({ ...start, noise: 0 }).at(-1)!.label).toMatch(/needs a noise above 0$/);
  });

  it('hangs on what it says', () => {
    const key = restoreKey(start);
    expect(restoreKey({ ...start, particles: 3, visits: 2, blur: 1 })).toBe(key);
    for (const change of [{ mask: masks.right }, { eta: 0.2 }, { seed: 8 }, { steps: 50 }, { answers: 4 }] as const)
      expect(restoreKey({ ...start, ...change })).not.toBe(key);
    expect(methodNames.map((method) => freeOf({ ...start, method }))).toEqual([undefined, 5, 0.85, 0.85, 4, 1, 1]);
    const fast = request({ ...start, method: 'twisted' }, measure(start, grey), true);
    expect(fast).toMatchObject({ count: quick.answers, steps: quick.steps, particles: quick.particles });
    // As far in all by a fourth of the steps.
    expect(request({ ...start, method: 'dps' }, measure(start, grey), true).free).toBe(16);
  });

  it('goes through a link and back', () => {
    const mask = encodeMask((i) => i % 5 === 0);
    const s: RestoreSettings = { ...start, picture: encodePicture(grey.map((p) => p / 128 - 1)), mask, blur: 3 };
    expect(restoreFigure.parse(decode(encode(restoreFigure.encode(s))).values).settings).toEqual(s);
    expect(restoreFigure.parse({ blur: 5, mask: 'x', method: 'magic' }).problems).toHaveLength(3);
  });
});

describe('what the answers say together', () => {
  it('their mean, deviation and errors are those of a hand', () => {
    const truth = new Uint8Array(size);
    const answers = new Uint8Array(2 * size);
    answers[0] = 255;
    const { mean, deviation, meanError, error } = spreadOf(truth, answers, () => true);
    expect([mean[0], deviation[0]]).toEqual([0.5, 0.5]);
    expect(meanError).toBeCloseTo(0.5 / 28, 12);
    expect(error).toBeCloseTo(Math.sqrt(0.5) / 28, 12);
  });

  it('counts ends that tie with their chances, and asks only where something differs', () => {
    const truth = new Uint8Array(size);
    const answers = new Uint8Array(3 * size);
    // Pixel 0: the truth ties with one answer for the least of 0, 0, 9, 9. Pixel 1: below all. Pixel 2: in their midst. The rest: all alike.
    [9, 9, 0].forEach((v, k) => (answers[k * size] = v));
    [5, 6, 7].forEach((v, k) => (answers[k * size + 1] = v));
    truth[2] = 6;
    [5, 6, 7].forEach((v, k) => (answers[k * size + 2] = v));
    const { covered } = spreadOf(truth, answers, () => true);
    expect(covered).toEqual({ within: 1.5, of: 3, expected: 1.5 });
    expect(spreadOf(truth, answers, (i) => i > 2).covered.of).toBe(0);
  });

  it('finds the truth within as often as it should where it is one draw more, ties or not', () => {
    const r = random(5);
    const draw = () => Uint8Array.from({ length: size }, () => Math.floor(4 * r.uniform()) * 60);
    let [within, expected] = [0, 0];
    for (let k = 0; k < 40; k++) {
      const all = Uint8Array.from(Array.from({ length: 8 }, draw).flatMap((one) => Array.from(one)));
      const { covered } = spreadOf(draw(), all, () => true);
      within += covered.within;
      expected += covered.expected;
    }
    expect(within / expected).toBeCloseTo(1, 2);
  });

  it('in words', () => {
    expect(readings([7, 9, 7, 8])).toEqual([
      { digit: 7, times: 2 },
      { digit: 8, times: 1 },
      { digit: 9, times: 1 },
    ]);
    expect(readText([7, 7, 8])).toBe('2 of 3 are read as a 7, 1 as an 8');
    expect(readText([9, 9])).toBe('All 2 are read as a 9');
  });
});

describe('answers', () => {
  /** Says the same of everything: half ink. */
  const asks = (seen: DigitRestoreSpec[]) => ({
    restore: (spec: DigitRestoreSpec) => {
      checkDigitRestoreSpec(spec);
      seen.push(spec);
      return Promise.resolve({
        x: new Float32Array(spec.count * size).fill(0.5),
        judgement: {
          classes: new Int32Array(spec.count).fill(7),
          logProbabilities: new Float64Array(10 * spec.count).fill(Math.log(0.1)),
          features: { data: new Float64Array(0), dim: 1 },
        },
        evaluations: spec.steps,
        pulls: 0,
        backend: 'simd' as const,
        milliseconds: 12,
      });
    },
  });

  it('are asked for as they are set, read, and held against what was measured', async () => {
    const seen: DigitRestoreSpec[] = [];
    const s = { ...start, noise: 0 };
    const answers = await answerAtOnce(s, grey, asks(seen));
    expect(seen[0]).toMatchObject({ method: 'ddnm', steps: 40, count: 8, noise: 0, judge: true });
    expect(answers.classes).toEqual(new Array(8).fill(7));
    expect(answers.grey[0]).toBe(128);
    const kept = grey.filter((_, i) => i % 28 >= 14);
    const off = Math.sqrt(kept.reduce((sum, p) => sum + (p / 255 - 0.5) ** 2, 0) / kept.length);
    expect(answers.misfit).toBeCloseTo(off, 12);
    const spread = spreadOf(grey, answers.grey, () => true);
    expect(summary(s, 'A held-out 7', null, answers, spread)).toMatch(
      /^A held-out 7, a part of it missing\. DDNM\+: All 8 are read as a 7\. Root mean square error/,
    );
    expect(madeText(answers, 'answer')).toBe('8 answers by DDNM+, 40 evaluations for each, 12 ms');
    expect(madeText(answers, 'look')).toMatch(/^a first look: /);
    expect(madeText(answers, 'stale')).toBe('in the making');
    expect(misfitText(answers)).toMatch(/its noise is 0\.000$/);
    expect(errorText(spread)).toMatch(/of their mean/);
    expect(coveredText(spread, { missing: null })).toMatch(/^Of the \d+ pixels where/);
    const back = fromBuilt(s, JSON.parse(JSON.stringify(built(answers, grey, 7))) as ReturnType<typeof built>);
    expect(back).toMatchObject({ key: restoreKey(s), grey: answers.grey, classes: answers.classes });
  });

  it('of those who have no network come with their errors', async () => {
    const x = Float32Array.from(grey, (p) => p / 255);
    const found = await answerWithout(
      { ...start, damage: 'small' },
      grey,
      {
        restoreWithout: ({ measured, y }) => {
          expect([measured.kind, y.length]).toEqual(['box-down', 49]);
          const paper = new Float32Array(size);
          return Promise.resolve({
            digits: 3,
            found: [
              { name: 'bicubic', x },
              { name: 'nearest', x: paper },
            ],
          });
        },
      },
      {},
    );
    const paper = Math.sqrt(grey.reduce((sum, p) => sum + (p / 255) ** 2, 0) / size);
    expect(found.found.map(({ name, error }) => [name, error])).toEqual([
      ['bicubic', 0],
      ['nearest', paper],
    ]);
    expect(found.key).toBe(measuredKey({ ...start, damage: 'small' }));
  });

  it('are those of now where they are there, else the newest look', () => {
    const full = { ...noAnswers, key: 'a' },
      look = { ...noAnswers, key: 'b' };
    expect(shownOf('a', full, look)).toEqual({ answers: full, standing: 'answer' });
    expect(shownOf('b', full, look).answers).toBe(look);
    expect(shownOf('c', full, noAnswers)).toEqual({ answers: full, standing: 'stale' });
  });

  it('are summed up where there is nothing to answer', () => {
    const s = { ...start, mask: masks.none };
    expect(summary(s, 'A held-out 7', problemOf(s), noAnswers, null)).toMatch(/Nothing is missing/);
    expect(Object.keys(damageNames)).toEqual([...damages]);
  });
});
