/** The worker's half of the shipped digit networks: one answer and one check for each question. */
import { standing } from '../../worker/answering';
import type { Answers, Listener, Standing, WorkerHalf } from '../../worker/half';
import { yielding } from '../../worker/yield';
import { checkAnatomySpec } from './anatomy';
import { checked, checkPictures } from './checks';
import { checkDecodeSpec, checkEncodeSpec } from './codec';
import { checkCascadeSpec } from './cascade';
import { checkDdimDecodeSpec, checkDdimInversionSpec } from './ddim';
import { checkEmbedSpec } from './embed';
import { checkGanInversionSpec, checkGenerateSpec } from './gan';
import type { DigitJudgement, DigitJudgeSpec } from './judgement';
import { checkDigitParallelSpec } from './parallel';
import { pictureSize } from './pixels';
import { checkPromptSpec } from './prompt';
import { checkDigitGuessSpec, checkDigitInspectSpec, checkDigitSampleSpec } from './sampling';
import { anatomy } from './worker/anatomy';
import { decodeCodes, encodeDigits } from './worker/codec';
import { checkTranslationSpec } from './translation';
import { checkUnclipSpec } from './unclip';
import { cascade } from './worker/cascade';
import { decodeDdim, invertDdim } from './worker/ddim';
import { embed } from './worker/embed';
import { generate, invertGan } from './worker/gan';
import { inspect } from './worker/inspect';
import { judged } from './worker/judge';
import { sharedNetworks, type DigitNetworks } from './worker/networks';
import { parallel } from './worker/parallel';
import { promptDigits } from './worker/prompt';
import { guess, sample } from './worker/sample';
import { translate } from './worker/translation';
import { unclip } from './worker/unclip';

export const shippedAnswers: Answers<'shipped', DigitNetworks> = {
  sample: { check: checked(checkDigitSampleSpec), answer: sample },
  guess: { check: checked(checkDigitGuessSpec), answer: guess },
  inspect: { check: checked(checkDigitInspectSpec), answer: inspect },
  judge: { check: checked(checkJudgeSpec), answer: judge },
  generate: { check: checked(checkGenerateSpec), answer: generate },
  invertGan: { check: checked(checkGanInversionSpec), answer: invertGan },
  invertDdim: { check: checked(checkDdimInversionSpec), answer: invertDdim },
  decodeDdim: { check: checked(checkDdimDecodeSpec), answer: decodeDdim },
  encodeDigits: { check: checked(checkEncodeSpec), answer: encodeDigits },
  decodeCodes: { check: checked(checkDecodeSpec), answer: decodeCodes },
  anatomy: { check: checked(checkAnatomySpec), answer: anatomy },
  parallel: { check: checked(checkDigitParallelSpec), answer: parallel },
  prompt: { check: checked(checkPromptSpec), answer: promptDigits },
  embed: { check: checked(checkEmbedSpec), answer: embed },
  unclip: { check: checked(checkUnclipSpec), answer: unclip },
  cascade: { check: checked(checkCascadeSpec), answer: cascade },
  translate: { check: checked(checkTranslationSpec), answer: translate },
};

function checkJudgeSpec({ x }: DigitJudgeSpec): void {
  checkPictures(x, Math.max(1, Math.round(x.length / pictureSize)));
}

async function judge(
  { x, pixels }: DigitJudgeSpec,
  networks: DigitNetworks,
  listener: Listener,
): Promise<DigitJudgement> {
  return judged(await networks.judge(), x, pixels, yielding(listener.gone));
}

export const half: WorkerHalf = { stand: ({ without }) => standingBy(sharedNetworks(without)) };

export const standingBy = (networks: DigitNetworks): Standing =>
  standing(shippedAnswers, networks, (lost) => lost.forget());
