/** The race on digits: the shipped network, the same noise for all, judged by the shipped classifier and in its features. */
import { sampleMoments, type Moments } from '../../../src/core/metric/frechet';
import { digitDeviation, greyOf } from '../../../src/core/image-network/pixels';
import { DIGIT_SIGMA_MIN } from '../../../src/core/image-network/sampling';
import { evaluationsOf, type SamplerName } from '../../../src/core/sampler/index';
import { farthest } from '../../../src/core/sampler/outcome';
import { makeSchedule } from '../../../src/core/schedule/index';
import type { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { pictureSize } from '../../../src/engine/kinds/shipped/pixels';
import type { DigitSampleSpec, DigitsSampled } from '../../../src/engine/kinds/shipped/denoising';
import { digitStart } from '../../../src/engine/kinds/shipped/sampling';
import { gridTimes } from '../../../src/engine/kinds/plane/sampling';
import { codesSampler, isEndless, pupilCalls, runnersOf, stepsOf, type DigitRunner } from './runners';
import type { RaceSettings } from './settings';
import { entryOf, scheduleOf, stepsFor } from '../kit/samplers';

/** Pictures, the first of them, whose end is compared with the ODE's; and the steps of Heun that stand for the ODE. */
export const solvedPictures = 20;
export const solutionSteps = 60;
/** Digits on show in a lane: two sheets of five rows of ten. */
export const mostShown = 100;

/** How one of them did with so many evaluations. */
export interface DigitMeasure {
  readonly sampler: DigitRunner;
  readonly steps: number;
  /** Denoiser calls that it made for each picture. */
  readonly evaluations: number;
  /** Pictures that the classifier reads as asked, and the squared Fréchet distance to the training digits in its features. */
  readonly agreed: number;
  readonly frechet: number | null;
  /** Root mean square a pixel, ink from 0 to 1, to the ODE's end over the first pictures; null for a sampler that draws noise, and until that end is known. */
  readonly error: number | null;
  /** The greatest number in the pictures, in deviations of the pixels. */
  readonly farthest: number;
}

/** What is shown when so many evaluations are spent. */
export interface DigitFrame {
  readonly evaluations: number;
  /** Grey levels of the pictures on show: the noise at first, then the guess at x_0. */
  readonly pictures: Uint8Array;
}

export interface DigitLane {
  readonly sampler: DigitRunner;
  readonly steps: number;
  readonly evaluations: number;
  /** Grey levels of the pictures on show: the guess at x_0 while under way, then the end. */
  readonly pictures: Uint8Array;
  /** On the way there, by evaluations; none of a race that was run when the page was built. */
  readonly frames: readonly DigitFrame[];
  /** The share of the work that is done; 1 when it is measured. */
  readonly done: number;
  readonly measure: DigitMeasure | null;
}

/** What is known of one course already: measures by sampler and steps, the ends of the ODE. */
export interface DigitMemory {
  readonly measures: Map<string, DigitMeasure>;
  readonly truths: Map<string, Float32Array>;
}

export const newDigitMemory = (): DigitMemory => ({ measures: new Map(), truths: new Map() });

/** Everything but the samplers and what they may spend. */
export const courseKey = ({ pictures, guidance, schedule, grid, seed }: RaceSettings): string =>
  JSON.stringify([pictures, guidance, schedule, grid, seed]);
const measureKey = (s: RaceSettings, sampler: DigitRunner, steps: number): string =>
  `${courseKey(s)} ${sampler} ${steps}`;
const truthKey = ({ guidance, schedule, seed }: RaceSettings): string => JSON.stringify([guidance, schedule, seed]);

/** Evaluations at which the curves are measured, when the reader asks for them. */
export const digitRungs = [4, 6, 8, 12, 18, 28] as const;

/** All that is measured on this course of the samplers that race, the fewest evaluations first. */
export function measuresOf(s: RaceSettings, { measures }: DigitMemory): readonly DigitMeasure[] {
  const here = courseKey(s);
  const runners = runnersOf(s);
  return [...measures]
    .flatMap(([key, measure]) => (key.startsWith(`${here} `) && runners.includes(measure.sampler) ? [measure] : []))
    .sort((a, b) => a.evaluations - b.evaluations);
}

/** Whether every rung is measured for every sampler. */
export const allMeasured = (s: RaceSettings, { measures }: DigitMemory): boolean =>
  digitRungs.every((rung) =>
    s.samplers.every((sampler) => measures.has(measureKey(s, sampler, stepsFor(sampler, rung)))),
  );

export const labelsOf = (n: number): number[] => Array.from({ length: n }, (_, i) => i % 10);

/** Noise is measured in deviations of the pixels, so that the schedules of the plane mean the same here. */
export function digitSpec(
  s: RaceSettings,
  sampler: SamplerName,
  steps = stepsFor(sampler, s.evaluations),
): DigitSampleSpec {
  const schedule = makeSchedule(scheduleOf(s));
  return {
    labels: labelsOf(s.pictures),
    seed: s.seed,
    guidance: s.guidance,
    sampler,
    schedule: scheduleOf(s),
    pixels: 'standard',
    judge: true,
    times: Array.from(gridTimes({ grid: s.grid, steps, least: DIGIT_SIGMA_MIN, zero: true }, schedule)),
  };
}

/**
 * The pupil has one schedule and one way of being asked, whatever the course; the noise is the same. The model of codes takes the course, by one
 * sampler, and noise of its own size.
 */
export function specFor(s: RaceSettings, runner: DigitRunner): DigitSampleSpec {
  if (runner === 'codes') return { ...digitSpec(s, codesSampler), model: 'latent' };
  const calls = pupilCalls(runner);
  if (calls === null) return digitSpec(s, runner as SamplerName);
  return { labels: labelsOf(s.pictures), seed: s.seed, model: 'pupil', evaluations: calls, judge: true };
}

export function solutionSpec(s: RaceSettings, steps = solutionSteps): DigitSampleSpec {
  return {
    ...digitSpec({ ...s, grid: 'log-snr' }, 'heun', steps),
    labels: labelsOf(solvedPictures),
    judge: false,
    every: 0,
  };
}

export interface DigitRaceRun {
  readonly settings: RaceSettings;
  /** `distanceTo` real digits; null where those are not at hand. */
  readonly real: ((sample: Moments) => number) | null;
  readonly sample: typeof liveAsks.sample;
  readonly signal: AbortSignal;
  readonly memory: DigitMemory;
}

/** One lane after another; then the ODE, where a lane can be compared with it. Rejects with the signal's reason when stopped. */
export async function runDigitRace({
  report,
  ...run
}: DigitRaceRun & { readonly report: (lanes: readonly DigitLane[]) => void }): Promise<void> {
  const { settings: s, sample, signal, memory } = run;
  const shown = Math.min(s.pictures, mostShown) * pictureSize;
  const start: DigitFrame = { evaluations: 0, pictures: noiseOf(s) };
  const runners = runnersOf(s);
  const lanes: DigitLane[] = runners.map((sampler) => ({
    sampler,
    steps: stepsOf(sampler, s.evaluations),
    evaluations: 0,
    pictures: start.pictures,
    frames: [start],
    done: 0,
    measure: null,
  }));
  const show = (lane: number, change: Partial<DigitLane>): void => {
    lanes[lane] = { ...lanes[lane], ...change };
    if (!signal.aborted) report([...lanes]);
  };
  const ends: Float32Array[] = [];
  for (const [i, sampler] of runners.entries()) {
    const spec = specFor(s, sampler);
    const guess = new Uint8Array(shown);
    // About twenty frames of a lane are enough to leaf through.
    const made = await sample(
      { ...spec, every: Math.ceil(lanes[i].steps / 20) },
      {
        signal,
        onProgress({ first, count, denoised, done, evaluations }) {
          if (first * pictureSize < shown)
            guess.set(greyOf(denoised).subarray(0, shown - first * pictureSize), first * pictureSize);
          // The picture is drawn anew when all rows have gone as far.
          if (first + count < spec.labels.length) return;
          const frame = { evaluations, pictures: guess.slice() };
          show(i, {
            pictures: frame.pictures,
            frames: [...lanes[i].frames, frame],
            done: Math.min(0.99, done),
            evaluations,
          });
        },
      },
    );
    ends.push(made.x);
    const pictures = greyOf(made.x.subarray(0, shown));
    const { evaluations } = made;
    show(i, {
      pictures,
      evaluations,
      done: 1,
      measure: measured(run, sampler, made, null),
      frames: [...lanes[i].frames.filter((frame) => frame.evaluations < evaluations), { evaluations, pictures }],
    });
  }
  if (s.samplers.every((name) => entryOf(name).stochastic)) return;
  const truth = await solution(run);
  for (const [i, sampler] of runners.entries()) {
    const { measure } = lanes[i];
    if (!measure || isEndless(sampler)) continue;
    const known = { ...measure, error: inkDistance(ends[i], truth) };
    memory.measures.set(measureKey(s, sampler, measure.steps), known);
    show(i, { measure: known });
  }
}

/** The rungs that are not measured yet, the fewest evaluations first, so that every curve grows at once. `report` hears the share that is done. */
export async function runDigitRungs({
  report,
  ...run
}: DigitRaceRun & { readonly report: (done: number) => void }): Promise<void> {
  const { settings: s, sample, signal, memory } = run;
  const wanted = digitRungs
    .flatMap((rung) => s.samplers.map((sampler) => ({ sampler, steps: stepsFor(sampler, rung) })))
    .filter(({ sampler, steps }) => !memory.measures.has(measureKey(s, sampler, steps)));
  const work = ({ sampler, steps }: (typeof wanted)[number]) => evaluationsOf(entryOf(sampler), steps, true);
  const all = wanted.reduce((sum, one) => sum + work(one), 0);
  let gone = 0;
  for (const one of wanted) {
    const made = await sample({ ...digitSpec(s, one.sampler, one.steps), every: 0 }, { signal });
    measured(run, one.sampler, made, entryOf(one.sampler).stochastic ? null : await solution(run));
    gone += work(one);
    report(gone / all);
  }
}

/** Judges a run, and remembers it. */
function measured(
  { settings: s, real, memory }: DigitRaceRun,
  sampler: DigitRunner,
  { x, evaluations, times, judgement }: DigitsSampled,
  truth: Float32Array | null,
): DigitMeasure {
  if (!judgement) throw new Error('The judge gave no answer (expected a class for each picture).');
  const steps = times.length - 1;
  const key = measureKey(s, sampler, steps);
  const measure: DigitMeasure = {
    sampler,
    steps,
    evaluations,
    agreed: labelsOf(s.pictures).filter((label, k) => judgement.classes[k] === label).length,
    frechet: real && real(sampleMoments(judgement.features)),
    error: truth ? inkDistance(x, truth) : (memory.measures.get(key)?.error ?? null),
    farthest: farthest(x),
  };
  memory.measures.set(key, measure);
  return measure;
}

/** Where the ODE ends. */
async function solution({ settings: s, sample, signal, memory }: DigitRaceRun): Promise<Float32Array> {
  const key = truthKey(s);
  const known = memory.truths.get(key) ?? (await sample(solutionSpec(s), { signal })).x;
  memory.truths.set(key, known);
  return known;
}

/** The noise that all lanes begin with, at the scale of pictures. */
function noiseOf(s: RaceSettings): Uint8Array {
  const { times, labels } = digitSpec(s, 'ddim', 2);
  const schedule = makeSchedule(scheduleOf(s));
  const from = times![0];
  const scale = 1 / Math.hypot(schedule.alpha(from), schedule.sigma(from));
  return greyOf(
    digitStart(
      Array.from({ length: Math.min(labels.length, mostShown) }, (_, i) => i),
      s.seed,
      schedule,
      from,
    ).map((v) => scale * v),
  );
}

/** The pictures to show of a lane when `spent` evaluations are gone. */
export function frameAt({ frames, pictures }: DigitLane, spent: number): Uint8Array {
  return frames.filter(({ evaluations }) => evaluations <= spent + 1e-9).at(-1)?.pictures ?? pictures;
}

/** Root mean square over the pixels of `y` and as many of `x`, in ink from 0 to 1. */
export function inkDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += (x[i] - y[i]) ** 2;
  return digitDeviation * Math.sqrt(sum / y.length);
}
