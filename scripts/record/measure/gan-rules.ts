import { eightGaussians } from '../../../src/core/data/index';
import { ganPresets } from '../../../src/core/gan/presets';
import type { GanRules } from '../../../src/core/gan/settings';
import { energyDistanceTo, modeCoverage } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { createGanTrainer } from '../../../src/net/gan/trainer';
import { ganRules, type GanRulesTable } from '../../../src/record/gan-rules';
import { machine } from '../../train/files';
import { tell } from '../kept';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SAMPLES = 1000;
/** A sample farther than three standard deviations from every mode lies between them. */
const REACH = 0.45;

/** The game that collapses, and one thing changed in it. */
const variants: readonly { readonly name: string; readonly says: string; readonly change: Partial<GanRules> }[] = [
  { name: 'plain', says: 'as it collapses', change: {} },
  { name: 'saturating', says: 'saturating loss', change: { loss: 'saturating' } },
  { name: 'least-squares', says: 'least squares', change: { loss: 'least-squares' } },
  { name: 'hinge', says: 'hinge loss', change: { loss: 'hinge' } },
  { name: 'wasserstein', says: 'Wasserstein, unconstrained', change: { loss: 'wasserstein' } },
  {
    name: 'wasserstein-gp',
    says: 'Wasserstein, gradient penalty 1',
    change: { loss: 'wasserstein', gradientPenalty: 1 },
  },
  { name: 'gradient-penalty', says: 'gradient penalty 0.5', change: { gradientPenalty: 0.5 } },
  { name: 'r1', says: 'R1 penalty 0.5', change: { r1: 0.5 } },
  { name: 'r2', says: 'R2 penalty 0.5', change: { r2: 0.5 } },
  { name: 'pairs', says: 'judging pairs', change: { relativistic: true } },
  { name: 'r3gan', says: 'pairs, R1 and R2 0.5 (R3GAN’s loss)', change: { relativistic: true, r1: 0.5, r2: 0.5 } },
  { name: 'spectral-norm', says: 'spectral norm', change: { spectralNorm: true } },
  {
    name: 'spectral-norm-slow',
    says: 'spectral norm, generator 10 times slower',
    change: { spectralNorm: true, generatorRate: 1e-3 },
  },
  { name: 'instance-noise', says: 'instance noise 0.3', change: { instanceNoise: 0.3 } },
  { name: 'five-steps', says: 'five steps of D for one of G', change: { discriminatorSteps: 5 } },
  { name: 'two-rates', says: 'generator 10 times slower', change: { generatorRate: 1e-3 } },
  { name: 'batch', says: 'batches of 256', change: { batchSize: 256 } },
];

const { rules, networks, steps } = ganPresets['ring-collapse'];
const target = eightGaussians();
const distance = energyDistanceTo(target.stratified?.(1000, random(1)) ?? target.sample(1000, random(1)));

/** One game, played to its end. */
async function play(change: Partial<GanRules>, seed: number): Promise<GanRulesTable['rows'][number]['runs'][number]> {
  const trainer = await createGanTrainer('simd', { ...rules, ...change, networks, seed });
  trainer.setData(target.sample(20_000, random(seed).split('pool')));
  trainer.train(steps);
  const codes = normalBatch(SAMPLES, networks.latent, random(99));
  const [slow, last] = (['ema', 'raw'] as const).map((which) => trainer.generate(codes, which));
  const covered = (x: typeof slow) => modeCoverage(x, target.modes, { radius: REACH });
  const run = {
    seed,
    modes: covered(slow).covered,
    between: covered(slow).outside / SAMPLES,
    distance: distance(slow),
    modesOfLast: covered(last).covered,
    distanceOfLast: distance(last),
  };
  trainer.dispose();
  return run;
}

export const measurement = measured<GanRulesTable>({
  digits: 4,
  measure: async (_, keep) => {
    const rows: GanRulesTable['rows'][number][] = [];
    for (const { name, says, change } of variants) {
      const runs: GanRulesTable['rows'][number]['runs'][number][] = [];
      for (const seed of SEEDS) runs.push(await play(change, seed));
      tell(`${says}: ${JSON.stringify(runs)}`);
      rows.push({ name, says, change, runs });
    }
    keep({
      command: ganRules.command,
      machine: machine(),
      steps,
      samples: SAMPLES,
      seeds: SEEDS,
      rules,
      networks,
      rows,
    });
    return 0;
  },
  again: async (table) => {
    const [row] = table.rows;
    return [
      ...beside('rules', table.rules, rules),
      ...beside('table', table, { steps, samples: SAMPLES }),
      ...beside(row.says, row.runs[0], await play(variants[0].change, SEEDS[0])),
    ];
  },
});
