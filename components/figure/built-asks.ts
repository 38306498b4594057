/** What the figures of pictures ask, answered when the page is built. Not for the browser. */
import { askAtBuild } from '../../src/engine/build/ask';
import { digitAsks } from '../../src/engine/kinds/shipped/asks';

export const builtAsks = digitAsks((question) => (spec) => askAtBuild('shipped', question, spec));
