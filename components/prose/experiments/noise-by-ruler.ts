import { sampleDigits } from '../../../src/core/data/digits-sample';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { random } from '../../../src/core/random';

const side = 28,
  margin = 2,
  tries = 20;

/**
 * How well the noise level of one digit can be told from its margin, which is blank paper: the scatter of sigma measured there,
 * as a share of sigma = 0.5. 0: 50 % or worse, 1: between, 2: 10 % or better.
 */
export function run(): Promise<{ answer: number; finding: string }> {
  const sigma = 0.5,
    alpha = Math.sqrt(1 - sigma * sigma);
  const draw = random(10);
  let squares = 0,
    n = 0;
  for (const { pixels } of sampleDigits()) {
    const clean = fromGrey(pixels);
    const paper = clean.reduce((a, b) => Math.min(a, b), Infinity);
    for (let k = 0; k < tries; k++) {
      let sum = 0,
        count = 0;
      for (let p = 0; p < side * side; p++) {
        const [x, y] = [p % side, Math.floor(p / side)];
        if (x >= margin && x < side - margin && y >= margin && y < side - margin) continue;
        sum += (alpha * clean[p] + sigma * draw.normal() - alpha * paper) ** 2;
        count++;
      }
      squares += (Math.sqrt(sum / count) / sigma - 1) ** 2;
      n++;
    }
  }
  const scatter = Math.sqrt(squares / n);
  return Promise.resolve({
    answer: scatter > 0.5 ? 0 : scatter > 0.1 ? 1 : 2,
    finding: `From ${side ** 2 - (side - 2 * margin) ** 2} pixels of margin the noise level of single digits is read to within ${(100 * scatter).toFixed(1)} % (root mean square over ${n} noised digits).`,
  });
}
