import { count, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/index';
import { marginalFlow, straightness } from '../../../src/core/flow/index';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, type Schedule } from '../../../src/core/schedule/index';

const points = 500;
/** Of one of the eight modes, in data units. */
const width = 0.15;

/**
 * The same noise taken to the data along two schedules by the exact velocity. How far apart the ends of one noise are. 0: less than a hundredth of a mode's width, 1: less
 * than that width, 2: more.
 */
export function run(seed = 91): Promise<{ answer: number; finding: string }> {
  const noise = normalBatch(points, 2, random(seed));
  const [lines, circle] = ([{ kind: 'flow' }, { kind: 'cosine', s: 0.008 }] as const).map((spec) =>
    taken(noise, makeSchedule(spec)),
  );
  const apart = Math.sqrt(lines.end.data.reduce((sum, v, i) => sum + (v - circle.end.data[i]) ** 2, 0) / count(noise));
  return Promise.resolve({
    answer: apart < width / 100 ? 0 : apart < width ? 1 : 2,
    finding:
      `The ends of one noise lie ${apart.toPrecision(1)} apart (root mean square; a mode is ${width} wide). ` +
      `On the way, straight lines make paths that are ${percent(lines.detour)} % longer than the distance of their ends, the cosine schedule ${percent(circle.detour)} %.`,
  });
}

const percent = (detour: number): string => (100 * (detour - 1)).toFixed(0);

function taken(noise: Batch, schedule: Schedule) {
  return straightness(noise, marginalFlow(eightGaussians(), schedule), {
    from: 1,
    to: 0,
    solver: { relative: 1e-8, absolute: 1e-8 },
  });
}
