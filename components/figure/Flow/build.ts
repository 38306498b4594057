/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { Asked } from '../asked';
import { packed } from '../packed';
import type { BuiltFlow } from './built';
import { carried, keptOf, now, truth } from './exact';
import { flowFigure, runSettings, watchOf } from './state';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = flowFigure.parse(initial);
  return cached('Flow', settings, async (): Promise<BuiltFlow> => {
    const { field, path = [], ...run } = await prerender(plane, runSettings(settings), watchOf(settings));
    if (!field) throw new Error('the run of build time gave no field (expected the one that was watched)');
    const [{ velocity, density, ...known }, { states, ...told }] = [now(truth(settings)), now(carried(settings))];
    return {
      run: { ...run, samples: [], history: run.history.slice(-1) },
      field: { ...field, values: packed(field.values) },
      path: packed(keptOf(Float64Array.from(path))),
      truth: { ...known, velocity: packed(velocity.data), density: packed(density) },
      carried: { ...told, states: packed(states) },
    };
  });
}
