/** Run while the site is built, by Node: it reads the packed digits from the disk. No island imports it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digits, parseDigits } from '../../../src/core/data/digits';
import { recall, type Recall } from '../../../src/core/data/recall';
import { builtAsks } from '../built-asks';
import { digitNoise, noisedPicture } from './digit';
import { answerGuess, guessKey } from './guess';
import { findingAt } from './search';
import { forwardNoiseSchema } from './settings';
import { type Built, cleanPicture, scheduleOf } from './state';

let digits: Promise<Digits> | undefined;

async function packedDigits(): Promise<Digits> {
  const path = join(process.cwd(), 'public/data/digits.bin');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new Error('public/data/digits.bin is missing (expected it to be packed first: node scripts/digits.mjs)', {
      cause,
    });
  }
  return parseDigits(bytes);
}

/** The search over all training digits for a figure's first frame; undefined in the modes that need none. */
export async function builtAnswer(initial: Readonly<Record<string, unknown>>): Promise<Built | undefined> {
  const { settings } = forwardNoiseSchema.parse(initial);
  if (settings.mode !== 'digit' || settings.picture !== null) return undefined;
  digits ??= packedDigits();
  const set = await digits;
  const { x0 } = cleanPicture(settings, set);
  const measured = finished(recall(set, x0, digitNoise(settings.seed)));
  const schedule = scheduleOf(settings.schedule);
  const ratio = schedule.sigma(settings.t) / schedule.alpha(settings.t);
  const { best, label, pixels, certainty, candidates, classes, right, rows } = findingAt(
    { recall: measured, digits: set },
    ratio,
  );
  const xt = noisedPicture(x0, digitNoise(settings.seed), schedule.alpha(settings.t), schedule.sigma(settings.t));
  const {
    key,
    guesses: [guess],
  } = await answerGuess(
    { key: guessKey({ ...settings, told: null }), xt, x0, t: settings.t, schedule: settings.schedule, told: null },
    { guess: builtAsks.guess, judge: builtAsks.judge },
  );
  return {
    guess: {
      key,
      error: guess.error,
      reads: guess.reads,
      certainty: guess.certainty,
      pixels: Buffer.from(guess.pixels).toString('base64'),
    },
    digit: settings.digit,
    seed: settings.seed,
    rows,
    lostRatio: measured.lostRatio,
    ratio,
    best,
    label,
    certainty,
    candidates,
    right,
    classes: Array.from(classes),
    pixels: Buffer.from(pixels).toString('base64'),
  };
}

function finished(work: Generator<number, Recall, void>): Recall {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
