/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { answerTo, built, settingsOf } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const settings = settingsOf(initial);
  return cached('Anatomy', settings, async () => built(await answerTo(settings, builtAsks)));
}
