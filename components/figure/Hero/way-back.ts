/**
 * The digits' way back: the shipped network walks the probability-flow ODE from the very noise in which the ten digits dissolved,
 * told the class of each. The noise holds nothing of the old digits, so others of the same classes come.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { bookPixels } from '../../../src/core/image-network/pixels';
import { DIGIT_SIGMA_MAX } from '../../../src/core/image-network/sampling';
import { uniformTimes } from '../../../src/core/sampler/times';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { pictureSize } from '../../../src/engine/kinds/shipped/pixels';
import type { DigitSampleSpec, DigitsSampled } from '../../../src/engine/kinds/shipped/denoising';
import { planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { createDerived } from '../kit/derived';
import type { Bringer, HeroDigit } from './state';

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
    schedule: planeDefaults.schedule,
    pixels: 'book',
    times: Array.from(uniformTimes(digitSteps)),
    from: { x, t: 1 },
    path: true,
    judge: true,
  };
}

/** The same noise for the pupil, at the scale that it begins with: one evaluation, and no way between. */
export function pupilSpec(ten: readonly HeroDigit[], seed: number): DigitSampleSpec {
  const { mean, deviation } = bookPixels;
  const x = new Float32Array(ten.length * pictureSize);
  ten.forEach(({ epsilon }, i) =>
    x.set(
      epsilon.map((z) => mean + DIGIT_SIGMA_MAX * deviation * z),
      i * pictureSize,
    ),
  );
  return {
    labels: ten.map(({ label }) => label),
    seed,
    model: 'pupil',
    evaluations: 1,
    pixels: 'book',
    from: { x, t: 1 },
    judge: true,
  };
}

/** Digit `row` at time t: between the two nearest of the path's evenly spaced states, on a straight line; the end, where there is no more. */
export function returningDigit(path: readonly Float32Array[], row: number, t: number): Float64Array {
  if (path.length === 1) return Float64Array.from(path[0].subarray(row * pictureSize, (row + 1) * pictureSize));
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
  readonly by: Bringer;
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
  /** Asks unless that seed is under way by the same, known or has failed. */
  ask(ten: readonly HeroDigit[], seed: number, by?: Bringer): void;
  /** Forgets a failure, so that asking asks again. */
  dismiss(): void;
  readonly dispose: () => void;
}

type Sample = (
  spec: DigitSampleSpec,
  listening: { readonly onProgress: (progress: { readonly done: number }) => void; readonly signal: AbortSignal },
) => Promise<DigitsSampled>;

/** Nothing is fetched or started before the first question; a new one stops the last. */
export function createWayBack(sample: Sample = liveAsks.sample): WayBackSignals {
  const wanted = signal<{ readonly ten: readonly HeroDigit[]; readonly seed: number; readonly by: Bringer } | null>(
    null,
  );
  const back = createDerived<{ readonly found: WayBack | null; readonly done: number }>({
    first: { found: null, done: 0 },
    key: () => wanted.value && `${wanted.value.by} ${wanted.value.seed}`,
    async run({ change, signal: gone }) {
      const asked = wanted.peek();
      if (!asked) return;
      const { ten, seed, by } = asked;
      change({ done: 0 });
      const spec = by === 'pupil' ? pupilSpec(ten, seed) : returnSpec(ten, seed);
      const { x, path, judgement } = await sample(spec, {
        onProgress: ({ done }) => change({ done }),
        signal: gone,
      });
      const agreed = ten.filter(({ label }, i) => judgement?.classes[i] === label).length;
      change({ found: { seed, by, path: by === 'pupil' ? [x] : path, agreed } });
    },
  });
  const end = back.follow();
  // A failure that the reader has put away may be asked for again.
  let forgiven = false;
  return {
    found: computed(() => back.shown.value.found),
    progress: computed(() => (back.running.value ? back.shown.value.done : null)),
    failure: back.error,
    ask(ten, seed, by = 'steps') {
      const last = wanted.peek();
      if (last?.seed !== seed || last.by !== by) wanted.value = { ten, seed, by };
      else if (forgiven) back.again();
      forgiven = false;
    },
    dismiss() {
      forgiven = back.error.peek() !== null;
      back.error.value = null;
    },
    dispose: end,
  };
}
