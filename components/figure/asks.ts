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
