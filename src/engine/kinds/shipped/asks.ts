/** Questions to the shipped digit networks as functions, one for each: of the worker in the page; when the book is built others stand in. */
import { engine } from '../../client';
import type { AnswerOf, Listening, ProgressOf, QuestionOf, SpecOf } from '../../kinds';

/** Whether the answer is still wanted. */
export type Gone = Pick<Listening, 'signal'>;

export type DigitAsks = {
  readonly [Q in QuestionOf<'shipped'>]: (
    spec: SpecOf<'shipped', Q>,
    listening?: Listening<ProgressOf<'shipped', Q>>,
  ) => Promise<AnswerOf<'shipped', Q>>;
};

/** Answered by the worker. Nothing of it is loaded before the first call. */
export const liveAsks: DigitAsks = {
  sample: (spec, listening) => engine().ask('shipped', 'sample', spec, listening),
  guess: (spec, listening) => engine().ask('shipped', 'guess', spec, listening),
  inspect: (spec, listening) => engine().ask('shipped', 'inspect', spec, listening),
  judge: (spec, listening) => engine().ask('shipped', 'judge', spec, listening),
  generate: (spec, listening) => engine().ask('shipped', 'generate', spec, listening),
  invertGan: (spec, listening) => engine().ask('shipped', 'invertGan', spec, listening),
  invertDdim: (spec, listening) => engine().ask('shipped', 'invertDdim', spec, listening),
  decodeDdim: (spec, listening) => engine().ask('shipped', 'decodeDdim', spec, listening),
};
