/**
 * The digits' way back: the shipped network walks the probability-flow ODE from the very noise in which the ten digits dissolved,
 * told the class of each. The noise holds nothing of the old digits, so others of the same classes come.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { uniformTimes } from '../../../src/core/sampler/times';
import { sampleDigits } from '../../../src/engine/digit-client';
import { pictureSize, type DigitSampleSpec, type DigitsSampled } from '../../../src/engine/digit-samples';
import { runDefaults } from '../../../src/engine/settings';
import type { HeroDigit } from './state';

/** Steps of the way back, evenly spaced in time as the way out is scrubbed. */
export const digitSteps = 40;

/** @param seed draws nothing here: DDIM at eta = 0 is deterministic and the start is given */
export function returnSpec(ten: readonly HeroDigit[], seed: number): DigitSampleSpec {
  const x = new Float32Array(ten.length * pictureSize);
  ten.forEach(({ epsilon }, i) => x.set(epsilon, i * pictureSize));
  return {
    labels: ten.map(({ label }) => label),
    seed,
    guidance: 1,
    sampler: 'ddim',
    schedule: runDefaults.schedule,
    pixels: 'book',
    times: Array.from(uniformTimes(digitSteps)),
    from: { x, t: 1 },
    path: true,
    judge: true,
  };
}

/** Digit `row` at time t: between the two nearest of the path's evenly spaced states, on a straight line. */
export function returningDigit(path: readonly Float32Array[], row: number, t: number): Float64Array {
  const place = (1 - t) * (path.length - 1);
  const before = Math.min(path.length - 2, Math.floor(place));
  const share = place - before;
  const first = row * pictureSize;
  return Float64Array.from(
    { length: pictureSize },
    (_, i) => (1 - share) * path[before][first + i] + share * path[before + 1][first + i],
  );
}

export interface WayBack {
  readonly seed: number;
  readonly path: readonly Float32Array[];
  /** How many of the ten the shipped classifier reads as asked. */
  readonly agreed: number;
}

export interface WayBackSignals {
  /** The last one that was asked for and came. */
  readonly found: ReadonlySignal<WayBack | null>;
  /** The share that is computed while one is under way, else null. */
  readonly progress: ReadonlySignal<number | null>;
  readonly failure: ReadonlySignal<string | null>;
  /** Asks unless that seed is under way, known or has failed. */
  ask(ten: readonly HeroDigit[], seed: number): void;
  /** Forgets a failure, so that asking asks again. */
  dismiss(): void;
  dispose(): void;
}

type Sample = (
  spec: DigitSampleSpec,
  listening: { readonly onProgress: (progress: { readonly done: number }) => void; readonly signal: AbortSignal },
) => Promise<DigitsSampled>;

/** Nothing is fetched or started before the first question; a new one stops the last. */
export function createWayBack(sample: Sample = sampleDigits): WayBackSignals {
  const found = signal<WayBack | null>(null);
  const progress = signal<number | null>(null);
  const failure = signal<string | null>(null);
  let asked: number | null = null;
  let stop = new AbortController();
  return {
    found,
    progress,
    failure,
    ask(ten, seed) {
      if (asked === seed) return;
      asked = seed;
      stop.abort();
      stop = new AbortController();
      const { signal: stopped } = stop;
      batch(() => {
        progress.value = 0;
        failure.value = null;
      });
      sample(returnSpec(ten, seed), {
        onProgress: ({ done }) => {
          if (!stopped.aborted) progress.value = done;
        },
        signal: stopped,
      }).then(
        ({ path, judgement }) => {
          if (stopped.aborted) return;
          batch(() => {
            found.value = { seed, path, agreed: ten.filter(({ label }, i) => judgement?.classes[i] === label).length };
            progress.value = null;
          });
        },
        (error: unknown) => {
          if (stopped.aborted) return;
          batch(() => {
            failure.value = error instanceof Error ? error.message : String(error);
            progress.value = null;
          });
        },
      );
    },
    dismiss() {
      failure.value = null;
      asked = found.peek()?.seed ?? null;
    },
    dispose() {
      stop.abort();
    },
  };
}
