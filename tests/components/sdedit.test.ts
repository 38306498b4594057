import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../components/figure/link';
import { blankPicture } from '../../components/figure/kit/picture-code';
import { drawings, picks } from '../../components/figure/Sdedit/drawings';
import {
  answerText,
  countText,
  otherRuleText,
  problemsOf,
  strengthText,
  summary,
  thicknessWord,
} from '../../components/figure/Sdedit/labels';
import { recordedOf } from '../../components/figure/Sdedit/recorded';
import {
  beginning,
  pictureOf,
  request,
  sdeditFigure,
  sdeditKey,
  stripKey,
  stripStrengths,
  strengthOf,
  type SdeditSettings,
} from '../../components/figure/Sdedit/state';
import {
  built,
  distanceOf,
  follow,
  fromBuilt,
  shownAtOnce,
  type Asks,
  type Shown,
} from '../../components/figure/Sdedit/work';
import { strengthNoise } from '../../src/core/image-network/editing';
import { greyOf, bookPixels } from '../../src/core/image-network/pixels';
import type { DigitEditSpec } from '../../src/engine/kinds/shipped/edit';
import type { SdeditRecord, SdeditSet, WayAsked } from '../../src/record/sdedit';

const start: SdeditSettings = sdeditFigure.defaults;
const set = (change: Partial<SdeditSettings>): SdeditSettings => ({ ...start, ...change });

/** The drawing, lightened by as many grey levels as a hundred times the strength; the first half read as 3. */
function arithmetic(): Asks & { readonly asked: DigitEditSpec[] } {
  const asked: DigitEditSpec[] = [];
  return {
    asked,
    edit(spec, { onProgress } = {}) {
      asked.push(spec);
      const n = spec.rows.length;
      const one = greyOf(spec.picture, bookPixels).map((v) => Math.max(0, v - Math.round(100 * spec.strength)));
      const grey = Uint8Array.from({ length: n * 784 }, (_, k) => one[k % 784]);
      onProgress?.({ grey, step: 1, steps: 2 });
      const classes = Int32Array.from({ length: n }, (_, i) => (i < n / 2 ? 3 : 8));
      const numbers = new Float64Array(n).fill(3);
      return Promise.resolve({
        grey,
        start: grey.slice(),
        times: Float64Array.of(1, 0),
        judgement: {
          classes,
          logProbabilities: new Float64Array(10 * n).fill(Math.log(0.75)),
          features: { data: new Float64Array(n), dim: 1 },
        },
        measures: { thickness: numbers, slant: numbers, width: numbers },
        backend: 'simd' as const,
        milliseconds: 1,
      });
    },
  };
}

describe('bad drawings made good', () => {
  it('has drawings that are no digits of the data, and takes the reader’s in their place', () => {
    expect(new Set(drawings.map(({ picture }) => picture)).size).toBe(drawings.length);
    expect(picks.map(({ label }) => label)).toEqual(drawings.map(({ meant }) => meant));
    expect(pictureOf(set({ drawing: 1 }))).toBe(drawings[1].picture);
    expect(pictureOf(set({ picture: blankPicture() }))).toBe(blankPicture());
  });

  it('asks with nothing, a class or words, and with the same noise at every strength', () => {
    expect(request(start)).not.toHaveProperty('label');
    expect(request(start)).not.toHaveProperty('said');
    expect(request(set({ told: 'class', label: 8, w: 1 }))).toMatchObject({ label: 8, guidance: 1 });
    const words = request(set({ told: 'words', prompt: 'bold' }));
    expect(words).not.toHaveProperty('label');
    expect(words.said!.tokens).toHaveLength(14);
    expect(request(start, 0.2, 1)).toMatchObject({ strength: 0.2, rows: [0], seed: start.seed });
    expect(stripKey(set({ strength: 0.9 }))).toBe(stripKey(start));
    expect(sdeditKey(set({ strength: 0.9 }))).not.toBe(sdeditKey(start));
    // What is not told changes nothing.
    expect(sdeditKey(set({ w: 5, label: 7, prompt: 'thin' }))).toBe(sdeditKey(start));
  });

  it('says strength times steps, and where it begins', () => {
    expect(strengthText(set({ strength: 0.6, steps: 20 }))).toMatch(
      /^strength 0\.60 × 20 steps = 12 steps, from t = 0\.\d+ \(σ\/α = [\d.]+\)$/,
    );
    expect(strengthText(set({ strength: 0.55, steps: 10 }))).toContain('= 5.5, taken as 6 steps, from');
    expect(strengthText(set({ strength: 0.55, steps: 10, rule: 'kept' }))).toContain('= 5.5, taken as 5 steps, from');
    expect(strengthText(set({ strength: 0 }))).toBe('strength 0.00 × 10 steps = 0 steps: the drawing as it is');
    expect(strengthText(set({ strength: 1, steps: 1 }))).toContain('= 1 step, from t = 1 (σ/α = 30)');
    expect(strengthText(set({ strength: 0.2, steps: 4, rule: 'kept' }))).toBe(
      'strength 0.20 × 4 steps = 0.8, taken as 0 steps: the drawing as it is',
    );
  });

  it('says where the other rule differs, and is silent where it does not', () => {
    expect(otherRuleText(set({ strength: 0.2, steps: 4 }))).toBe('Whole steps would do nothing at all.');
    expect(otherRuleText(set({ strength: 0.55 }))).toMatch(/^Whole steps would take 5, from σ\/α = /);
    expect(otherRuleText(set({ strength: 0.55, rule: 'kept' }))).toMatch(
      /^Read as a time, it would take 6, from σ\/α = /,
    );
    for (const strength of [0, 1]) expect(otherRuleText(set({ strength }))).toBe('');
  });

  it('marks in the charts the strength whose noise it begins with', () => {
    for (const s of [0.1, 0.5, 0.93, 1]) expect(strengthOf(strengthNoise(s))).toBeCloseTo(s, 6);
    expect(beginning(set({ strength: 1 })).noise).toBeCloseTo(30, 9);
    expect(beginning(set({ strength: 0 }))).toEqual({ taken: 0, t: 0, noise: 0 });
  });

  it('asks for answers, then for the small multiples, these only where more than the strength changed', async () => {
    const asks = arithmetic();
    const shown = await shownAtOnce(start, asks);
    expect(asks.asked.map(({ strength, rows }) => [strength, rows.length])).toEqual([
      [start.strength, 6],
      ...stripStrengths.map((strength) => [strength, 1]),
    ]);
    expect(shown.done).toBe(1);
    expect(shown.stripRead).toEqual([3, 3, 3, 3, 3, 3]);
    expect(countText(shown)).toBe('3 as 3, 3 as 8');
    expect(answerText(start, shown, 5)).toMatch(/^8, 75\s%$/);
    expect(answerText(set({ told: 'words' }), shown, 0)).toMatch(/^3, 75\s%, bold$/);
    expect(distanceOf(shown)).toBeGreaterThan(0);
    expect(summary(start, shown)).toMatch(
      /^A crooked 3, told nothing; strength 0\.50 × 10 steps = 5 steps, .* 3 as 3, 3 as 8/,
    );
    const again = arithmetic();
    let next: Shown = shown;
    await follow(set({ strength: 0 }), shown, again, (change) => void (next = { ...next, ...change }), {});
    expect(again.asked).toHaveLength(1);
    expect(distanceOf(next)).toBe(0);
    expect(next.strip).toEqual(shown.strip);
    const back = fromBuilt(start, JSON.parse(JSON.stringify(built(shown))) as ReturnType<typeof built>);
    expect(back).toEqual({ ...shown, read: { ...shown.read, sureness: new Array(6).fill(0.75) } });
  });

  it('says what of the words it does not know, in words mode only', () => {
    expect(problemsOf(set({ told: 'words', prompt: 'purple' })).join(' ')).toContain('“purple”');
    expect(problemsOf(set({ prompt: 'purple' }))).toEqual([]);
    expect([1, 2.5, 3, null].map(thicknessWord)).toEqual(['thin', 'medium', 'bold', 'no ink']);
  });

  it('goes through a link and back', () => {
    const s = set({ picture: drawings[2].picture, told: 'words', prompt: 'slanted to the left', strength: 0.37 });
    expect(sdeditFigure.parse(decode(encode(sdeditFigure.encode(s))).values).settings).toEqual(s);
    expect(sdeditFigure.parse({ strength: 2, steps: 0, told: 'jokes', rule: 'none' }).problems).toHaveLength(4);
  });
});

describe('what was recorded, as points', () => {
  const one = (v: number): SdeditSet => ({
    seed: 1,
    distance: v,
    meant: v,
    kept: v,
    sureness: v,
    nearest: v,
    frechet: v,
    thickness: v,
    bold: v,
  });
  const row = (asked: WayAsked, strength: number, v: number) => ({
    asked,
    guidance: 0,
    strength,
    sets: [one(v), one(v)],
  });
  it('begins every line with the drawings themselves', () => {
    const record = {
      rows: [
        row('bold', 1, 0.5),
        row('bold', 0.2, 0.4),
        row('nothing', 0, 0.1),
        row('nothing', 1, 0.9),
        row('class', 1, 1),
        row('bold class', 1, 1),
      ],
      real: [one(7)],
      drawings: 3,
    } as unknown as SdeditRecord;
    const { lines, real, sets } = recordedOf(record);
    expect(lines.bold.map(({ strength, kept }) => [strength, kept])).toEqual([
      [0, 0.1],
      [0.2, 0.4],
      [1, 0.5],
    ]);
    expect(lines.nothing.map(({ strength }) => strength)).toEqual([0, 1]);
    expect({ real, sets }).toEqual({ real: { nearest: 7, kept: 7 }, sets: 1 });
  });
});
