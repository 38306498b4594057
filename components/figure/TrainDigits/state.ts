/** What the train-digits figure is set to, and what follows from it. No DOM here. */
import { imagesUntil } from '../../../src/core/image-network/live';
import { sampleDigits, type SampleDigit } from '../../../src/core/data/digits-sample';
import {
  type DigitData,
  type DigitSettings,
  type DigitWatch,
  digitDefaults,
} from '../../../src/engine/kinds/digits/settings';
import type { DigitLook, DigitSnapshot } from '../../../src/engine/kinds/digits/types';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const sizes = ['auto', 'small', 'medium', 'large'] as const;
export const starts = ['scratch', 'shipped'] as const;

export const trainDigits = schema({
  /** From new weights, or going on from the shipped ones. */
  start: choice(starts, 'scratch'),
  size: choice(sizes, 'auto'),
  learningRate: number(1.5e-3, { min: 1e-5, max: 1 }),
  /** w of Ho and Salimans, for the samples. */
  guidance: number(1, { min: 0, max: 6 }),
  seed: seed(7),
});

export type TrainDigitsSettings = SettingsOf<typeof trainDigits>;

/** Samples in the panel: columns and rows. */
export const columns = 5;
export const rows = 4;
/** The seed of their noise. */
export const sampleSeed = 1;

export const watch: DigitWatch = { interval: 250, samplesEvery: 2500, shown: columns * rows, judged: 100 };

export function runSettings(s: TrainDigitsSettings, data: DigitData): DigitSettings {
  return {
    ...digitDefaults,
    data,
    seed: s.seed,
    sampleSeed,
    guidance: s.guidance,
    learningRate: s.learningRate,
    size: s.start === 'shipped' ? 'shipped' : s.size,
  };
}

/** Pictures of one's own are judged by nobody: the classifier knows the book's digits alone. */
export function watchOf(data: DigitData): DigitWatch {
  return { ...watch, judged: data.kind === 'own' ? 0 : watch.judged };
}

/** A change of these begins a new network. */
export function beginsAnew(a: TrainDigitsSettings, b: TrainDigitsSettings): boolean {
  return a.seed !== b.seed || a.start !== b.start || (b.start === 'scratch' && a.size !== b.size);
}

/** Twenty real digits in the order of the samples: the ten classes in turn, twice. */
export function realDigits(): readonly SampleDigit[] {
  const all = sampleDigits();
  return [...all.filter((_, i) => i % 2 === 0), ...all.filter((_, i) => i % 2 === 1)];
}

/** Where the book's own run of that size passed the two marks (bench/RESULTS.md). */
export function recordedPoints(
  size: TrainDigitsSettings['size'] | 'shipped',
): readonly { readonly images: number; readonly share: number }[] {
  if (size === 'shipped') return [];
  const until = imagesUntil[size === 'auto' ? 'medium' : size];
  return [
    { images: until.recognisable, share: recognisable },
    { images: until.clear, share: clear },
  ];
}

/** One look at the samples, as a point of the curve of agreement. */
export interface AgreementPoint {
  readonly images: number;
  readonly share: number;
  /** Milliseconds of training. */
  readonly trained: number;
}

/** Bins of the loss, equal in the noise's angle. */
export const levels = 16;

/** The angle whose tangent is the noise level sigma / alpha, at a place between 0 and 1 of what is trained on (`net/image/batches.ts`). */
export function levelAngle(place: number): number {
  return (Math.PI / 2) * (0.01 + 0.98 * place);
}

export const recognisable = 0.7;
export const clear = 0.9;

export function pointOf({ images, judged, agreed, trained }: DigitLook): AgreementPoint | null {
  return judged > 0 ? { images, share: agreed / judged, trained } : null;
}

/** The first look at which the judge agreed with so many. */
export function reached(points: readonly AgreementPoint[], share: number): AgreementPoint | null {
  return points.find((point) => point.share >= share) ?? null;
}

/**
 * Seconds until so many samples should be right: the pictures that this size needed in the book's own bench, at this machine's measured
 * speed. Null where nothing is measured yet, where it goes on from the shipped weights, or where more were seen than the bench needed.
 */
export function secondsUntil(
  goal: 'recognisable' | 'clear',
  { size, images, imagesPerSecond }: Pick<DigitSnapshot, 'size' | 'images' | 'imagesPerSecond'>,
): number | null {
  if (size === 'shipped' || imagesPerSecond <= 0) return null;
  const left = imagesUntil[size][goal] - images;
  return left > 0 ? left / imagesPerSecond : null;
}
