import { describe, expect, it } from 'vitest';
import { captionLength, readPrompt } from '../../src/core/caption';
import { digitChips, isSaid, tapped, wordChips } from '../../components/figure/Prompt/chips';
import {
  heldOut,
  heldOutText,
  pictureText,
  problemsOf,
  sharesText,
  summary,
} from '../../components/figure/Prompt/labels';
import {
  pictureCount,
  picturesKey,
  promptDigits,
  request,
  steps,
  type PromptSettings,
} from '../../components/figure/Prompt/state';
import { shares, ticksOf } from '../../components/figure/Prompt/wishes';
import {
  attentionOf,
  built,
  follow,
  fromBuilt,
  placeCount,
  shareOf,
  shownAtOnce,
  type Ask,
  type Final,
  type Shown,
} from '../../components/figure/Prompt/work';
import { decode, encode } from '../../components/figure/link';
import type { DigitPromptSpec } from '../../src/engine/kinds/shipped/prompt';

const start = promptDigits.defaults;
/** With plain spaces before a per cent sign. */
const plain = (said: string) => said.replace(/[\u00a0\u2009\u202f]/g, ' ');
const set = (change: Partial<PromptSettings>): PromptSettings => ({ ...start, ...change });

/** Word k of n gets (k + 1) / (1 + … + n) of the attention at every place; the measures are those of thin sevens that lean right, the last one bold. */
function answering(asked: DigitPromptSpec[] = []): Ask {
  return (spec, onProgress) => {
    asked.push(spec);
    const n = Array.from(spec.prompt.mask).reduce((sum, one) => sum + one, 0);
    const all = Array.from({ length: steps }, (_, k) => {
      const attention = new Float32Array(pictureCount * captionLength * placeCount);
      for (let i = 0; i < pictureCount; i++)
        for (let w = 0; w < n; w++)
          attention.fill(
            (2 * (w + 1)) / (n * (n + 1)),
            (i * captionLength + w) * placeCount,
            (i * captionLength + w + 1) * placeCount,
          );
      return { noise: steps - k, grey: new Uint8Array(pictureCount * 784).fill(k), attention };
    });
    all.forEach((step, k) => onProgress?.({ ...step, step: k + 1, steps }));
    const of = (value: number, last = value) =>
      Float64Array.from({ length: pictureCount }, (_, i) => (i === pictureCount - 1 ? last : value));
    return Promise.resolve({
      grey: all[steps - 1].grey,
      steps: all,
      measures: { thickness: of(1.9, 3.3), slant: of(0.3), width: of(NaN) },
      judgement: {
        classes: Int32Array.from({ length: pictureCount }, (_, i) => (i === 0 ? 1 : 7)),
        logProbabilities: new Float64Array(10 * pictureCount).fill(Math.log(0.9)),
        features: { data: new Float64Array(0), dim: 1 },
      },
      backend: 'simd',
      milliseconds: 1,
    });
  };
}
const made = () => shownAtOnce(start, answering());

describe('what is asked', () => {
  it('is the words that are known, nine pictures of the seed, and what is not wanted where guidance can hear it', () => {
    const spec = request(set({ prompt: 'a thin 7 💥 zorp', negative: 'bold', w: 3, seed: 5 }));
    expect(spec).toMatchObject({ guidance: 3, seed: 5, rows: [0, 1, 2, 3, 4, 5, 6, 7, 8], evaluations: steps });
    expect(spec.prompt.tokens).toEqual(readPrompt('a thin 7').tokens);
    expect(spec.negative?.tokens).toEqual(readPrompt('bold').tokens);
    expect(request(set({ negative: 'bold', w: 0 })).negative).toBeUndefined();
    expect(request(set({ negative: '  ' })).negative).toBeUndefined();
  });

  it('is asked anew for other words, not for others that are not known, nor for what is looked at', () => {
    const key = picturesKey(start);
    expect(picturesKey(set({ prompt: 'A THIN,  slanted 7!', step: 3, word: 1, picture: 2 }))).toBe(key);
    expect(picturesKey(set({ prompt: 'a thin slanted 7 zorp' }))).toBe(key);
    for (const change of [{ prompt: 'a thin 7' }, { negative: 'wide' }, { w: 1 }, { seed: 8 }])
      expect(picturesKey(set(change))).not.toBe(key);
  });

  it('comes back from a link, emoji, semicolons and all', () => {
    const s = set({ prompt: 'a “7”; not: bold 💥', negative: 'x', w: 0.5, step: 4, word: 0, picture: 3, seed: 1 });
    const { values } = decode(encode(promptDigits.encode(s, start)));
    expect(promptDigits.parse(values).settings).toEqual(s);
  });

  it('takes ten thousand letters, and says no to more than a field holds', () => {
    expect(promptDigits.parse({ prompt: 'a 7 '.repeat(2500) }).problems).toEqual([]);
    const { settings, problems } = promptDigits.parse({ prompt: 'x'.repeat(20_001), w: 99 });
    expect(settings).toMatchObject({ prompt: start.prompt, w: start.w });
    expect(problems).toHaveLength(2);
  });
});

describe('what is told of the pictures', () => {
  it('follows the steps, or where motion is kept down only the end', async () => {
    const told: Shown[] = [];
    await follow(start, answering(), (shown) => void told.push(shown));
    expect(told.map(({ steps: all, final }) => [all.length, final !== null])).toEqual([
      ...Array.from({ length: steps }, (_, k) => [k + 1, false]),
      [steps, true],
    ]);
    const still: Shown[] = [];
    await follow(start, answering(), (shown) => void still.push(shown), true);
    expect(still).toEqual([told.at(-1)]);
  });

  it('travels in the page and comes out of it as it was', async () => {
    const shown = await made();
    const packed = JSON.parse(JSON.stringify(built(shown, 4))) as ReturnType<typeof built>;
    const back = fromBuilt(start, packed);
    expect(back.steps.map(({ grey }) => Array.from(grey))).toEqual(shown.steps.map(({ grey }) => Array.from(grey)));
    expect(back.steps[3].attention).toEqual(shown.steps[3].attention);
    expect(back.final?.classes).toEqual(shown.final?.classes);
    expect(pictureText(readPrompt(start.prompt), back, 2)).toBe(pictureText(readPrompt(start.prompt), shown, 2));
  });

  it('shares the attention among the words: of one picture, of all, in all', async () => {
    const { steps: all } = await made();
    for (const [word, share] of [0.1, 0.2, 0.3, 0.4].entries()) {
      expect(shareOf(all[0], word)).toBeCloseTo(share, 2);
      attentionOf(all[0], word, 2).forEach((v) => expect(v).toBeCloseTo(share, 2));
    }
    expect(shareOf(all[0], 5)).toBe(0);
  });

  it('ticks what is as asked, and only what was asked for', async () => {
    const { final } = (await made()) as { final: Final };
    const prompt = readPrompt('a thin 7 that is not leaning left');
    expect(ticksOf(prompt, final, 0).map(({ asked, measured, met }) => [asked, measured, met])).toEqual([
      ['7', '1', false],
      ['thin', 'thin', true],
      ['not left', 'right', true],
      [null, 'no ink', null],
    ]);
    expect(ticksOf(prompt, final, 8)[1]).toMatchObject({ measured: 'bold', met: false, number: '3.30 pixels' });
    expect(shares(prompt, final).map(({ asked, met, of }) => [asked, met, of])).toEqual([
      ['7', 8, 9],
      ['thin', 8, 9],
      ['not left', 9, 9],
      ['all of it', 7, 9],
    ]);
    // What cannot be measured does not fulfil a wish.
    expect(shares(readPrompt('wide'), final)[0]).toMatchObject({ met: 0, of: 9 });
  });

  it('is a sentence with the numbers', async () => {
    const shown = await made();
    expect(sharesText(readPrompt(start.prompt), shown)).toBe(
      '7: 8 of 9; thin: 8 of 9; right: 9 of 9; all of it: 7 of 9',
    );
    expect(plain(summary(start, shown))).toBe(
      '9 digits drawn for “a thin slanted 7”, guidance w = 2.0. As asked: 7: 8 of 9; thin: 8 of 9; right: 9 of 9; all of it: 7 of 9. At step 10 of 10 the attention is shared: a 10 %, thin 20 %, slanted 30 %, 7 40 %.',
    );
    expect(pictureText(readPrompt(start.prompt), shown, 0)).toBe(
      'Picture 1: the judge calls it 1 (90 % sure), asked: 7; thickness 1.90 pixels (thin is below 2.25); slant 0.30 columns a row (right is above 0.12); width nothing to measure (no ink).',
    );
    expect(pictureText(readPrompt(''), { ...shown, final: null }, 4)).toBe('Picture 5, in the making');
    expect(sharesText(readPrompt('a digit'), shown)).toBe('nothing was asked for that could be measured');
  });
});

describe('sentences on what is typed', () => {
  it('are those of both fields, and say where a negative prompt has no part', () => {
    expect(problemsOf(set({ prompt: '💥' }))[0]).toContain('is not among the words');
    expect(problemsOf(set({ prompt: '' }))).toEqual(['Nothing is asked for: any digit may come.']);
    expect(problemsOf(set({ negative: 'zorp bold' }))).toEqual([
      'Of what is not wanted: “zorp” is not among the words that the network has learned, and is left out.',
    ]);
    expect(problemsOf(set({ negative: 'bold', w: 0 }))).toEqual([
      'With the guidance at 0 the prompt alone is asked: what is not wanted has no part.',
    ]);
    expect(problemsOf(start)).toEqual([]);
  });

  it('mark what was kept back in training, with what is recorded of it', () => {
    const never = heldOut(readPrompt('heavy three'));
    expect(heldOutText(never!, null)).toBe('Never in training: bold 3. Each by itself was.');
    expect(plain(heldOutText(heldOut(readPrompt('a bold 5 leaning left'))!, { heldOut: 0.5, seen: 0.8 }))).toBe(
      'Never in training: bold and leaning left. Each by itself was. As asked come 50 % of such pictures, and 80 % of like ones that were.',
    );
    for (const typed of ['a bold 5', 'a 3 that is not bold', 'bold', '']) expect(heldOut(readPrompt(typed))).toBeNull();
  });
});

describe('words to tap', () => {
  const chip = (word: string) => [...wordChips, ...digitChips].find((one) => one.word === word)!;

  it('are put in, taken out, and stand in each other’s place', () => {
    expect(tapped('a thin slanted 7', chip('bold'))).toBe('a bold slanted 7');
    expect(tapped('a thin slanted 7', chip('thin'))).toBe('a slanted 7');
    expect(tapped('a thin slanted 7', chip('leaning left'))).toBe('a thin leaning left 7');
    expect(tapped('a 7', chip('wide'))).toBe('a wide 7');
    expect(tapped('a 7', chip('leaning left'))).toBe('a 7 leaning left');
    expect(tapped('a 7', chip('not bold'))).toBe('a 7 not bold');
    expect(tapped('a 7 not bold', chip('bold'))).toBe('a 7 bold');
    expect(tapped('the seven, bold', chip('3'))).toBe('the 3, bold');
    expect(tapped('', chip('4'))).toBe('4');
    expect(tapped('A 17 that is tilted right', chip('upright'))).toBe('A 17 that is upright');
  });

  it('are down where they are said, whole words only', () => {
    expect(isSaid('a thin slanted 7', chip('slanted'))).toBe(true);
    expect(isSaid('a 7 that is not bold', chip('bold'))).toBe(false);
    expect(isSaid('a 7 that is not bold', chip('not bold'))).toBe(true);
    expect(isSaid('thinner 77', chip('thin'))).toBe(false);
    expect(isSaid('thinner 77', chip('7'))).toBe(false);
  });

  it('say what they mean: tapped into nothing, each is understood', () => {
    for (const one of [...wordChips, ...digitChips]) {
      expect(readPrompt(tapped('', one)).problems).toEqual([]);
      expect(tapped(tapped('a', one), one)).toBe('a');
    }
  });
});
