import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../components/figure/link';
import { problemsOf, stripText, summary, windowText } from '../../components/figure/Panorama/labels';
import {
  classesOf,
  panorama,
  regionsOf,
  request,
  steps,
  stripRules,
  stripsKey,
  type PanoramaSettings,
} from '../../components/figure/Panorama/state';
import {
  bordersOf,
  built,
  follow,
  fromBuilt,
  guessAt,
  measuresOf,
  shownAtOnce,
  type Ask,
  type Shown,
} from '../../components/figure/Panorama/work';
import { standardInk, standardPaper } from '../../src/core/image-network/pixels';
import { stripWindows, type PanoramaSpec } from '../../src/engine/kinds/shipped/panorama';

const start = panorama.defaults;
const set = (change: Partial<PanoramaSettings>): PanoramaSettings => ({ ...start, ...change });

/** Paper left of column 40 and ink from there on, more of it at every step; the judge reads a 3 in every window, and is sure of the first alone. */
function answering(asked: PanoramaSpec[] = []): Ask {
  return (spec, onProgress) => {
    asked.push(spec);
    const n = stripWindows(spec).starts.length;
    const guess = (k: number) =>
      Float32Array.from({ length: 28 * spec.width }, (_, i) =>
        i % spec.width < 40 ? standardPaper : standardPaper + ((standardInk - standardPaper) * k) / spec.steps,
      );
    const all = Array.from({ length: spec.steps + 1 }, (_, k) => guess(k));
    all.forEach((one, k) => onProgress?.({ step: k, guess: one, done: k / spec.steps }));
    return Promise.resolve({
      starts: stripWindows(spec).starts,
      classes: [],
      times: new Float64Array(spec.steps + 1),
      states: all,
      guesses: all,
      judgement: {
        classes: new Int32Array(n).fill(3),
        logProbabilities: Float64Array.from({ length: 10 * n }, (_, i) => Math.log(i < 10 ? 0.99 : 0.5)),
        features: { data: new Float64Array(0), dim: 1 },
      },
      asked: 1,
      backend: 'simd',
      milliseconds: 1,
    });
  };
}
const made = (s = start) => shownAtOnce(s, answering());

describe('what is asked', () => {
  it('is the digits that are typed, question marks for any, nothing for any', () => {
    expect(regionsOf(start)).toEqual([8, 0, 3, 8, 2]);
    expect(regionsOf(set({ wanted: ' 3 ? x8' }))).toEqual([3, -1, 8]);
    expect(regionsOf(set({ wanted: 'none' }))).toEqual([-1]);
    expect(regionsOf(set({ wanted: '1234567890123' }))).toHaveLength(12);
  });

  it('tells each window the digit that it stands at', () => {
    expect(classesOf(start)).toEqual([8, 0, 3, 8, 2]);
    expect(classesOf(set({ wanted: '381' }))).toEqual([3, -1, 8, -1, 1]);
  });

  it('is one strip a rule, from the same seed, asked anew only for what changes them', () => {
    expect(request(set({ stride: 7, w: 2, seed: 4 }), 'collage')).toEqual({
      width: 84,
      stride: 7,
      rule: 'collage',
      regions: [8, 0, 3, 8, 2],
      guidance: 2,
      seed: 4,
      steps,
    });
    for (const change of [{ rule: 'apart' as const }, { step: 2 }, { wanted: '8 0 3 8 2 ' }])
      expect(stripsKey(set(change))).toBe(stripsKey(start));
    for (const change of [{ wanted: '3141' }, { width: 91 }, { stride: 13 }, { w: 0 }, { seed: 8 }])
      expect(stripsKey(set(change))).not.toBe(stripsKey(start));
  });

  it('comes back from a link, and keeps what it had of one that is none', () => {
    const s = set({ wanted: '3?8', width: 91, stride: 5, rule: 'mean', w: 2.5, step: 4, seed: 1 });
    const { values } = decode(encode(panorama.encode(s, start)));
    expect(panorama.parse(values).settings).toEqual(s);
    const { settings, problems } = panorama.parse({ width: 20, rule: 'loudest', stride: 7 });
    expect(settings).toEqual({ ...start, stride: 7 });
    expect(problems).toHaveLength(2);
  });

  it('says what of it cannot be had', () => {
    expect(problemsOf(start)).toEqual([]);
    expect(problemsOf(set({ wanted: '3x8' }))[0]).toMatch(/^Only digits/);
    expect(problemsOf(set({ wanted: '3141592', stride: 21 }))).toEqual([
      '7 digits for 4 windows: some have none to draw them.',
    ]);
    expect(problemsOf(set({ wanted: '381', stride: 28 }))).toEqual(['Windows only touch: every rule is the same.']);
    expect(problemsOf(set({ wanted: '12345678901234', stride: 4 }))[0]).toBe('Only the first 12 of 14 are read.');
  });
});

describe('what is told of strips', () => {
  it('begins with the one that is looked at, step by step, or only with what is finished', async () => {
    const asked: PanoramaSpec[] = [];
    const told: Shown[] = [];
    await follow(set({ rule: 'collage' }), answering(asked), (shown) => void told.push(shown));
    expect(asked.map(({ rule }) => rule)).toEqual(['collage', 'mean', 'tapered', 'apart']);
    expect(told).toHaveLength(stripRules.length * (steps + 1));
    expect(told[2].strips.collage!.guesses).toHaveLength(3);
    expect(told[2].strips.mean).toBeNull();
    const still: Shown[] = [];
    await follow(start, answering(), (shown) => void still.push(shown), true);
    expect(still).toHaveLength(4);
    expect(still[0].strips.tapered!.reading).not.toBeNull();
    expect(stripText(still[0], 'mean', steps)).toBe('waits for its turn');
    expect(stripText(told[2], 'collage', steps)).toMatch(/in the making$/);
  });

  it('travels in the page and comes out of it as it was', async () => {
    const shown = await made();
    const page = JSON.parse(JSON.stringify(built(shown))) as ReturnType<typeof built>;
    const back = fromBuilt(start, page);
    expect(back.key).toBe(shown.key);
    for (const rule of stripRules) {
      back.strips[rule]!.guesses.forEach((one, k) =>
        expect(Buffer.compare(one, shown.strips[rule]!.guesses[k]), `${rule} ${k}`).toBe(0),
      );
      expect(stripText(back, rule, 7)).toBe(stripText(shown, rule, 7));
    }
    expect(() => built({ ...shown, strips: { ...shown.strips, mean: null } })).toThrow(
      'the strip by mean in the making',
    );
  });

  it('measures ink and the change where another window takes over', async () => {
    const shown = await made();
    const grey = guessAt(shown.strips.mean, steps)!;
    const { ink, changes, seam } = measuresOf(start, grey);
    expect(ink).toBeCloseTo(44 / 84, 6);
    expect(changes[39]).toBeCloseTo(1, 6);
    expect(seam).toBe(0);
    // Half way between the middles of neighbours.
    expect(bordersOf(start)).toEqual([20, 34, 48, 62]);
    expect(bordersOf(set({ stride: 28 }))).toEqual([27, 55]);
    expect(bordersOf(set({ width: 28 }))).toEqual([]);
    expect(measuresOf(set({ width: 28 }), grey.subarray(0, 784)).seam).toBeNaN();
  });

  it('marks windows as read, unsure, or as told', async () => {
    const shown = await made();
    const reading = shown.strips.mean!.reading!;
    expect([windowText(3, reading, 0), windowText(-1, reading, 0), windowText(1, reading, 1)]).toEqual([
      '3 ✓',
      '3',
      '3? ✗',
    ]);
    expect(stripText(shown, 'mean', steps)).toBe('1 of 5 read as told; ink 0.524, seams 0.00');
    expect(summary(start, shown)).toMatch(
      /^A strip of 84 columns by 5 windows of 28, one every 14; asked for: 8, 0, 3, 8, 2\. Mean of the windows: 1 of 5 .* the judge reads 3 3 3 3 3\./,
    );
  });
});
