import { entrantNames, searched, type Entrant } from '../../../src/core/claims/entrants';
import {
  budget,
  finalists,
  goal,
  ranked,
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

interface Mutable {
  readonly k: number;
  readonly change: Readonly<Record<string, unknown>>;
  readonly trials: Trial[];
}

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

/** Setting k from some seeds, on both shapes: from .cache where it was measured before. */
async function trialsOf(who: Entrant, k: number, seeds: readonly number[], fresh: boolean): Promise<readonly Trial[]> {
  const path = `.cache/record/tuning/${who}-${k}-${seeds.join('-')}.json`;
  const identity = JSON.stringify([searched[who], setting(k)[who], budget, goal, seeds]);
  const before = fresh ? undefined : kept<readonly Trial[]>(path, identity);
  if (before) return before;
  const trials: Trial[] = [];
  for (const shape of shapes) for (const seed of seeds) trials.push(await trial(who, k, shape, seed));
  keepForLater(path, identity, trials);
  return trials;
}

function report(who: Entrant, k: number, trials: readonly Trial[]): void {
  const { gflops, distance } = score(trials);
  tell(`${who} ${k}: ${gflops?.toFixed(2) ?? 'cut off'}, ${distance.toFixed(4)}: ${JSON.stringify(setting(k)[who])}`);
}

export const measurement = measured<Tuning>({
  digits: 4,
  indent: 1,
  measure: async ({ fresh }, keep) => {
    const found: Record<Entrant, Mutable[]> = { diffusion: [], gan: [], r3gan: [] };
    const [first, ...others] = tuningSeeds;
    for (let k = 0; k < settingCount; k++) {
      for (const who of entrantNames) {
        const trials = await trialsOf(who, k, [first], fresh);
        found[who].push({ k, change: { ...setting(k)[who] }, trials: [...trials] });
        report(who, k, trials);
      }
    }
    for (const who of entrantNames) {
      for (const { setting: one } of ranked(found[who]).slice(0, finalists)) {
        one.trials.push(...(await trialsOf(who, one.k, others, fresh)));
        report(who, one.k, one.trials);
      }
    }
    const rows = (who: Entrant): Rows => found[who].map(({ change, trials }) => ({ change, trials }));
    keep({
      command: tuning.command,
      machine: machine(),
      budget,
      goal,
      seeds: tuningSeeds,
      samples: sampleCount,
      diffusion: rows('diffusion'),
      gan: rows('gan'),
      r3gan: rows('r3gan'),
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
