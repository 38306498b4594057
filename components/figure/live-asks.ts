/** What the figures of pictures ask, answered by the worker. */
import {
  decodeDdim,
  generateDigits,
  invertDdim,
  invertGan,
  judgeDigits,
  sampleDigits,
} from '../../src/engine/digit-client';
import type { DigitAsks } from './asks';

export const liveAsks: DigitAsks = {
  sample: sampleDigits,
  judge: judgeDigits,
  generate: generateDigits,
  invertGan,
  invertDdim,
  decodeDdim,
};
