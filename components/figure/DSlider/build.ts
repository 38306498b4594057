/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { Asked } from '../asked';
import { packed } from '../packed';
import type { BuiltDSlider } from './built';
import { distancesNow } from './fields';
import { builtSamples } from './samples';
import { dSlider, runSettings, watchOf } from './state';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = dSlider.parse(initial);
  return cached('DSlider', settings, async (): Promise<BuiltDSlider> => {
    const { field, samples, ...run } = await prerender(plane, runSettings(settings), watchOf(settings));
    if (!field) throw new Error('the run of build time gave no field (expected the one that was watched)');
    return {
      exact: builtSamples(settings),
      distances: distancesNow(settings),
      run: { ...run, samples: [], history: run.history.slice(-1) },
      field: { ...field, values: packed(field.values) },
      samples: packed(samples),
    };
  });
}
