import { count, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { modeCoverage } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';

const points = 2000;

/** Where do the exact answers to pure noise lie? 0: most within 0.45 of a cluster, 1: most near the circle, 2: most near the centre. */
export function run(seed = 2): Promise<{ answer: number; finding: string }> {
  const target = eightGaussians();
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const noise = normalBatch(points, 2, random(seed));
  const guesses = target.denoiser(schedule).denoise(noise, 1, zeros(points, 2));
  const inside = points - modeCoverage(guesses, target.modes, { radius: 0.45 }).outside;
  const radii = distances(guesses);
  const central = radii.filter((radius) => radius < 0.5).length;
  const ring = radii.filter((radius) => radius > 1.5 && radius < 2.5).length;
  return Promise.resolve({
    answer: inside > points / 2 ? 0 : ring > points / 2 ? 1 : 2,
    finding:
      `${inside} of ${points} answers lie in a cluster, ${ring} near the circle and ${central} within 0.5 of the centre; ` +
      `the farthest is ${Math.max(...radii).toFixed(4)} from it.`,
  });
}

function distances(x: Batch): number[] {
  return Array.from({ length: count(x) }, (_, i) => Math.hypot(x.data[2 * i], x.data[2 * i + 1]));
}
