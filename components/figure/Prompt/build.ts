/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readPrompt } from '../../../src/core/caption/prompt';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { promptDigits } from './state';
import { built, shownAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = promptDigits.parse(initial);
  return cached('Prompt', settings, async () =>
    built(await shownAtOnce(settings, (spec) => builtAsks.prompt(spec)), readPrompt(settings.prompt).words.length),
  );
}
