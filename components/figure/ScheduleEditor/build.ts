/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { runSettings } from './retraining';
import { digitsSpec, gridOf, packGrid } from './sampled-digits';
import { scheduleEditor, specOf } from './settings';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = scheduleEditor.parse(initial);
  return cached('ScheduleEditor', settings, async () => {
    const { steps, seed, codes } = settings;
    const request = { spec: specOf(settings), steps, seed, codes };
    return {
      built: await prerender(plane, runSettings(settings, specOf(settings)), { field: null }),
      builtDigits: packGrid(gridOf(request, await builtAsks.sample(digitsSpec(request)))),
    };
  });
}
