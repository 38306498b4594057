/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { Asked } from '../asked';
import { packed } from '../packed';
import type { BuiltField } from './built';
import { errorCurve } from './fields';
import { runSettings, scoreField, watchOf } from './state';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = scoreField.parse(initial);
  return cached('ScoreField', settings, async (): Promise<BuiltField> => {
    const { field, fields = [], ...run } = await prerender(plane, runSettings(settings), watchOf(settings));
    if (!field) throw new Error('the run of build time gave no field (expected the one that was watched)');
    return {
      run: { ...run, samples: [], history: run.history.slice(-1) },
      t: field.t,
      size: field.size,
      extent: field.extent,
      values: packed(field.values),
      curve: errorCurve(fields.map((f) => ({ ...f, values: Float64Array.from(f.values) }))) ?? [],
    };
  });
}
