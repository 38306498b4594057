/** What the figures of pictures ask, answered when the page is built. Not for the browser. */
import {
  ddimDecodedAtBuild,
  ddimInvertedAtBuild,
  ganInvertedAtBuild,
  generatedAtBuild,
  judgedAtBuild,
  sampledAtBuild,
} from '../../src/engine/digit-prerender';
import type { DigitAsks } from './asks';

export const builtAsks: DigitAsks = {
  sample: sampledAtBuild,
  judge: judgedAtBuild,
  generate: generatedAtBuild,
  invertGan: ganInvertedAtBuild,
  invertDdim: ddimInvertedAtBuild,
  decodeDdim: ddimDecodedAtBuild,
};
