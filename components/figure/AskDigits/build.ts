/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { realDistances } from '../kit/real-distances';
import { askDigits } from './state';
import { built, shownAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = askDigits.parse(initial);
  return cached('AskDigits', settings, async () => {
    const real = await realDistances();
    return built(await shownAtOnce(settings, real, (spec) => builtAsks.sample(spec)), real);
  });
}
