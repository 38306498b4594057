/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { raceAtBuild } from './built';
import { digitRaceAtBuild } from './digit-built';
import { realDigits } from './real-digits';
import { samplerRace } from './settings';

export function firstFrame({ initial = {} }: Asked) {
  return cached('SamplerRace', samplerRace.parse(initial).settings, async () => {
    const real = await realDigits();
    return {
      built: await raceAtBuild(initial),
      real,
      digits: await digitRaceAtBuild(initial, real, builtAsks.sample),
    };
  });
}
