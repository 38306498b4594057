/** What the figures of pictures ask, answered by the worker. */
import { decodeDdim, generateDigits, invertDdim, invertGan, judgeDigits, sampleDigits } from '../../src/engine/digit-client';
import type { DigitAsks, Listening } from './asks';

/** Without the place for an engine that the client's functions have. */
const plain = <S, P, A>(ask: (spec: S, listening?: Listening<P>) => Promise<A>) => (spec: S, listening?: Listening<P>): Promise<A> => ask(spec, listening);

export const liveAsks: DigitAsks = {
  sample: plain(sampleDigits), judge: plain(judgeDigits), generate: plain(generateDigits), invertGan: plain(invertGan), invertDdim: plain(invertDdim), decodeDdim: plain(decodeDdim),
};
