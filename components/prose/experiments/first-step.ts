import { count, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/index';
import { marginalFlow } from '../../../src/core/flow/index';
import { normalBatch, random } from '../../../src/core/random';
import { flow } from '../../../src/core/schedule/index';

const points = 500;

/** One Euler step from noise to data along straight lines. 0: most points end within three widths of a mode, 2: all within one width of their mean, 1: otherwise. */
export function run(seed = 92): Promise<{ answer: number; finding: string }> {
  const ring = eightGaussians();
  const field = marginalFlow(ring, flow());
  const noise = normalBatch(points, 2, random(seed));
  const speed = field.velocity(noise, 1, zeros(points, 2));
  const landed = { data: noise.data.map((x, i) => x - speed.data[i]), dim: 2 };
  const scale = ring.components.scales[0];
  const near = within(landed, ring.modes, 3 * scale);
  const centre = [0, 1].map((d) => mean(landed, d));
  const away = Math.sqrt(landed.data.reduce((sum, x, i) => sum + (x - centre[i % 2]) ** 2, 0) / points);
  return Promise.resolve({
    answer: near > points / 2 ? 0 : away < scale ? 2 : 1,
    finding: `${near} of ${points} points land on a mode. Their mean is (${centre.map((c) => tidy(c)).join(', ')}), and their root mean square distance from it is ${tidy(away)}.`,
  });
}

const tidy = (value: number): string => (Math.abs(value) < 5e-4 ? '0.000' : value.toFixed(3).replace('-', '−'));

function mean({ data, dim }: Batch, d: number): number {
  return data.reduce((sum, x, i) => sum + (i % dim === d ? x : 0), 0) / (data.length / dim);
}

/** How many rows are within `reach` of any of the centres. */
function within(x: Batch, centres: Batch, reach: number): number {
  let found = 0;
  for (let row = 0; row < count(x); row++) {
    for (let k = 0; k < count(centres); k++) {
      const [dx, dy] = [0, 1].map((d) => x.data[2 * row + d] - centres.data[2 * k + d]);
      if (Math.hypot(dx, dy) < reach) {
        found += 1;
        break;
      }
    }
  }
  return found;
}
