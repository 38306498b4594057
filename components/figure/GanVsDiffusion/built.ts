/** The comparison as it was run when the page was built: small enough to travel in it. Imported by the `.astro` file only, and for types. */
import { raceAtBuild } from '../../../src/engine/prerender-race';
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
    await raceAtBuild(diffusionSettings(settings, seed, group), ganSettings(settings, seed, group), {
      onDiffusion: (snapshot) => {
        trial = { ...trial, diffusion: followed(trial.diffusion, snapshot) };
      },
      onGan: (snapshot) => {
        trial = { ...trial, gan: followed(trial.gan, snapshot) };
      },
      then: async (ask) => {
        trial = { ...trial, probes: (await probed(seed, distance, { ...ask, rest: atOnce })).probes };
      },
    });
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
