/** What the figure asks for and gets: the steps of the pictures, and what is measured of them at the end. */
import { captionLength } from '../../../src/core/caption/words';
import { digitPixels } from '../../../src/core/data/digits';
import type { Measures } from '../../../src/core/caption/instruments';
import type {
  DigitPromptProgress,
  DigitPromptSpec,
  DigitsPrompted,
  PromptStep,
} from '../../../src/engine/kinds/shipped/prompt';
import { toBytes, toText } from '../bytes';
import { pictureCount, picturesKey, request, steps, type PromptSettings } from './state';

/** Places of the code, seven a side. */
export const sideOfPlaces = 7;
export const placeCount = sideOfPlaces ** 2;

/** All pictures at one step. */
export interface Step {
  /** sigma / alpha at which the network was asked. */
  readonly noise: number;
  /** [pictures, 784] the guess, as drawn: 255 for ink. */
  readonly grey: Uint8Array;
  /** [pictures, words, places] as shares, 255 for all. */
  readonly attention: Uint8Array;
}

/** What is said of the pictures when they are there. */
export interface Final {
  readonly measures: { readonly [A in keyof Measures]: ArrayLike<number> };
  readonly classes: readonly number[];
  /** The judge's probability of that class. */
  readonly sureness: readonly number[];
}

export interface Shown {
  /** Of the settings that these are pictures of. */
  readonly key: string;
  readonly settings: PromptSettings;
  readonly steps: readonly Step[];
  /** Null while they are made. */
  readonly final: Final | null;
}

export type Ask = (
  spec: DigitPromptSpec,
  onProgress?: (progress: DigitPromptProgress) => void,
) => Promise<DigitsPrompted>;

/** Asks, and tells of every step. `still`: nothing is told before all is there. */
export async function follow(s: PromptSettings, ask: Ask, tell: (change: Shown) => void, still = false): Promise<void> {
  const key = picturesKey(s);
  let made: readonly Step[] = [];
  const answer = await ask(request(s), (step) => {
    if (still) return;
    made = [...made, inBytes(step)];
    tell({ key, settings: s, steps: made, final: null });
  });
  tell({ key, settings: s, steps: answer.steps.map(inBytes), final: finalOf(answer) });
}

const inBytes = ({ noise, grey, attention }: PromptStep): Step => ({
  noise,
  grey,
  attention: Uint8Array.from(attention, (share) => Math.round(255 * share)),
});

function finalOf({ measures, judgement: { classes, logProbabilities } }: DigitsPrompted): Final {
  return {
    measures,
    classes: Array.from(classes),
    sureness: Array.from(classes, (c, i) => Math.exp(logProbabilities[10 * i + c])),
  };
}

/** All of it: when the page is built. */
export async function shownAtOnce(s: PromptSettings, ask: Ask): Promise<Shown> {
  let all: Shown | null = null;
  await follow(s, ask, (shown) => {
    all = shown;
  });
  if (!all) throw new Error('the network of captions told nothing (expected its steps)');
  return all;
}

/** Where picture `i` looked at word `word`, or with `i` null all pictures on average: [places] as shares. */
export function attentionOf({ attention }: Step, word: number, i: number | null): Float64Array {
  const out = new Float64Array(placeCount);
  const pictures = i === null ? Array.from({ length: pictureCount }, (_, k) => k) : [i];
  for (const k of pictures)
    for (let p = 0; p < placeCount; p++)
      out[p] += attention[(k * captionLength + word) * placeCount + p] / 255 / pictures.length;
  return out;
}

/** The share of all attention that a word has, over places and pictures. */
export function shareOf(step: Step, word: number): number {
  return attentionOf(step, word, null).reduce((sum, v) => sum + v, 0) / placeCount;
}

/** What travels in the page. */
export interface BuiltPrompt {
  readonly noise: readonly number[];
  /** [steps, pictures, 784] and [steps, pictures, words of the prompt, places] in base64. */
  readonly grey: string;
  readonly attention: string;
  readonly words: number;
  /** Null where there was nothing to measure: JSON has no NaN. */
  readonly measures: { readonly [A in keyof Measures]: readonly (number | null)[] };
  readonly classes: readonly number[];
  readonly sureness: readonly number[];
}

export function built({ steps: all, final }: Shown, words: number): BuiltPrompt {
  if (!final) throw new Error('pictures in the making (expected them done)');
  const joined = (pieces: readonly Uint8Array[]) => {
    const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    pieces.reduce((at, piece) => (out.set(piece, at), at + piece.length), 0);
    return out;
  };
  const kept = words * placeCount;
  const rounded = (values: ArrayLike<number>) => Array.from(values, (v) => Number(v.toFixed(4)));
  const measured = (values: ArrayLike<number>) =>
    Array.from(values, (v) => (Number.isNaN(v) ? null : Number(v.toFixed(4))));
  return {
    noise: rounded(all.map(({ noise }) => noise)),
    grey: toText(joined(all.map(({ grey }) => grey))),
    attention: toText(
      joined(
        all.flatMap(({ attention }) =>
          Array.from({ length: pictureCount }, (_, i) =>
            attention.subarray(i * captionLength * placeCount, i * captionLength * placeCount + kept),
          ),
        ),
      ),
    ),
    words,
    measures: {
      thickness: measured(final.measures.thickness),
      slant: measured(final.measures.slant),
      width: measured(final.measures.width),
    },
    classes: final.classes,
    sureness: rounded(final.sureness),
  };
}

export function fromBuilt(s: PromptSettings, page: BuiltPrompt): Shown {
  const { noise, grey, attention, words, measures, classes, sureness } = page;
  const [pixels, shares] = [toBytes(grey), toBytes(attention)];
  const kept = words * placeCount;
  const all = Array.from({ length: steps }, (_, k): Step => {
    const whole = new Uint8Array(pictureCount * captionLength * placeCount);
    for (let i = 0; i < pictureCount; i++)
      whole.set(
        shares.subarray((k * pictureCount + i) * kept, (k * pictureCount + i + 1) * kept),
        i * captionLength * placeCount,
      );
    const size = pictureCount * digitPixels;
    return { noise: noise[k], grey: pixels.subarray(k * size, (k + 1) * size), attention: whole };
  });
  const numbers = (values: readonly (number | null)[]) => values.map((v) => v ?? NaN);
  const final: Final = {
    measures: {
      thickness: numbers(measures.thickness),
      slant: numbers(measures.slant),
      width: numbers(measures.width),
    },
    classes,
    sureness,
  };
  return { key: picturesKey(s), settings: s, steps: all, final };
}
