/** The page's way to the shipped digit networks. Nothing of them is loaded before the first call. */
import { engine, type DigitListening, type Engine } from './client';
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
} from './digit-gan';
import type {
  DigitProgress,
  DigitGuessSpec,
  DigitInspection,
  DigitInspectSpec,
  DigitJudgement,
  DigitJudgeSpec,
  DigitSampleSpec,
  DigitsSampled,
} from './digit-samples';

export type { DigitListening } from './client';

/** Pictures from noise, progressively: see `DigitSampleSpec`. Rejects with a sentence for the reader, or with the signal's reason. */
export async function sampleDigits(
  spec: DigitSampleSpec,
  listening?: DigitListening,
  by: Engine = engine(),
): Promise<DigitsSampled> {
  return (await by.digits({ kind: 'sample', spec }, sampling(listening))) as DigitsSampled;
}

/** E[x_0 | x_t] of each row: [n, 784] in the units asked for. */
export async function guessDigits(
  spec: DigitGuessSpec,
  listening?: DigitListening,
  by: Engine = engine(),
): Promise<Float32Array> {
  return (await by.digits({ kind: 'guess', spec }, sampling(listening))) as Float32Array;
}

/** What a layer of the shipped network puts out. */
export async function inspectDigits(
  spec: DigitInspectSpec,
  listening?: DigitListening,
  by: Engine = engine(),
): Promise<DigitInspection> {
  return (await by.digits({ kind: 'inspect', spec }, sampling(listening))) as DigitInspection;
}

/** What the shipped classifier says of pictures. */
export async function judgeDigits(
  spec: DigitJudgeSpec,
  listening?: DigitListening,
  by: Engine = engine(),
): Promise<DigitJudgement> {
  return (await by.digits({ kind: 'judge', spec }, sampling(listening))) as DigitJudgement;
}

/** Pictures of latent codes, by the shipped generator in one pass. */
export async function generateDigits(
  spec: DigitGenerateSpec,
  listening?: Pick<DigitListening, 'signal'>,
  by: Engine = engine(),
): Promise<DigitsGenerated> {
  return (await by.digits({ kind: 'generate', spec }, listening)) as DigitsGenerated;
}

/** The code of a picture, by descent through the generator. */
export async function invertGan(
  spec: GanInversionSpec,
  listening?: DigitListening<InversionProgress>,
  by: Engine = engine(),
): Promise<GanInversion> {
  return (await by.digits({ kind: 'invert-gan', spec }, inverting(listening))) as GanInversion;
}

/** DDIM's latent of a picture, and the way back, by evaluations. */
export async function invertDdim(
  spec: DdimInversionSpec,
  listening?: DigitListening<InversionProgress>,
  by: Engine = engine(),
): Promise<DdimInversion> {
  return (await by.digits({ kind: 'invert-ddim', spec }, inverting(listening))) as DdimInversion;
}

/** Pictures of DDIM's latents. */
export async function decodeDdim(
  spec: DdimDecodeSpec,
  listening?: Pick<DigitListening, 'signal'>,
  by: Engine = engine(),
): Promise<DdimDecoded> {
  return (await by.digits({ kind: 'decode-ddim', spec }, listening)) as DdimDecoded;
}

type Listening = DigitListening<DigitProgress | InversionProgress>;

/** A question hears of its own kind of progress alone. */
function sampling(listening: DigitListening | undefined): Listening | undefined {
  const { onProgress } = listening ?? {};
  return onProgress
    ? { ...listening, onProgress: (progress) => ('kind' in progress ? undefined : onProgress(progress)) }
    : (listening as Listening | undefined);
}

function inverting(listening: DigitListening<InversionProgress> | undefined): Listening | undefined {
  const { onProgress } = listening ?? {};
  return onProgress
    ? { ...listening, onProgress: (progress) => ('kind' in progress ? onProgress(progress) : undefined) }
    : (listening as Listening | undefined);
}
