/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { raceAtBuild } from '../../../src/engine/build/race';
import { rounded } from '../../../src/engine/build/rounded';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { Asked } from '../asked';
import { packed } from '../packed';
import type { BuiltCouplings } from './built';
import { found, type Found } from './looks';
import { couplingsFigure, evaluationsOf, runSettings, type CouplingsSettings } from './state';
import { judged, nothingTrained, progressOf, withSide, type Trained } from './trained';
import { flowSteps } from './looks';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = couplingsFigure.parse(initial);
  return cached('Couplings', settings, async (): Promise<BuiltCouplings> => {
    let all: Found = { looks: {}, sweep: null };
    for (const _ of found(settings, all, (next) => (all = { ...all, ...next })));
    const { sides, ...trained } = await trainedAtBuild(settings);
    const shown = flowSteps.indexOf(evaluationsOf(settings) as (typeof flowSteps)[number]);
    return {
      found: {
        ...all,
        looks: Object.fromEntries(
          Object.entries(all.looks).map(([kind, { plan, ...look }]) => [
            kind,
            { ...look, plan: { ...plan, weights: packed(plan.weights), from: [...plan.from], to: [...plan.to] } },
          ]),
        ),
      },
      trained: {
        ...trained,
        // Only the samples that are shown travel.
        sides: sides.map((side) => ({
          ...side,
          milliseconds: 0,
          loss: rounded(side.loss),
          samples: side.samples.map((points, i) => (i === shown ? packed(points) : '')),
        })),
      },
    };
  });
}

async function trainedAtBuild(s: CouplingsSettings): Promise<Trained> {
  let trained: Trained = { ...nothingTrained(s), built: true };
  const side = (i: 0 | 1) => ({
    kind: plane,
    settings: runSettings(i === 0 ? s.a : s.b, s, s.seed, 'built couplings'),
    watch: { samples: false },
    onSnapshot: (snapshot: Parameters<typeof progressOf>[0]) => {
      trained = withSide(trained, i, progressOf(snapshot));
    },
  });
  await raceAtBuild<'plane', 'plane'>(side(0), side(1), async (asks) => {
    for (const i of [0, 1] as const) trained = withSide(trained, i, await judged(s, (spec) => asks[i]('sample', spec)));
  });
  return trained;
}
