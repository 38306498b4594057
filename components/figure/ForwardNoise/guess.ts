/** What the shipped network makes of the noised picture: E[x_0 | x_t], judged by the shipped classifier. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { digitPixels, toUnit } from '../../../src/core/data/digits';
import { bookPixels, greyOf } from '../../../src/core/image-network/pixels';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitGuessSpec } from '../../../src/engine/kinds/shipped/denoising';
import type { DigitJudgeSpec, DigitJudgement } from '../../../src/engine/kinds/shipped/judgement';
import { createDerived } from '../kit/derived';
import { scheduleSpec, type ScheduleName } from './settings';

export interface GuessQuestion {
  readonly key: string;
  /** The noised picture and the clean one, -1 paper and 1 ink. */
  readonly xt: Float64Array;
  readonly x0: Float64Array;
  readonly t: number;
  readonly schedule: ScheduleName;
  /** A class to tell the network besides; null for none. */
  readonly told: number | null;
}

export interface Guess {
  readonly told: number | null;
  /** Grey levels, 0 paper and 255 ink. */
  readonly pixels: Uint8Array;
  /** Root of the mean squared difference to the clean picture, over pixels from -1 to 1. */
  readonly error: number;
  /** The class that the classifier reads, and its probability. */
  readonly reads: number;
  readonly certainty: number;
}

/** The answer to one question: without a class, and with the one told. */
export interface Guesses {
  readonly key: string;
  readonly guesses: readonly Guess[];
}

/** Whoever answers: the worker on the page, the same code when it is built. */
export interface Oracle {
  readonly guess: (spec: DigitGuessSpec) => Promise<Float32Array>;
  readonly judge: (spec: DigitJudgeSpec) => Promise<DigitJudgement>;
}

export function guessKey({
  seed,
  digit,
  picture,
  t,
  schedule,
  told,
}: {
  readonly seed: number;
  readonly digit: number;
  readonly picture: string | null;
  readonly t: number;
  readonly schedule: string;
  readonly told: number | null;
}): string {
  return [seed, picture ?? digit, t, schedule, told].join(':');
}

export async function answerGuess(
  { key, xt, x0, t, schedule, told }: GuessQuestion,
  { guess, judge }: Oracle,
): Promise<Guesses> {
  const classes = told === null ? [null] : [null, told];
  const x = new Float32Array(classes.length * digitPixels);
  classes.forEach((_, i) => x.set(xt, i * digitPixels));
  const answer = await guess({
    x,
    times: [t],
    labels: classes.map((c) => c ?? -1),
    schedule: scheduleSpec(schedule),
    pixels: 'book',
  });
  const { classes: read, logProbabilities } = await judge({ x: answer, pixels: 'book' });
  return {
    key,
    guesses: classes.map((c, i): Guess => {
      const pixels = greyOf(answer.subarray(i * digitPixels, (i + 1) * digitPixels), bookPixels);
      return {
        told: c,
        pixels,
        error: pictureError(toUnit(pixels), x0),
        reads: read[i],
        certainty: Math.exp(logProbabilities[10 * i + read[i]]),
      };
    }),
  };
}

export function pictureError(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - y[i]) ** 2;
  return Math.sqrt(sum / x.length);
}

export interface Guesser {
  readonly answered: ReadonlySignal<Guesses | null>;
  readonly failure: ReadonlySignal<string | null>;
  /** One question is under way at a time; of those asked meanwhile only the newest is taken up. */
  ask(question: GuessQuestion): void;
  /** Asks the last question again after a failure. */
  readonly retry: () => void;
  readonly dispose: () => void;
}

export function createGuesser(oracle: Oracle = { guess: liveAsks.guess, judge: liveAsks.judge }): Guesser {
  const asked = signal<GuessQuestion | null>(null);
  const guesses = createDerived<{ readonly answered: Guesses | null }>({
    first: { answered: null },
    key: () => asked.value && asked.value.key,
    policy: 'finish',
    async run({ change }) {
      const question = asked.peek();
      if (question) change({ answered: await answerGuess(question, oracle) });
    },
  });
  return {
    answered: computed(() => guesses.shown.value.answered),
    failure: guesses.error,
    ask(question) {
      asked.value = question;
    },
    retry: guesses.again,
    dispose: guesses.follow(),
  };
}
