/** What the figures of pictures ask of the shipped networks: of the worker in the page, at once when the page is built. */
import type {
  DigitGuessSpec, DigitJudgement, DigitJudgeSpec, DigitProgress, DigitSampleSpec, DigitsSampled,
} from '../../src/engine/digit-samples';

export interface Listening {
  readonly onProgress?: (progress: DigitProgress) => void;
  readonly signal?: AbortSignal;
}

export interface DiffusionAsks {
  sample(spec: DigitSampleSpec, listening?: Listening): Promise<DigitsSampled>;
  guess(spec: DigitGuessSpec, listening?: Listening): Promise<Float32Array>;
  judge(spec: DigitJudgeSpec, listening?: Listening): Promise<DigitJudgement>;
}

/** Pictures from codes. */
export interface GanSpec {
  /** The class of each row. */
  readonly labels: readonly number[];
  /** [n, latent], standard normal. */
  readonly z: Float32Array | Float64Array;
}

/** A search for the codes from which the generator draws given pictures. */
export interface GanInvertSpec {
  /** [n, 784] in standard units. */
  readonly x: Float32Array | Float64Array;
  readonly labels: readonly number[];
  readonly steps: number;
  readonly seed: number;
}

/** Where the search is: codes, their pictures, and the mean squared error of each, in standard units. */
export interface GanFound {
  readonly step: number;
  readonly z: Float32Array | Float64Array;
  readonly x: Float32Array;
  readonly errors: ArrayLike<number>;
}

export interface GanAsks {
  /** [n, 784] in standard units. */
  generate(spec: GanSpec, listening?: Pick<Listening, 'signal'>): Promise<{ readonly x: Float32Array; readonly milliseconds: number }>;
  invert(spec: GanInvertSpec, listening?: { readonly signal?: AbortSignal; readonly onProgress?: (found: GanFound) => void }): Promise<GanFound>;
}
