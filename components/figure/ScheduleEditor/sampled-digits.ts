/** What a schedule does to digits: the shipped network, walked along it in as many steps as the clouds take. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { bookPixels, greyOf } from '../../../src/core/image-network/pixels';
import { uniformTimes } from '../../../src/core/sampler/times';
import type { ScheduleSpec } from '../../../src/core/schedule/index';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitSampleSpec, DigitsSampled } from '../../../src/engine/kinds/shipped/denoising';
import { toBytes, toText } from '../bytes';
import { createDerived } from '../kit/derived';

/** Two of each class, 0 to 9 and again. */
export const digitCount = 20;
export const digitsAcross = 10;
export const digitGuidance = 1;
/** Milliseconds that the curve rests before digits are sampled under it. */
const settled = 350;

export interface DigitsRequest {
  readonly spec: ScheduleSpec;
  readonly steps: number;
  readonly seed: number;
  /** Whether the model of codes draws, on whose 32 numbers the schedule then lies. */
  readonly codes: boolean;
}

/** DDIM at times evenly spaced, as the clouds beside it. The schedule weighs pixels from -1 to 1, as in the strip under the curve. */
export function digitsSpec({ spec, steps, seed, codes }: DigitsRequest): DigitSampleSpec {
  return {
    labels: Array.from({ length: digitCount }, (_, i) => i % digitsAcross),
    seed,
    guidance: digitGuidance,
    sampler: 'ddim',
    schedule: spec,
    pixels: 'book',
    times: Array.from(uniformTimes(steps)),
    judge: true,
    ...(codes && { model: 'latent' }),
  };
}

export interface DigitGrid {
  readonly key: string;
  /** Grey levels of the digits, one after another. */
  readonly grey: Uint8Array;
  /** How many the shipped classifier reads as asked. */
  readonly agreed: number;
}

export const keyOf = ({ spec, steps, seed, codes }: DigitsRequest): string =>
  JSON.stringify([spec, steps, seed, codes]);

export function gridOf(request: DigitsRequest, { x, judgement }: Pick<DigitsSampled, 'x' | 'judgement'>): DigitGrid {
  const agreed = Array.from(judgement?.classes ?? []).filter((c, i) => c === i % 10).length;
  return { key: keyOf(request), grey: greyOf(x, bookPixels), agreed };
}

export interface SampledDigits {
  readonly shown: ReadonlySignal<DigitGrid | null>;
  /** The share that is done while digits are wanted or under way, else null. */
  readonly progress: ReadonlySignal<number | null>;
  readonly failure: ReadonlySignal<string | null>;
  /** Samples under this request once it has rested a moment; what is under way for another is stopped at once. */
  follow(request: DigitsRequest): void;
  dismiss(): void;
  readonly dispose: () => void;
}

type Sample = (
  spec: DigitSampleSpec,
  listening: { readonly onProgress: (progress: { readonly done: number }) => void; readonly signal: AbortSignal },
) => Promise<DigitsSampled>;

/** @param first what the page was built with: under its settings nothing is fetched or run */
export function createSampledDigits(
  first: DigitGrid | null,
  sample: Sample = liveAsks.sample,
  rest = settled,
): SampledDigits {
  const wanted = signal<DigitsRequest | null>(null);
  const digits = createDerived<{ readonly grid: DigitGrid | null; readonly done: number }>({
    first: { grid: first, done: 0 },
    known: first?.key ?? null,
    key: () => wanted.value && keyOf(wanted.value),
    debounce: rest,
    async run({ key, shown: { grid }, change, signal: gone }) {
      const request = wanted.peek();
      if (!request || grid?.key === key) return;
      const made = await sample(digitsSpec(request), {
        onProgress: ({ done }) => change({ done }),
        signal: gone,
      });
      change({ grid: gridOf(request, made), done: 0 });
    },
  });
  const end = digits.follow();
  const shown = computed(() => digits.shown.value.grid);
  // What is on show already is waited for by nobody.
  const progress = computed(() => {
    const { grid, done } = digits.shown.value;
    return digits.running.value && wanted.value && grid?.key !== keyOf(wanted.value) ? done : null;
  });
  return {
    shown,
    progress,
    failure: digits.error,
    follow(request) {
      const before = wanted.peek();
      if (before && keyOf(before) === keyOf(request)) return;
      batch(() => {
        digits.shown.value = { ...digits.shown.peek(), done: 0 };
        digits.error.value = null;
        wanted.value = request;
      });
    },
    dismiss() {
      digits.error.value = null;
    },
    dispose: end,
  };
}

/** A grid as it travels in the page: grey levels in base64. */
export interface BuiltDigits {
  readonly key: string;
  readonly grey: string;
  readonly agreed: number;
}

export function packGrid({ grey, ...rest }: DigitGrid): BuiltDigits {
  return { ...rest, grey: toText(grey) };
}

export function unpackGrid({ grey, ...rest }: BuiltDigits): DigitGrid {
  return { ...rest, grey: toBytes(grey) };
}
