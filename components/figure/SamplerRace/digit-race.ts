/** The race on digits: the shipped network, the same noise for all, judged by the shipped classifier and in its features. */
import { frechetOfMoments, sampleMoments, type Moments } from '../../../src/core/metric/frechet';
import { digitDeviation, greyOf } from '../../../src/core/image-network/pixels';
import { DIGIT_SIGMA_MIN } from '../../../src/core/image-network/sampling';
import type { SamplerName } from '../../../src/core/sampler/index';
import { makeSchedule } from '../../../src/core/schedule/index';
import type { sampleDigits } from '../../../src/engine/digit-client';
import { pictureSize, type DigitSampleSpec } from '../../../src/engine/digit-samples';
import { gridTimes } from '../../../src/engine/sampling';
import { unpacked } from '../packed';
import { entryOf, scheduleOf, stepsFor, type RaceSettings } from './settings';

/** Pictures, the first of them, whose end is compared with the ODE's; and the steps of Heun that stand for the ODE. */
export const solvedPictures = 20;
export const solutionSteps = 60;

/** What real digits look like to the judge, from the build: of the training digits, and how far as many held-out ones are from them. */
export interface RealDigits {
  /** Mean and lower triangle of the covariance of the 64 features. */
  readonly moments: string;
  readonly training: number;
  readonly floors: readonly (readonly [pictures: number, frechet: number])[];
}

export function packedMoments({ mean, covariance }: Moments): readonly number[] {
  const dim = mean.length;
  return [...mean, ...Array.from({ length: dim }, (_, i) => Array.from(covariance.subarray(i * dim, i * dim + i + 1))).flat()];
}

export function momentsOf({ moments }: RealDigits): Moments {
  const values = unpacked(moments);
  const dim = Math.round((Math.sqrt(9 + 8 * values.length) - 3) / 2);
  const covariance = new Float64Array(dim * dim);
  let k = dim;
  for (let i = 0; i < dim; i++) for (let j = 0; j <= i; j++, k++) covariance[i * dim + j] = covariance[j * dim + i] = values[k];
  return { mean: Float64Array.from(values.subarray(0, dim)), covariance };
}

export interface DigitLane {
  readonly sampler: SamplerName;
  readonly steps: number;
  readonly evaluations: number;
  /** Grey levels of all pictures: the guess at x_0 while under way. */
  readonly pictures: Uint8Array;
  /** The share of the work that is done; 1 when what follows is known. */
  readonly done: number;
  /** Pictures that the classifier reads as asked, and the squared Fréchet distance to the training digits in its features. */
  readonly agreed: number | null;
  readonly frechet: number | null;
  /** Root mean square a pixel, ink from 0 to 1, to the ODE's end over the first pictures; null until known and for a sampler that draws noise. */
  readonly error: number | null;
}

export const labelsOf = (n: number): number[] => Array.from({ length: n }, (_, i) => i % 10);

/** Noise is measured in deviations of the pixels, so that the schedules of the plane mean the same here. */
export function digitSpec(s: RaceSettings, sampler: SamplerName, steps = stepsFor(sampler, s.evaluations)): DigitSampleSpec {
  const schedule = makeSchedule(scheduleOf(s));
  return {
    labels: labelsOf(s.pictures), seed: s.seed, guidance: s.guidance, sampler, schedule: scheduleOf(s), pixels: 'standard', judge: true,
    times: Array.from(gridTimes({ grid: s.grid, steps, least: DIGIT_SIGMA_MIN, zero: true }, schedule)),
  };
}

export function solutionSpec(s: RaceSettings, steps = solutionSteps): DigitSampleSpec {
  return { ...digitSpec({ ...s, grid: 'log-snr' }, 'heun', steps), labels: labelsOf(solvedPictures), judge: false, every: 0 };
}

export interface DigitRaceRun {
  readonly settings: RaceSettings;
  readonly real: Moments | null;
  readonly sample: typeof sampleDigits;
  readonly signal: AbortSignal;
  readonly report: (lanes: readonly DigitLane[]) => void;
}

/** One lane after another; then the ODE, where a lane can be compared with it. Rejects with the signal's reason when stopped. */
export async function runDigitRace({ settings: s, real, sample, signal, report }: DigitRaceRun): Promise<void> {
  const lanes: DigitLane[] = s.samplers.map((sampler) => ({
    sampler, steps: stepsFor(sampler, s.evaluations), evaluations: 0, pictures: new Uint8Array(s.pictures * pictureSize), done: 0,
    agreed: null, frechet: null, error: null,
  }));
  const ends: Float32Array[] = [];
  const show = (lane: number, change: Partial<DigitLane>): void => {
    lanes[lane] = { ...lanes[lane], ...change };
    if (!signal.aborted) report([...lanes]);
  };
  for (const [i, sampler] of s.samplers.entries()) {
    const spec = digitSpec(s, sampler);
    const made = await sample(spec, {
      signal,
      onProgress({ first, count, denoised, done, evaluations }) {
        const pictures = lanes[i].pictures;
        pictures.set(greyOf(denoised), first * pictureSize);
        // The picture is drawn anew when all rows have gone as far.
        if (first + count === spec.labels.length) show(i, { pictures: pictures.slice(), done: Math.min(0.99, done), evaluations });
      },
    });
    const { classes, features } = made.judgement!;
    ends.push(made.x);
    show(i, {
      pictures: greyOf(made.x), evaluations: made.evaluations, done: 1,
      agreed: spec.labels.filter((label, k) => classes[k] === label).length,
      frechet: real && frechetOfMoments(sampleMoments(features), real),
    });
  }
  if (s.samplers.every((name) => entryOf(name).stochastic)) return;
  const { x: truth } = await sample(solutionSpec(s), { signal });
  for (const [i, name] of s.samplers.entries()) if (!entryOf(name).stochastic) show(i, { error: inkDistance(ends[i], truth) });
}

/** Root mean square over the pixels of `y` and as many of `x`, in ink from 0 to 1. */
export function inkDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += (x[i] - y[i]) ** 2;
  return digitDeviation * Math.sqrt(sum / y.length);
}
