/** The comparison as it was run when the page was built: small enough to travel in it. Imported by the `.astro` file only, and for types. */
import { raceAtBuild } from '../../../src/engine/build/race';
import { planeGan } from '../../../src/engine/kinds/plane-gan/index';
import type { PlaneGanSampleSpec } from '../../../src/engine/kinds/plane-gan/types';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { SampleSpec } from '../../../src/engine/kinds/plane/sampling';
import { targetOf } from '../kit/plane-target';
import type { Built } from './packed';
import { probed, yardstickOf } from './probe';
import { diffusionSettings, ganSettings, ganVsDiffusion, seedsOf } from './settings';
import { followed, newTrial, type Course, type Trial } from './trial';

const atOnce = () => Promise.resolve();
const known = new Map<string, Promise<Built>>();

/** Once a build however many pages ask. */
export function comparedAtBuild(initial: unknown): Promise<Built> {
  const key = JSON.stringify(initial);
  const run = known.get(key) ?? compare(initial);
  known.set(key, run);
  return run;
}

async function compare(initial: unknown): Promise<Built> {
  const { settings } = ganVsDiffusion.parse(initial);
  const { distance, floor } = await yardstickOf(targetOf(settings).spec, atOnce);
  const trials: Trial[] = [];
  for (const seed of seedsOf(settings)) {
    let trial = newTrial(seed);
    const group = `built ${seed}`;
    const watch = { samples: true, measures: true };
    await raceAtBuild(
      {
        kind: plane,
        settings: diffusionSettings(settings, seed, group),
        watch,
        onSnapshot: (snapshot) => {
          trial = { ...trial, diffusion: followed(trial.diffusion, snapshot) };
        },
      },
      {
        kind: planeGan,
        settings: ganSettings(settings, seed, group),
        watch,
        onSnapshot: (snapshot) => {
          trial = { ...trial, gan: followed(trial.gan, snapshot) };
        },
      },
      async ([diffusion, gan]) => {
        const ask = {
          sample: (spec: SampleSpec) => diffusion('sample', spec),
          draw: (spec: PlaneGanSampleSpec) => gan('sample', spec),
        };
        trial = { ...trial, probes: (await probed(seed, distance, { ...ask, rest: atOnce })).probes };
      },
    );
    trials.push(trial);
  }
  return { settings, floor: rounded(floor), trials: trials.map(packed) };
}

/** Times are of the building machine, and not shown; points only of the last trial, which is drawn. */
function packed(trial: Trial, i: number, all: readonly Trial[]): Trial {
  const course = ({ marks, samples, over, diverged }: Course): Course => ({
    over,
    diverged,
    samples: i === all.length - 1 ? Array.from(samples, rounded) : [],
    marks: marks.map(({ mark, step, spent, energyDistance, modesCovered, between, precision, recall }) => ({
      mark,
      step,
      spent: { ...spent, milliseconds: 0 },
      energyDistance: rounded(energyDistance),
      modesCovered,
      between: rounded(between),
      precision: rounded(precision),
      recall: rounded(recall),
    })),
  });
  return {
    ...trial,
    diffusion: course(trial.diffusion),
    gan: course(trial.gan),
    probes: trial.probes.map((p) => ({ ...p, distance: rounded(p.distance) })),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
