/** The worker's half of the shipped digit networks: one answer and one check for each question, loaded when it is first asked. */
import { standing } from '../../worker/answering';
import type { Answer, Answers, Listener, Standing, WorkerHalf } from '../../worker/half';
import { yielding } from '../../worker/yield';
import { checked, checkPictures } from './checks';
import type { DigitJudgement, DigitJudgeSpec } from './judgement';
import { pictureSize } from './pixels';
import { judged } from './worker/judge';
import { sharedNetworks, type DigitNetworks } from './worker/networks';

/** An answer that is loaded when it is first asked for, so that a page pays for its own questions alone; what it is sent is checked then. */
const later = <Spec, Result, Progress>(
  load: () => Promise<Answer<Spec, Result, Progress, DigitNetworks>>,
): Answer<Spec, Result, Progress, DigitNetworks> => ({
  check: (spec) => spec as Spec,
  async answer(spec, networks, listener) {
    const { check, answer } = await load();
    return answer(check(spec), networks, listener);
  },
});

export const shippedAnswers: Answers<'shipped', DigitNetworks> = {
  sample: later(async () => ({
    check: checked((await import('./sampling')).checkDigitSampleSpec),
    answer: (await import('./worker/sample')).sample,
  })),
  guess: later(async () => ({
    check: checked((await import('./sampling')).checkDigitGuessSpec),
    answer: (await import('./worker/sample')).guess,
  })),
  inspect: later(async () => ({
    check: checked((await import('./sampling')).checkDigitInspectSpec),
    answer: (await import('./worker/inspect')).inspect,
  })),
  judge: { check: checked(checkJudgeSpec), answer: judge },
  generate: later(async () => ({
    check: checked((await import('./gan')).checkGenerateSpec),
    answer: (await import('./worker/gan')).generate,
  })),
  invertGan: later(async () => ({
    check: checked((await import('./gan')).checkGanInversionSpec),
    answer: (await import('./worker/gan')).invertGan,
  })),
  invertDdim: later(async () => ({
    check: checked((await import('./ddim')).checkDdimInversionSpec),
    answer: (await import('./worker/ddim')).invertDdim,
  })),
  decodeDdim: later(async () => ({
    check: checked((await import('./ddim')).checkDdimDecodeSpec),
    answer: (await import('./worker/ddim')).decodeDdim,
  })),
  roundTrip: later(async () => ({
    check: checked((await import('./round-trip')).checkRoundTripSpec),
    answer: (await import('./worker/round-trip')).roundTrip,
  })),
  encodeDigits: later(async () => ({
    check: checked((await import('./codec')).checkEncodeSpec),
    answer: (await import('./worker/codec')).encodeDigits,
  })),
  decodeCodes: later(async () => ({
    check: checked((await import('./codec')).checkDecodeSpec),
    answer: (await import('./worker/codec')).decodeCodes,
  })),
  anatomy: later(async () => ({
    check: checked((await import('./anatomy')).checkAnatomySpec),
    answer: (await import('./worker/anatomy')).anatomy,
  })),
  parallel: later(async () => ({
    check: checked((await import('./parallel')).checkDigitParallelSpec),
    answer: (await import('./worker/parallel')).parallel,
  })),
  prompt: later(async () => ({
    check: checked((await import('./prompt')).checkPromptSpec),
    answer: (await import('./worker/prompt')).promptDigits,
  })),
  embed: later(async () => ({
    check: checked((await import('./embed')).checkEmbedSpec),
    answer: (await import('./worker/embed')).embed,
  })),
  unclip: later(async () => ({
    check: checked((await import('./unclip')).checkUnclipSpec),
    answer: (await import('./worker/unclip')).unclip,
  })),
  cascade: later(async () => ({
    check: checked((await import('./cascade')).checkCascadeSpec),
    answer: (await import('./worker/cascade')).cascade,
  })),
  edit: later(async () => ({
    check: checked((await import('./edit')).checkEditSpec),
    answer: (await import('./worker/edit')).editDigits,
  })),
  panorama: later(async () => ({
    check: checked((await import('./panorama')).checkPanoramaSpec),
    answer: (await import('./worker/panorama')).panorama,
  })),
  restore: later(async () => ({
    check: checked((await import('./restoring')).checkDigitRestoreSpec),
    answer: (await import('./worker/restore')).restore,
  })),
  restoreWithout: later(async () => ({
    check: checked((await import('./restoring-without')).checkRestoreWithoutSpec),
    answer: (await import('./worker/restore-without')).restoreWithout,
  })),
  search: later(async () => ({
    check: checked((await import('./search')).checkSearchSpec),
    answer: (await import('./worker/search')).search,
  })),
  translate: later(async () => ({
    check: checked((await import('./translation')).checkTranslationSpec),
    answer: (await import('./worker/translation')).translate,
  })),
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
