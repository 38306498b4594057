/** What the figures of pictures ask of the shipped networks: of the worker in the page, at once when the page is built. */
import type {
  DdimDecoded,
  DdimDecodeSpec,
  DdimInversion,
  DdimInversionSpec,
  DigitGenerateSpec,
  DigitsGenerated,
  GanInversion,
  GanInversionSpec,
  InversionProgress,
} from '../../src/engine/digit-gan';
import type {
  DigitJudgement,
  DigitJudgeSpec,
  DigitProgress,
  DigitSampleSpec,
  DigitsSampled,
} from '../../src/engine/digit-samples';

/** Whether the answer is still wanted. */
export interface Gone {
  readonly signal?: AbortSignal;
}

export interface Listening<P> extends Gone {
  readonly onProgress?: (progress: P) => void;
}

export interface DigitAsks {
  sample(spec: DigitSampleSpec, listening?: Listening<DigitProgress>): Promise<DigitsSampled>;
  readonly judge: (spec: DigitJudgeSpec, listening?: Gone) => Promise<DigitJudgement>;
  generate(spec: DigitGenerateSpec, listening?: Gone): Promise<DigitsGenerated>;
  invertGan(spec: GanInversionSpec, listening?: Listening<InversionProgress>): Promise<GanInversion>;
  invertDdim(spec: DdimInversionSpec, listening?: Listening<InversionProgress>): Promise<DdimInversion>;
  decodeDdim(spec: DdimDecodeSpec, listening?: Gone): Promise<DdimDecoded>;
}
