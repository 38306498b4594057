import { answer, problem, type HalfTrial, type Problem } from '../../../src/core/inverse/dimension';
import { methodNames, methods } from '../../../src/core/inverse/registry';
import { random } from '../../../src/core/random';
import {
  particleCounts,
  twistDeviation,
  wasRun,
  type DimensionRow,
  type PosteriorDimension,
} from '../../../src/record/posterior-dimension';
import { mean } from '../../../src/record/words';
import { machine } from '../../train/files';
import { tell } from '../kept';
import { beside, measured } from '../measurement';

const allSeeds = Array.from({ length: 10 }, (_, i) => 440 + i);
const tuningSeeds = [490, 491, 492, 493];
const allDims = [2, 8, 32, 128];
const steps = 40;
const samples = 100;
const yardstick = 400;
const single = methodNames.filter((method) => method !== 'twisted');

const made = new Map<string, Problem>();
function of(dim: number, seed: number): Problem {
  const key = `${dim} ${seed}`;
  if (!made.has(key)) made.set(key, problem(dim, seed, yardstick));
  return made.get(key)!;
}

/** What is left of rounding where a method imposes y. */
const exact = (value: number) => (Math.abs(value) < 1e-9 ? 0 : value);

type Asked = Pick<HalfTrial, 'method' | 'free' | 'particles'>;
function judgedRun(dim: number, seed: number, asked: Asked): DimensionRow['runs'][number] {
  const { judge } = of(dim, seed);
  const found = judge(answer(of(dim, seed), { ...asked, steps, samples, seed }));
  return { ...found, spread: exact(found.spread) };
}

const trueRun = (dim: number, seed: number): DimensionRow['runs'][number] => {
  const { exact: truth, judge } = of(dim, seed);
  return judge(truth.sample(samples, random(seed).split('dimension-floor')));
};

function searchOf(dim: number): PosteriorDimension['search'][number] {
  const { values } = methods.dps.free;
  const distances = values.map((free) => {
    const found = mean(tuningSeeds.map((seed) => judgedRun(dim, seed, { method: 'dps', free, particles: 1 }).distance));
    return Number.isFinite(found) ? found : 1e9;
  });
  return { dim, values: [...values], distances, chosen: values[distances.indexOf(Math.min(...distances))] };
}

export const measurement = measured<PosteriorDimension>({
  digits: 4,
  indent: 1,
  measure: ({ print, quick }, keep) => {
    const seeds = quick ? allSeeds.slice(0, 2) : allSeeds;
    const dims = quick ? allDims.slice(0, 2) : allDims;
    const start = process.cpuUsage();
    const search = dims.map(searchOf);
    const plane = search[0].chosen;
    const rows: DimensionRow[] = [];
    const add = (who: DimensionRow['who'], dim: number, free: number, particles: number) => {
      const runs = seeds.map((seed) =>
        who === 'truth' ? trueRun(dim, seed) : judgedRun(dim, seed, { method: who, free, particles }),
      );
      rows.push({ who, dim, free, particles, runs });
      tell(
        `${dim} ${who} ${free} ${particles}: ${(['distance', 'modes', 'mean', 'spread'] as const).map((key) => `${key} ${mean(runs.map((run) => run[key])).toPrecision(3)}`).join(', ')}`,
      );
    };
    for (const [i, dim] of dims.entries()) {
      add('truth', dim, 0, 1);
      add('score', dim, 0, 1);
      for (const method of single) if (method !== 'dps') add(method, dim, methods[method].free?.initial ?? 1, 1);
      const own = search[i].chosen;
      for (const step of own === plane ? [own] : [own, plane]) add('dps', dim, step, 1);
      for (const particles of particleCounts)
        if (wasRun(particles, dim)) add('twisted', dim, twistDeviation, particles);
    }
    const { user, system } = process.cpuUsage(start);
    if (!print) {
      keep({
        command: 'npm run record -- posterior-dimension',
        machine: machine(),
        seconds: (user + system) / 1e6,
        seeds,
        tuningSeeds,
        dims,
        steps,
        samples,
        search,
        rows,
      });
    }
    return Promise.resolve(0);
  },
  again: (record) => {
    const [seed] = record.seeds;
    return Promise.resolve(
      record.rows
        .filter(({ dim, particles }) => dim <= 8 && particles <= 4)
        .flatMap(({ who, dim, free, particles, runs }) =>
          beside(
            `${who}, ${dim} dimensions`,
            runs[0],
            who === 'truth' ? trueRun(dim, seed) : judgedRun(dim, seed, { method: who, free, particles }),
          ),
        ),
    );
  },
});
