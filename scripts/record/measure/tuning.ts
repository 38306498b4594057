import { entrantNames, searched, type Entrant } from '../../../src/core/claims/entrants';
import {
  budget,
  goal,
  score,
  setting,
  settingCount,
  shapes,
  tuningSeeds,
  type Shape,
  type Trial,
} from '../../../src/core/claims/protocol';
import { reaching } from '../../../src/core/claims/reaching';
import { diffusionOf, ganOf, poolSize } from '../../../src/core/claims/work';
import { sampleCount, yardstick } from '../../../src/core/claims/yardstick';
import { random } from '../../../src/core/random';
import { trainersOn } from '../../../src/net/trainers';
import { tuning, type Tuning } from '../../../src/record/tuning';
import { machine } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

type Rows = Tuning['diffusion'];

const trainers = { ...trainersOn('simd'), defaults: searched };

/** One training to the goal, or to the end of the budget. */
async function trial(who: Entrant, k: number, shape: Shape, seed: number): Promise<Trial> {
  const { target, distance } = yardstick(shape);
  const change = setting(k);
  const model =
    who === 'diffusion'
      ? await diffusionOf(trainers, seed, { change: change.diffusion })
      : await ganOf(trainers, who, seed, { change: change[who] });
  model.learner.setData(target.sample(poolSize, random(seed).split('data')));
  const work = reaching(model, () => model.draw({ count: sampleCount, seed }), distance);
  for (;;) {
    const { value, done } = await work.next();
    if (!done) continue;
    model.learner.dispose();
    return { shape, seed, gflops: value.flops / 1e9, held: value.held, distance: value.distance };
  }
}

async function rowOf(who: Entrant, k: number): Promise<Rows[number]> {
  const trials: Trial[] = [];
  for (const shape of shapes) for (const seed of tuningSeeds) trials.push(await trial(who, k, shape, seed));
  return { change: setting(k)[who], trials };
}

export const measurement = measured<Tuning>({
  digits: 4,
  indent: 1,
  measure: async ({ fresh }, keep) => {
    const found: Record<Entrant, Rows[number][]> = { diffusion: [], gan: [], r3gan: [] };
    for (let k = 0; k < settingCount; k++) {
      for (const who of entrantNames) {
        const path = `.cache/record/tuning/${who}-${k}.json`;
        const identity = JSON.stringify([searched[who], setting(k)[who], budget, goal, tuningSeeds]);
        const row = (fresh ? undefined : kept<Rows[number]>(path, identity)) ?? (await rowOf(who, k));
        keepForLater(path, identity, row);
        found[who].push(row);
        const { gflops, distance } = score(row.trials);
        tell(`${who} ${k}: ${gflops?.toFixed(2) ?? 'cut off'}, ${distance.toFixed(4)}: ${JSON.stringify(row.change)}`);
      }
    }
    keep({
      command: tuning.command,
      machine: machine(),
      budget,
      goal,
      seeds: tuningSeeds,
      samples: sampleCount,
      ...found,
    });
    return 0;
  },
  again: async (table) => {
    const parts = [];
    for (const who of entrantNames) {
      const [row] = table[who];
      const [first] = row.trials;
      parts.push(...beside(`${who}, the first setting`, first, await trial(who, 0, first.shape, first.seed)));
    }
    return [
      ...beside(
        'the search',
        { budget: table.budget, goal: table.goal, settings: table.diffusion.length },
        { budget, goal, settings: settingCount },
      ),
      ...parts,
    ];
  },
});
