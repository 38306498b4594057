/** What a schedule does to digits: the shipped network, walked along it in as many steps as the clouds take. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { bookPixels, greyOf } from '../../../src/core/image-network/pixels';
import { uniformTimes } from '../../../src/core/sampler/times';
import type { ScheduleSpec } from '../../../src/core/schedule/index';
import { sampleDigits } from '../../../src/engine/digit-client';
import { pictureSize, type DigitSampleSpec, type DigitsSampled } from '../../../src/engine/digit-samples';

/** Two of each class, 0 to 9 and again. */
export const digitCount = 20;
export const digitGuidance = 1;
/** Milliseconds that the curve rests before digits are sampled under it. */
const settled = 350;

export interface DigitsRequest {
  readonly spec: ScheduleSpec;
  readonly steps: number;
  readonly seed: number;
}

/** DDIM at times evenly spaced, as the clouds beside it. The schedule weighs pixels from -1 to 1, as in the strip under the curve. */
export function digitsSpec({ spec, steps, seed }: DigitsRequest): DigitSampleSpec {
  return {
    labels: Array.from({ length: digitCount }, (_, i) => i % 10),
    seed,
    guidance: digitGuidance,
    sampler: 'ddim',
    schedule: spec,
    pixels: 'book',
    times: Array.from(uniformTimes(steps)),
    judge: true,
  };
}

export interface DigitGrid {
  readonly key: string;
  /** Values from -1 to 1, rows of ten digits side by side, ready to be drawn 280 wide. */
  readonly picture: Float64Array;
  /** How many the shipped classifier reads as asked. */
  readonly agreed: number;
}

export const keyOf = ({ spec, steps, seed }: DigitsRequest): string => JSON.stringify([spec, steps, seed]);

export function gridOf(request: DigitsRequest, { x, judgement }: Pick<DigitsSampled, 'x' | 'judgement'>): DigitGrid {
  const grey = greyOf(x, bookPixels);
  const picture = new Float64Array(grey.length);
  for (let i = 0; i < digitCount; i++) {
    for (let p = 0; p < pictureSize; p++) {
      const row = 28 * Math.floor(i / 10) + Math.floor(p / 28),
        column = 28 * (i % 10) + (p % 28);
      picture[row * 280 + column] = grey[i * pictureSize + p] / 127.5 - 1;
    }
  }
  const agreed = Array.from(judgement?.classes ?? []).filter((c, i) => c === i % 10).length;
  return { key: keyOf(request), picture, agreed };
}

export interface SampledDigits {
  readonly shown: ReadonlySignal<DigitGrid | null>;
  /** The share that is done while digits are wanted or under way, else null. */
  readonly progress: ReadonlySignal<number | null>;
  readonly failure: ReadonlySignal<string | null>;
  /** Samples under this request once it has rested a moment; what is under way for another is stopped at once. */
  follow(request: DigitsRequest): void;
  dismiss(): void;
  dispose(): void;
}

type Sample = (
  spec: DigitSampleSpec,
  listening: { readonly onProgress: (progress: { readonly done: number }) => void; readonly signal: AbortSignal },
) => Promise<DigitsSampled>;

/** @param first what the page was built with: under its settings nothing is fetched or run */
export function createSampledDigits(
  first: DigitGrid | null,
  sample: Sample = sampleDigits,
  rest = settled,
): SampledDigits {
  const shown = signal(first);
  const progress = signal<number | null>(null);
  const failure = signal<string | null>(null);
  let wanted = first?.key ?? '';
  let stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(request: DigitsRequest, { signal: stopped }: AbortController): Promise<void> {
    try {
      const made = await sample(digitsSpec(request), {
        onProgress: ({ done }) => {
          if (!stopped.aborted) progress.value = done;
        },
        signal: stopped,
      });
      if (stopped.aborted) return;
      batch(() => {
        shown.value = gridOf(request, made);
        progress.value = null;
      });
    } catch (error) {
      if (stopped.aborted) return;
      batch(() => {
        failure.value = error instanceof Error ? error.message : String(error);
        progress.value = null;
      });
    }
  }

  return {
    shown,
    progress,
    failure,
    follow(request) {
      const key = keyOf(request);
      if (key === wanted) return;
      wanted = key;
      clearTimeout(timer);
      stop.abort();
      stop = new AbortController();
      failure.value = null;
      progress.value = shown.peek()?.key === key ? null : 0;
      if (progress.peek() !== null) timer = setTimeout(() => void run(request, stop), rest);
    },
    dismiss() {
      failure.value = null;
    },
    dispose() {
      clearTimeout(timer);
      stop.abort();
    },
  };
}

/** A grid as it travels in the page: grey levels in base64. */
export interface BuiltDigits {
  readonly key: string;
  readonly grey: string;
  readonly agreed: number;
}

export function packGrid({ key, picture, agreed }: DigitGrid): BuiltDigits {
  let text = '';
  for (const v of picture) text += String.fromCharCode(Math.round((v + 1) * 127.5));
  return { key, agreed, grey: btoa(text) };
}

export function unpackGrid({ key, grey, agreed }: BuiltDigits): DigitGrid {
  return { key, agreed, picture: Float64Array.from(atob(grey), (c) => c.charCodeAt(0) / 127.5 - 1) };
}
