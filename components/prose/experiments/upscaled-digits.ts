import { digitSide, toUnit } from '../../../src/core/data/digits';
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { fillNormal, random } from '../../../src/core/random';

/**
 * The log-SNR at which the nearest clean digit stops being the right one in nine of ten tries, at the digits' own size and
 * at twice the side, every pixel with noise of its own.
 */
export function run(): Promise<{ answer: number; finding: string }> {
  const own = levelLost(1);
  const twice = levelLost(2);
  const lower = own - twice;
  return Promise.resolve({
    answer: lower < 0.35 ? 0 : lower < 1.04 ? 1 : 2,
    finding:
      `Nine of ten were still right at log-SNR ${own.toFixed(2).replace('-', '−')} for 28 × 28 pixels and at ` +
      `${twice.toFixed(2).replace('-', '−')} for 56 × 56: ${lower.toFixed(2)} lower. Four pixels for one give 2 ln 2 = 1.39.`,
  });
}

function levelLost(scale: number, { tries = 60, share = 0.9 } = {}): number {
  const clean = sampleDigits().map(({ pixels }) => upscaled(toUnit(pixels), scale));
  // |x_t - alpha x_j|^2 needs only inner products: of the digits among themselves, and of each noise with each digit.
  const gram = clean.map((a) => clean.map((b) => inner(a, b)));
  const noise = new Float64Array(clean[0].length);
  const seed = random(28).split(scale);
  const overlaps: number[][] = [];
  for (let i = 0; i < tries * clean.length; i++) {
    fillNormal(noise, seed);
    overlaps.push(clean.map((digit) => inner(noise, digit)));
  }
  const right = (logSnr: number): number => {
    const alpha = 1 / Math.sqrt(1 + Math.exp(-logSnr));
    const sigma = 1 / Math.sqrt(1 + Math.exp(logSnr));
    let found = 0;
    overlaps.forEach((overlap, n) => {
      const truth = n % clean.length;
      const distances = clean.map((_, j) => alpha * gram[j][j] - 2 * (alpha * gram[truth][j] + sigma * overlap[j]));
      if (distances.indexOf(Math.min(...distances)) === truth) found++;
    });
    return found / overlaps.length;
  };
  let low = -16;
  let high = 2;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (right(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Every pixel repeated `scale` times in both directions. */
function upscaled(pixels: Float64Array, scale: number): Float64Array {
  const side = digitSide * scale;
  return Float64Array.from({ length: side * side }, (_, i) => {
    const row = Math.floor(Math.floor(i / side) / scale);
    return pixels[row * digitSide + Math.floor((i % side) / scale)];
  });
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
