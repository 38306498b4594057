/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { realReference } from './built';
import { packReference } from './reference';
import { digitsVsDigits } from './state';
import { built, shownAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = digitsVsDigits.parse(initial);
  return cached('DigitsVsDigits', settings, async () => {
    const reference = await realReference();
    return { built: built(await shownAtOnce(settings, reference, builtAsks)), reference: packReference(reference) };
  });
}
