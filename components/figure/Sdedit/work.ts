/** What the figure asks for and gets: answers from several noises, and one noise at several strengths. */
import { digitPixels, toGrey } from '../../../src/core/data/digits';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import type { DigitsEdited } from '../../../src/engine/kinds/shipped/edit';
import { toBytes, toText } from '../bytes';
import { decodePicture } from '../kit/picture-code';
import { answerCount, pictureOf, request, sdeditKey, stripKey, stripStrengths, type SdeditSettings } from './state';

export type Asks = Pick<DigitAsks, 'edit'>;

/** What the judge and the instruments say of pictures. */
export interface Readings {
  readonly classes: readonly number[];
  /** The judge's probability of that class. */
  readonly sureness: readonly number[];
  /** Width of the stroke in pixels; null where there is no ink. */
  readonly thickness: readonly (number | null)[];
}

export interface Shown {
  readonly key: string;
  readonly stripKey: string;
  /** [784] grey levels of the drawing, 255 for ink. */
  readonly drawing: Uint8Array;
  /** [784] what the first answer began with. */
  readonly start: Uint8Array;
  /** [answers, 784] */
  readonly answers: Uint8Array;
  /** Null while they are made. */
  readonly read: Readings | null;
  /** [strengths, 784], and what the judge says of each; null where it has yet to come. */
  readonly strip: Uint8Array;
  readonly stripRead: readonly (number | null)[];
  readonly done: number;
}

export async function follow(
  s: SdeditSettings,
  before: Pick<Shown, 'stripKey' | 'strip' | 'stripRead'>,
  asks: Asks,
  tell: (change: Partial<Shown>) => void,
  listening: Gone,
): Promise<void> {
  const drawing = toGrey(decodePicture(pictureOf(s)));
  tell({ drawing, read: null, done: 0 });
  const known = before.stripKey === stripKey(s);
  const share = known ? 1 : 0.6;
  const answer = await asks.edit(request(s), {
    ...listening,
    onProgress: ({ grey, step, steps }) => tell({ answers: grey, done: (share * step) / steps }),
  });
  tell({
    key: sdeditKey(s),
    answers: answer.grey,
    start: answer.start.slice(0, digitPixels),
    read: readingsOf(answer),
    done: share,
  });
  if (!known) {
    const strip = new Uint8Array(stripStrengths.length * digitPixels);
    const stripRead: (number | null)[] = stripStrengths.map(() => null);
    tell({ stripKey: '', strip: strip.slice(), stripRead });
    for (const [i, strength] of stripStrengths.entries()) {
      const { grey, judgement } = await asks.edit(request(s, strength, 1), listening);
      strip.set(grey, i * digitPixels);
      stripRead[i] = judgement.classes[0];
      tell({
        strip: strip.slice(),
        stripRead: stripRead.slice(),
        done: share + ((1 - share) * (i + 1)) / stripStrengths.length,
      });
    }
    tell({ stripKey: stripKey(s) });
  }
  tell({ done: 1 });
}

function readingsOf({ judgement: { classes, logProbabilities }, measures }: DigitsEdited): Readings {
  return {
    classes: Array.from(classes),
    sureness: Array.from(classes, (c, i) => Math.exp(logProbabilities[10 * i + c])),
    thickness: Array.from(measures.thickness, (v) => (Number.isNaN(v) ? null : v)),
  };
}

const nothing: Shown = {
  key: '',
  stripKey: '',
  drawing: new Uint8Array(digitPixels),
  start: new Uint8Array(digitPixels),
  answers: new Uint8Array(answerCount * digitPixels),
  read: null,
  strip: new Uint8Array(stripStrengths.length * digitPixels),
  stripRead: stripStrengths.map(() => null),
  done: 0,
};

/** All of it: when the page is built. */
export async function shownAtOnce(s: SdeditSettings, asks: Asks): Promise<Shown> {
  let all = nothing;
  await follow(
    s,
    nothing,
    asks,
    (change) => {
      all = { ...all, ...change };
    },
    {},
  );
  return all;
}

/** Mean over answers of the root mean square difference of a pixel to the drawing, ink from 0 to 1. */
export function distanceOf({ drawing, answers }: Pick<Shown, 'drawing' | 'answers'>): number {
  let total = 0;
  for (let i = 0; i < answerCount; i++) {
    let sum = 0;
    for (let k = 0; k < digitPixels; k++) sum += ((answers[i * digitPixels + k] - drawing[k]) / 255) ** 2;
    total += Math.sqrt(sum / digitPixels) / answerCount;
  }
  return total;
}

/** What travels in the page. The drawing follows from the settings. */
export interface BuiltSdedit {
  readonly start: string;
  readonly answers: string;
  readonly strip: string;
  readonly stripRead: readonly (number | null)[];
  readonly read: Readings;
}

export function built({ start, answers, strip, stripRead, read }: Shown): BuiltSdedit {
  if (!read) throw new Error('answers in the making (expected them done)');
  const rounded = (values: readonly number[]) => values.map((v) => Number(v.toFixed(4)));
  return {
    start: toText(start),
    answers: toText(answers),
    strip: toText(strip),
    stripRead,
    read: {
      classes: read.classes,
      sureness: rounded(read.sureness),
      thickness: read.thickness.map((v) => (v === null ? null : Number(v.toFixed(3)))),
    },
  };
}

export function fromBuilt(s: SdeditSettings, { start, answers, strip, stripRead, read }: BuiltSdedit): Shown {
  return {
    key: sdeditKey(s),
    stripKey: stripKey(s),
    drawing: toGrey(decodePicture(pictureOf(s))),
    start: toBytes(start),
    answers: toBytes(answers),
    read,
    strip: toBytes(strip),
    stripRead,
    done: 1,
  };
}
