/** The shipped digit networks: what may be asked of them. A question is a line here, its answer and check a line in `worker.ts`. */
import type { Anatomy, AnatomyProgress, AnatomySpec } from './anatomy';
import type { CodeDecodeSpec, CodesDecoded, DigitEncodeSpec, DigitsEncoded } from './codec';
import type { Cascaded, CascadeProgress, CascadeSpec } from './cascade';
import type { DdimDecoded, DdimDecodeSpec, DdimInversion, DdimInversionSpec } from './ddim';
import type {
  DigitGuessSpec,
  DigitInspection,
  DigitInspectSpec,
  DigitProgress,
  DigitSampleSpec,
  DigitsSampled,
} from './denoising';
import type { DigitEditProgress, DigitEditSpec, DigitsEdited } from './edit';
import type { Embedded, EmbedSpec } from './embed';
import type { DigitGenerateSpec, DigitsGenerated, GanInversion, GanInversionSpec } from './gan';
import type { DigitJudgement, DigitJudgeSpec } from './judgement';
import type { Panorama, PanoramaProgress, PanoramaSpec } from './panorama';
import type { DigitPromptProgress, DigitPromptSpec, DigitsPrompted } from './prompt';
import type { DigitParallel, DigitParallelProgress, DigitParallelSpec } from './parallel';
import type { RoundTrip, RoundTripProgress, RoundTripSpec } from './round-trip';
import type { Searched, SearchSpec } from './search';
import type { DigitRestoreProgress, DigitRestoreSpec, DigitsRestored } from './restoring';
import type { RestoredWithout, RestoreWithoutSpec } from './restoring-without';
import type { Translated, TranslationProgress, TranslationSpec } from './translation';
import type { Unclipped, UnclipProgress, UnclipSpec } from './unclip';

export interface ShippedDigits {
  readonly ask: {
    /** Pictures from noise, progressively. */
    readonly sample: readonly [DigitSampleSpec, DigitsSampled, DigitProgress];
    /** E[x_0 | x_t] of each row: [n, 784] in the units asked for. */
    readonly guess: readonly [DigitGuessSpec, Float32Array];
    /** What a layer of the network puts out. */
    readonly inspect: readonly [DigitInspectSpec, DigitInspection];
    /** What the classifier says of pictures. */
    readonly judge: readonly [DigitJudgeSpec, DigitJudgement];
    /** Pictures of latent codes, by the generator in one pass. */
    readonly generate: readonly [DigitGenerateSpec, DigitsGenerated];
    /** The code of a picture, by descent through the generator. */
    readonly invertGan: readonly [GanInversionSpec, GanInversion, InversionProgress];
    /** DDIM's latent of a picture, and the way back, by evaluations. */
    readonly invertDdim: readonly [DdimInversionSpec, DdimInversion, InversionProgress];
    /** Pictures of DDIM's latents. */
    readonly decodeDdim: readonly [DdimDecodeSpec, DdimDecoded];
    /** Pictures to noise and back, guided, with what mends that. */
    readonly roundTrip: readonly [RoundTripSpec, RoundTrip, RoundTripProgress];
    /** Codes of digits, by a shipped autoencoder's encoder. */
    readonly encodeDigits: readonly [DigitEncodeSpec, DigitsEncoded];
    /** Pictures of codes, by its decoder. */
    readonly decodeCodes: readonly [CodeDecodeSpec, CodesDecoded];
    /** One picture by latent diffusion with words, step by step, with every tensor on the way. */
    readonly anatomy: readonly [AnatomySpec, Anatomy, AnatomyProgress];
    /** A digit's steps all at once, beside the same steps one after the other. */
    readonly parallel: readonly [DigitParallelSpec, DigitParallel, DigitParallelProgress];
    /** A strip wider than the network's pictures, by windows that overlap. */
    readonly panorama: readonly [PanoramaSpec, Panorama, PanoramaProgress];
    /** Pictures of what words say, and where the words were looked at. */
    readonly prompt: readonly [DigitPromptSpec, DigitsPrompted, DigitPromptProgress];
    /** Prompts and pictures as directions in the space that they share. */
    readonly embed: readonly [EmbedSpec, Embedded];
    /** Pictures of embeddings: of a prompt by way of the prior, of a picture, or of what lies between. */
    readonly unclip: readonly [UnclipSpec, Unclipped, UnclipProgress];
    /** Pictures of a prompt in stages, from few pixels to many. */
    readonly cascade: readonly [CascadeSpec, Cascaded, CascadeProgress];
    /** A picture noised part of the way, and what is drawn from there. */
    readonly edit: readonly [DigitEditSpec, DigitsEdited, DigitEditProgress];
    /** The training digits nearest to a picture or to words. */
    readonly search: readonly [SearchSpec, Searched];
    /** What a damaged picture may have been: several answers. */
    readonly restore: readonly [DigitRestoreSpec, DigitsRestored, DigitRestoreProgress];
    /** The same of those who have no network. */
    readonly restoreWithout: readonly [RestoreWithoutSpec, RestoredWithout];
    /** A picture brought from one kind to another, and what is measured of it. */
    readonly translate: readonly [TranslationSpec, Translated, TranslationProgress];
  };
}

/** On the way: the best code or latent so far and its picture. Arrays are the receiver's. */
export interface InversionProgress {
  /** Steps taken, or runs done. */
  readonly step: number;
  readonly code: Float32Array;
  readonly reconstruction: Float32Array;
  readonly error: number;
  /** The least error before the first step and after every one; of DDIM, every run's. */
  readonly errors: Float64Array;
  /** Share of all work that is done, 0 to 1. */
  readonly done: number;
}
