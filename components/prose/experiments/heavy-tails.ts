import { count, zeros, type Batch } from '../../../src/core/batch';
import { perturb } from '../../../src/core/electrostatics/index';
import { random } from '../../../src/core/random';

const points = 20_000;
const far = 10;

/** The share of points that the kernel of PFGM throws beyond ten times its level in the plane. 2: more than one in thirty, 1: more than one in 3,000, 0: fewer. */
export function run(seed = 95): Promise<{ answer: number; finding: string }> {
  const shares = [1, 8, Infinity].map((extra) => beyond(perturb(zeros(points, 2), 1, extra, random(seed))) / points);
  const shown = (share: number): string => (share === 0 ? 'none' : `${(100 * share).toPrecision(2)} %`);
  return Promise.resolve({
    answer: shares[0] > 1 / 30 ? 2 : shares[0] > 1 / 3000 ? 1 : 0,
    finding: `Of ${points.toLocaleString('en-GB')} points, ${shown(shares[0])} land beyond ${far} with D = 1; with D = 8 ${shown(shares[1])}, and with a Gaussian ${shown(shares[2])}.`,
  });
}

function beyond(x: Batch): number {
  let found = 0;
  for (let row = 0; row < count(x); row++) if (Math.hypot(x.data[2 * row], x.data[2 * row + 1]) > far) found += 1;
  return found;
}
