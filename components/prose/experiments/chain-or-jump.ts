import { copy, zeros, type Batch } from '../../../src/core/batch';
import { makeTarget } from '../../../src/core/data';
import { energyDistanceTo } from '../../../src/core/metric';
import { chainStep, noised } from '../../../src/core/process/forward';
import { fillNormal, normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';

const points = 1000;
const T = 1000;
const steps = 300;
const jumps = 40;

/** Chain against jump. 1: the distance is among those between jumps; else 0 where the chain spreads wider, 2 where it is narrower. */
export async function run(seed = 9): Promise<{ answer: number; finding: string }> {
  const schedule = makeSchedule(scheduleDefaults.linear);
  const r = random(seed);
  const x0 = makeTarget({ kind: 'two-moons' }).sample(points, r.split('x0'));
  const jump = (label: string | number): Batch =>
    noised(x0, normalBatch(points, 2, r.split(label)), steps / T, schedule, zeros(points, 2));

  const walker = r.split('chain');
  const chain = copy(x0);
  const noise = zeros(points, 2);
  for (let i = 0; i < steps; i++) {
    fillNormal(noise.data, walker);
    chainStep(chain, noise, i / T, (i + 1) / T, schedule, chain);
  }

  const reference = jump('reference');
  const distance = energyDistanceTo(reference);
  const observed = distance(chain);
  const chance: number[] = [];
  for (let i = 0; i < jumps; i++) {
    chance.push(distance(jump(i)));
    if (i % 4 === 3) await new Promise((resolve) => setTimeout(resolve));
  }
  const same = observed <= Math.max(...chance);
  return {
    answer: same ? 1 : spread(chain) > spread(reference) ? 0 : 2,
    finding:
      `From chain to jump the energy distance is ${observed.toFixed(4)}; between two jumps it runs from ` +
      `${Math.min(...chance).toFixed(4)} to ${Math.max(...chance).toFixed(4)} in ${jumps} trials.`,
  };
}

/** Mean square of all coordinates. */
function spread({ data }: Batch): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return sum / data.length;
}
