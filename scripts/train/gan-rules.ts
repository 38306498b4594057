import { eightGaussians } from '../../src/core/data/index';
import { ganPresets } from '../../src/core/gan/presets';
import type { GanRules } from '../../src/core/gan/settings';
import { energyDistanceTo, modeCoverage } from '../../src/core/metric/index';
import { normalBatch, random } from '../../src/core/random';
import { createGanTrainer } from '../../src/net/gan/trainer';
import { at, machine, write } from './files';

const SEEDS = [1, 2, 3, 4, 5];
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

/** One game, played to its end: of the average of the generator's weights, and of its last ones. */
interface Measured {
  readonly seed: number;
  readonly modes: number;
  readonly between: number;
  readonly distance: number;
  readonly modesOfLast: number;
  readonly distanceOfLast: number;
}

/** The command: plays every variant with every seed, and writes the table of chapter 14. */
export async function ganRulesTable(): Promise<number> {
  const { rules, networks, steps } = ganPresets['ring-collapse'];
  const target = eightGaussians();
  const distance = energyDistanceTo(target.stratified?.(1000, random(1)) ?? target.sample(1000, random(1)));
  const rows = [];
  for (const { name, says, change } of variants) {
    const runs: Measured[] = [];
    for (const seed of SEEDS) {
      const trainer = await createGanTrainer('simd', { ...rules, ...change, networks, seed });
      trainer.setData(target.sample(20_000, random(seed).split('pool')));
      trainer.train(steps);
      const codes = normalBatch(SAMPLES, networks.latent, random(99));
      const [slow, last] = (['ema', 'raw'] as const).map((which) => trainer.generate(codes, which));
      const covered = (x: typeof slow) => modeCoverage(x, target.modes, { radius: REACH });
      runs.push({
        seed,
        modes: covered(slow).covered,
        between: covered(slow).outside / SAMPLES,
        distance: distance(slow),
        modesOfLast: covered(last).covered,
        distanceOfLast: distance(last),
      });
      trainer.dispose();
    }
    process.stdout.write(`${says}: ${JSON.stringify(runs)}\n`);
    rows.push({ name, says, change, runs });
  }
  const table = {
    command: 'npm run train -- gan-rules',
    machine: machine(),
    steps,
    samples: SAMPLES,
    seeds: SEEDS,
    rules,
    networks,
    rows,
  };
  write(
    at('src/site/gan-rules.json'),
    `${JSON.stringify(table, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(4)) : v), 2)}\n`,
  );
  return 0;
}
