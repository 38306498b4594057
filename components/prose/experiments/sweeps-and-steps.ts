import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { movesOf, runPicard } from '../../../src/core/parallel/index';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, uniformTimes } from '../../../src/core/sampler/index';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';

const tolerance = 0.01;
const points = 100;

/** All steps of DDIM at once, 50 of them and then 100: what becomes of the number of sweeps? */
export function run(): Promise<{ answer: number; finding: string }> {
  const [few, twice, more] = [50, 100, 200].map(sweeps);
  const growth = twice / few;
  return Promise.resolve({
    answer: growth > 1.6 ? 0 : growth > 0.8 ? 1 : 2,
    finding: `To a change of ${tolerance}, 50 steps need ${few} sweeps, 100 need ${twice}, and 200 need ${more}.`,
  });
}

function sweeps(steps: number): number {
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const denoiser = eightGaussians().denoiser(schedule);
  const moves = movesOf(ddim, { denoiser, schedule, times: uniformTimes(steps) });
  return runPicard({ moves, x: normalBatch(points, 2, random(7)), tolerance }).sweep;
}
