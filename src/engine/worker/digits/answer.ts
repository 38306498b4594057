/** Answers what a page asks of a digit network, a few rows at a time, so that a click is answered at once. */
import { fromGrey, greyOf } from '../../../core/image-network/pixels';
import { random } from '../../../core/random';
import { samplers, type Sampler, type SamplerStep } from '../../../core/sampler/index';
import type { Schedule } from '../../../core/schedule/schedule';
import { BackendLostError } from '../../../net/trainer';
import type { ImageClassifier } from '../../../net/image/classifier';
import type { InversionProgress } from '../../digit-gan';
import {
  pictureSize,
  pixelScales,
  type DigitGuessSpec,
  type DigitJudgement,
  type DigitJudgeSpec,
  type DigitProgress,
  type DigitQuestion,
  type DigitSampleSpec,
  type DigitsSampled,
  type PixelUnits,
} from '../../digit-samples';
import {
  checkDigitGuessSpec,
  checkDigitSampleSpec,
  checkPictures,
  digitScheduleOf,
  digitStart,
  digitTimesOf,
} from '../../digit-sampling';
import type { Backend } from '../../settings';
import { breathe } from '../breathe';
import { decodeDdim, invertDdim } from './ddim';
import { digitDenoiser } from './denoiser';
import { generateDigits, invertGan } from './gan';
import { inspectDigits } from './inspect';
import type { DigitNetworks } from './shipped';

/** Rows that take a step at once: with guidance some 7 ms on the kernel. What a sampler draws depends on this number. */
export const rowsAtOnce = 10;
/** Milliseconds of work between two looks at the messages. */
const patience = 8;
/** Rows that the judge sees at once. */
const judgedAtOnce = 16;

/** How an answer is interrupted and heard of while it is made. */
export interface Listener {
  readonly tell: (progress: DigitProgress | InversionProgress) => void;
  /** Whether nobody wants the answer any more. */
  readonly gone: () => boolean;
}

/** Rejects with a sentence for the reader. A backend that disappears meanwhile is replaced, and the work begun again, once. */
export async function answerDigits(
  question: DigitQuestion,
  networks: DigitNetworks,
  listener: Listener,
): Promise<unknown> {
  try {
    return await attempt(question, networks, listener);
  } catch (error) {
    if (!(error instanceof BackendLostError)) throw error;
    networks.forget();
    return attempt(question, networks, listener);
  }
}

function attempt({ kind, spec }: DigitQuestion, networks: DigitNetworks, listener: Listener): Promise<unknown> {
  switch (kind) {
    case 'sample':
      return sampleDigits(spec, networks, listener);
    case 'guess':
      return guessDigits(spec, networks, listener);
    case 'inspect':
      return inspectDigits(spec, networks);
    case 'judge':
      return judgeDigits(spec, networks, listener);
    case 'generate':
      return generateDigits(spec, networks, listener);
    case 'invert-gan':
      return invertGan(spec, networks, listener);
    case 'invert-ddim':
      return invertDdim(spec, networks, listener);
    case 'decode-ddim':
      return decodeDdim(spec, networks, listener);
    default:
      throw new RangeError(
        `unknown question: ${String(kind)} (expected sample, guess, inspect, judge, generate, invert-gan, invert-ddim or decode-ddim)`,
      );
  }
}

export async function sampleDigits(
  spec: DigitSampleSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener,
): Promise<DigitsSampled> {
  checkDigitSampleSpec(spec);
  const { labels, seed, from, every = 2, rows = labels.map((_, i) => i) } = spec;
  const trainer = await networks.trainer();
  const noisy = spec.how === 'classifier' ? await networks.noisyJudge() : null;
  const judge = spec.judge ? await networks.judge() : null;
  const begun = performance.now();
  const schedule = digitScheduleOf(spec);
  const times = digitTimesOf(spec);
  const x = new Float32Array(labels.length * pictureSize);
  const path = spec.path ? Array.from(times, () => new Float32Array(x.length)) : [];
  const work = parts(labels.length, rowsAtOnce).map(({ first, count }) => {
    const of = labels.slice(first, first + count);
    const start = from
      ? Float64Array.from(from.x.subarray(first * pictureSize, (first + count) * pictureSize))
      : digitStart(rows.slice(first, first + count), seed, schedule, times[0], spec.pixels);
    const denoiser = digitDenoiser(spec, of, schedule, trainer, noisy);
    return {
      first,
      count,
      steps: stepsOf(spec, {
        denoiser,
        schedule,
        times,
        x: { data: start, dim: pictureSize },
        draw: `sampler ${first}`,
      }),
    };
  });
  const breath = breathing(gone);
  let evaluations = 0;
  // All rows go forward together, a few at a time: the whole grid takes shape at once.
  for (let i = 0; i < times.length; i++) {
    for (const { first, count, steps } of work) {
      const { value: step } = steps.next();
      if (!step) continue;
      evaluations = step.evaluations;
      path[i]?.set(step.x.data, first * pictureSize);
      const last = i === times.length - 1;
      if (last) x.set(step.x.data, first * pictureSize);
      if (every > 0 && (last || (i > 0 && i % every === 0))) {
        const done = (i + (first + count) / labels.length - 1) / (times.length - 1);
        tell({
          first,
          count,
          t: step.t,
          evaluations,
          x: Float32Array.from(step.x.data),
          denoised: Float32Array.from(step.denoised.data),
          done,
        });
      }
      await breath();
    }
  }
  const judgement = judge && (await judged(judge, x, spec.pixels, breath));
  const backend = trainer.backend as Backend;
  return { x, times, evaluations, path, judgement, backend, milliseconds: performance.now() - begun };
}

interface Begin {
  readonly denoiser: ReturnType<typeof digitDenoiser>;
  readonly schedule: Schedule;
  readonly times: Float64Array;
  readonly x: { readonly data: Float64Array; readonly dim: number };
  readonly draw: string;
}

function stepsOf(
  { sampler = 'dpmpp2m', options = {}, seed }: DigitSampleSpec,
  { draw, ...input }: Begin,
): Generator<SamplerStep, void, void> {
  const { sampler: run, defaults } = samplers[sampler] as {
    readonly sampler: Sampler<object>;
    readonly defaults: object;
  };
  return run({ ...defaults, ...options, ...input, random: random(seed).split(draw) });
}

export async function guessDigits(
  spec: DigitGuessSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<Float32Array> {
  checkDigitGuessSpec(spec);
  const { labels, times, x } = spec;
  const trainer = await networks.trainer();
  const noisy = spec.how === 'classifier' ? await networks.noisyJudge() : null;
  const schedule = digitScheduleOf(spec);
  const out = new Float32Array(x.length);
  const breath = breathing(gone);
  // Neighbours at the same time go through together.
  for (let first = 0; first < labels.length;) {
    const t = times[first % times.length];
    let count = 1;
    while (count < rowsAtOnce && first + count < labels.length && times[(first + count) % times.length] === t) count++;
    const data = Float64Array.from(x.subarray(first * pictureSize, (first + count) * pictureSize));
    const guess = { data: new Float64Array(data.length), dim: pictureSize };
    digitDenoiser(spec, labels.slice(first, first + count), schedule, trainer, noisy).denoise(
      { data, dim: pictureSize },
      t,
      guess,
    );
    out.set(guess.data, first * pictureSize);
    first += count;
    await breath();
  }
  return out;
}

export async function judgeDigits(
  { x, pixels }: DigitJudgeSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<DigitJudgement> {
  checkPictures(x, Math.max(1, Math.round(x.length / pictureSize)));
  return judged(await networks.judge(), x, pixels, breathing(gone));
}

/** @param x [n, 784] in units of `pixels`; rounded to grey levels first, as a picture is */
export async function judged(
  judge: ImageClassifier,
  x: Float32Array | Float64Array,
  pixels: PixelUnits = 'standard',
  breath: () => Promise<void>,
): Promise<DigitJudgement> {
  const standard = Float32Array.from(fromGrey(greyOf(x, pixelScales[pixels])));
  const n = x.length / pictureSize;
  const classes = new Int32Array(n),
    logProbabilities = new Float64Array(10 * n);
  let features = { data: new Float64Array(0), dim: 1 };
  for (const { first, count } of parts(n, judgedAtOnce)) {
    const found = judge.judge(standard.subarray(first * pictureSize, (first + count) * pictureSize));
    if (first === 0) features = { data: new Float64Array(n * found.features.dim), dim: found.features.dim };
    classes.set(found.classes, first);
    logProbabilities.set(found.logProbabilities, 10 * first);
    features.data.set(found.features.data, first * features.dim);
    await breath();
  }
  return { classes, logProbabilities, features };
}

/** Lets messages in when it is time; rejects when nobody wants the answer any more. */
export function breathing(gone: () => boolean): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since <= patience) return;
    await breathe();
    if (gone()) throw new Error('Cancelled.');
    since = performance.now();
  };
}

function parts(n: number, size: number): { first: number; count: number }[] {
  return Array.from({ length: Math.ceil(n / size) }, (_, k) => ({
    first: k * size,
    count: Math.min(size, n - k * size),
  }));
}
