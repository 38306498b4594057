/** Questions to the shipped digit networks as functions, one for each: of the worker in the page; when the book is built others stand in. */
import { engine } from '../../client';
import type { AnswerOf, Listening, ProgressOf, QuestionOf, SpecOf } from '../../kinds';

/** Whether the answer is still wanted. */
export type Gone = Pick<Listening, 'signal'>;

type Asking<Q extends QuestionOf<'shipped'>> = (
  spec: SpecOf<'shipped', Q>,
  listening?: Listening<ProgressOf<'shipped', Q>>,
) => Promise<AnswerOf<'shipped', Q>>;

export type DigitAsks = { readonly [Q in QuestionOf<'shipped'>]: Asking<Q> };

/** All questions by name: a line for each, without which it does not compile. */
const questions: { readonly [Q in QuestionOf<'shipped'>]: true } = {
  sample: true,
  guess: true,
  inspect: true,
  judge: true,
  generate: true,
  invertGan: true,
  invertDdim: true,
  decodeDdim: true,
  roundTrip: true,
  encodeDigits: true,
  decodeCodes: true,
  anatomy: true,
  parallel: true,
  panorama: true,
  prompt: true,
  embed: true,
  unclip: true,
  cascade: true,
  edit: true,
  search: true,
  restore: true,
  restoreWithout: true,
  translate: true,
};

/** A function for each question. */
export function digitAsks(asking: <Q extends QuestionOf<'shipped'>>(question: Q) => Asking<Q>): DigitAsks {
  const names = Object.keys(questions) as QuestionOf<'shipped'>[];
  return Object.fromEntries(names.map((question) => [question, asking(question)])) as unknown as DigitAsks;
}

/** Answered by the worker. Nothing of it is loaded before the first call. */
export const liveAsks = digitAsks(
  (question) => (spec, listening) => engine().ask('shipped', question, spec, listening),
);
