/** What the figures of pictures ask, answered when the page is built. Not for the browser. */
import { askAtBuild } from '../../src/engine/build/ask';
import type { DigitAsks } from '../../src/engine/kinds/shipped/asks';

export const builtAsks: DigitAsks = {
  sample: (spec) => askAtBuild('shipped', 'sample', spec),
  guess: (spec) => askAtBuild('shipped', 'guess', spec),
  inspect: (spec) => askAtBuild('shipped', 'inspect', spec),
  judge: (spec) => askAtBuild('shipped', 'judge', spec),
  generate: (spec) => askAtBuild('shipped', 'generate', spec),
  invertGan: (spec) => askAtBuild('shipped', 'invertGan', spec),
  invertDdim: (spec) => askAtBuild('shipped', 'invertDdim', spec),
  decodeDdim: (spec) => askAtBuild('shipped', 'decodeDdim', spec),
};
