import { describe, expect, it } from 'vitest';
import { blankPicture, encodePicture } from '../../components/figure/kit/picture-code';
import { decode, encode } from '../../components/figure/link';
import { answerText, noiseText, readAs, routeText, summary } from '../../components/figure/Translation/labels';
import {
  answersOf,
  howOf,
  sourceOf,
  translation,
  translationKey,
  type TranslationSettings,
} from '../../components/figure/Translation/state';
import { built, fromBuilt, shownAtOnce, thinned, type Asks } from '../../components/figure/Translation/work';
import type { TranslationSpec } from '../../src/engine/kinds/shipped/translation';

const start: TranslationSettings = translation.defaults;
/** A bar of the class's number of columns, and of type a pixel wider. */
const bar = (wide: number): Uint8Array =>
  Uint8Array.from({ length: 784 }, (_, i) => (i % 28 > 8 && i % 28 < 10 + wide && i > 112 && i < 672 ? 255 : 0));
const hands = {
  hand: Array.from({ length: 10 }, (_, k) => bar(k)),
  type: Array.from({ length: 10 }, (_, k) => bar(k + 1)),
};

/** Answers number i are the picture plus i; the way doubles its noise to 30 and back. */
function arithmetic(): Asks & { readonly asked: TranslationSpec[] } {
  const asked: TranslationSpec[] = [];
  const readings = (n: number) => ({
    judgement: {
      classes: Int32Array.from({ length: n }, (_, i) => 4 + i),
      logProbabilities: new Float64Array(10 * n),
      features: { data: new Float64Array(n), dim: 1 },
    },
    type: Float64Array.from({ length: n }, (_, i) => 0.9 - i / 10),
    measures: { thickness: new Float64Array(n).fill(2.5), slant: new Float64Array(n).fill(NaN) },
    apart: Float64Array.from({ length: n }, (_, i) => 0.1 * i),
  });
  return {
    asked,
    judge: ({ x }) =>
      Promise.resolve({
        classes: new Int32Array(x.length / 784).fill(7),
        logProbabilities: new Float64Array(10),
        features: { data: new Float64Array(1), dim: 1 },
      }),
    translate(spec, { onProgress } = {}) {
      asked.push(spec);
      const picture = Float32Array.from(spec.picture);
      const x = Float32Array.from({ length: 784 * spec.count }, (_, i) => picture[i % 784] + Math.floor(i / 784));
      const route = [0, 1, 5, 30, 5, 1, 0].map((sigma) => ({ sigma, x: picture }));
      route.forEach((at, i) => onProgress?.({ ...at, done: i / 6 }));
      return Promise.resolve({
        x,
        route,
        readings: readings(spec.count),
        source: readings(1),
        backend: 'simd',
        milliseconds: 1,
      });
    },
  };
}

describe('the figure of translation', () => {
  it('asks for one answer of a bridge and for four of what draws', () => {
    expect([answersOf(start), howOf(start)]).toEqual([1, { way: 'bridge', to: 'type' }]);
    const edit = { ...start, to: 'hand', way: 'sdedit', strength: 0.4 } as const;
    expect([answersOf(edit), howOf(edit)]).toEqual([4, { way: 'sdedit', to: 'hand', strength: 0.4 }]);
    expect(howOf({ ...edit, pull: 0.5 })).toEqual({ way: 'pulled', to: 'hand', strength: 0.4, pull: 0.5 });
    expect([answersOf({ ...start, to: 'bold' }), howOf({ ...start, to: 'bold' })]).toEqual([
      4,
      { way: 'pairs', change: 'bold' },
    ]);
  });

  it('begins with a picture of the other kind, or with a pair’s source', () => {
    expect(sourceOf(start, hands)).toEqual({ grey: hands.hand[4], truth: null, label: 4 });
    expect(sourceOf({ ...start, to: 'hand' }, hands).grey).toBe(hands.type[4]);
    const [bold, thin] = (['bold', 'thin'] as const).map((to) => sourceOf({ ...start, to }, hands));
    expect(bold.grey).toEqual(hands.hand[4]);
    expect(thin).toMatchObject({ grey: bold.truth, truth: bold.grey });
    const own = encodePicture(new Float64Array(784).fill(1));
    expect(sourceOf({ ...start, to: 'bold', picture: own }, hands)).toMatchObject({ truth: null, label: null });
  });

  it('tells models of a domain the class, if they shall be told, and reads a drawing first', async () => {
    const asks = arithmetic();
    await shownAtOnce(start, sourceOf(start, hands), asks);
    await shownAtOnce({ ...start, told: false }, sourceOf(start, hands), asks);
    await shownAtOnce({ ...start, to: 'bold' }, sourceOf(start, hands), asks);
    const drawn = await shownAtOnce(start, { grey: bar(2), truth: null, label: null }, asks);
    expect(asks.asked.map(({ label }) => label)).toEqual([4, -1, -1, 7]);
    expect(drawn.source.label).toBe(7);
  });

  it('shows answers with their readings, and the way', async () => {
    const s = { ...start, way: 'sdedit' } as const;
    const all = await shownAtOnce(s, sourceOf(s, hands), arithmetic());
    expect(all.answers).toHaveLength(4);
    expect(all.answers[0].grey).toEqual(hands.hand[4]);
    expect(answerText(s, all.answers[1], 4)).toBe('read as 5, not 4 · type 80\u00a0% · moved 0.10');
    expect(readAs(all.answers[0], 4)).toBe('read as 4');
    expect(answerText({ ...s, to: 'bold' }, all.answers[0], 4)).toContain('stroke 2.5 px');
    expect(answerText({ ...s, to: 'upright' }, all.answers[0], 4)).toContain('no ink');
    expect(routeText(all.route)).toMatch(
      /^At its noisiest, 30 times the deviation of the data, the state has a root mean square of \d\.\d\d; noise has 1\.$/,
    );
    expect(summary(all)).toMatch(/^A held-out 4, handwriting to type, by SDEdit of strength 0\.60\. Before: read as 4/);
    const back = fromBuilt(s, JSON.parse(JSON.stringify(built(all))) as ReturnType<typeof built>);
    expect(back.answers.map(({ grey }) => grey)).toEqual(all.answers.map(({ grey }) => grey));
    expect(back.key).toBe(translationKey(s));
    expect(summary(back)).toBe(summary(all));
    expect([0, 0.03, 2.24, 30].map(noiseText)).toEqual(['0', '0.03', '2.2', '30']);
  });

  it('keeps both ends of the way and its noisiest state', () => {
    const way = Array.from({ length: 41 }, (_, i) => ({ sigma: 20 - Math.abs(i - 20), i }));
    expect(thinned(way).map(({ i }) => i)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
    const down = Array.from({ length: 13 }, (_, i) => ({ sigma: 12 - i, i }));
    const kept = thinned(down).map(({ i }) => i);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([9, 0, 12]);
    expect(thinned(down.slice(0, 4))).toHaveLength(4);
  });

  it('goes through a link and back', () => {
    const s: TranslationSettings = {
      to: 'hand',
      way: 'sdedit',
      strength: 0.35,
      pull: 0.5,
      told: false,
      digit: 7,
      picture: blankPicture(),
      seed: 9,
    };
    expect(translation.parse(decode(encode(translation.encode(s))).values).settings).toEqual(s);
    expect(translation.parse({ to: 'emoji', strength: 2, digit: 10 }).problems).toHaveLength(3);
    // What a bridge does not use does not make it run again.
    expect(translationKey({ ...start, strength: 0.9 })).toBe(translationKey(start));
  });
});
