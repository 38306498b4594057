/** The page's way to the shipped digit networks. Nothing of them is loaded before the first call. */
import { engine, type DigitListening, type Engine } from './client';
import type { DigitGuessSpec, DigitInspection, DigitInspectSpec, DigitJudgement, DigitJudgeSpec, DigitSampleSpec, DigitsSampled } from './digit-samples';

export type { DigitListening } from './client';

/** Pictures from noise, progressively: see `DigitSampleSpec`. Rejects with a sentence for the reader, or with the signal's reason. */
export async function sampleDigits(spec: DigitSampleSpec, listening?: DigitListening, by: Engine = engine()): Promise<DigitsSampled> {
  return (await by.digits({ kind: 'sample', spec }, listening)) as DigitsSampled;
}

/** E[x_0 | x_t] of each row: [n, 784] in the units asked for. */
export async function guessDigits(spec: DigitGuessSpec, listening?: DigitListening, by: Engine = engine()): Promise<Float32Array> {
  return (await by.digits({ kind: 'guess', spec }, listening)) as Float32Array;
}

/** What a layer of the shipped network puts out. */
export async function inspectDigits(spec: DigitInspectSpec, listening?: DigitListening, by: Engine = engine()): Promise<DigitInspection> {
  return (await by.digits({ kind: 'inspect', spec }, listening)) as DigitInspection;
}

/** What the shipped classifier says of pictures. */
export async function judgeDigits(spec: DigitJudgeSpec, listening?: DigitListening, by: Engine = engine()): Promise<DigitJudgement> {
  return (await by.digits({ kind: 'judge', spec }, listening)) as DigitJudgement;
}
