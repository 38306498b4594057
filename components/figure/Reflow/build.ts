/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { rounded } from '../../../src/engine/build/rounded';
import { pupil } from '../../../src/engine/kinds/pupil/index';
import { lengthsOf } from '../../../src/engine/kinds/pupil/settings';
import type { Asked } from '../asked';
import type { BuiltReflow } from './useReflow';
import { couplingsOf } from './couplings';
import { reflowFigure, runSettings } from './state';

export function firstFrame({ initial = {} }: Asked): Promise<BuiltReflow> {
  const { settings: s } = reflowFigure.parse(initial);
  return cached('Reflow', s, async () => {
    const run = runSettings(s);
    const work = couplingsOf(s);
    let next = work.next();
    while (!next.done) next = work.next();
    const { from, to, ...numbers } = next.value;
    const watch = { samples: false, flows: true };
    return {
      run: await prerender(pupil, { ...run, stopAfter: lengthsOf(run).total }, watch),
      couplings: { ...numbers, from: Array.from(from.data, rounded), to: Array.from(to.data, rounded) },
    };
  });
}
