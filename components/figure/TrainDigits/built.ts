/** What the shipped network does, measured when the book is built on held-out digits: where a training run may hope to arrive. Not for the browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digitPixelsOf, parseDigits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { random } from '../../../src/core/random';
import { builtAsks } from '../built-asks';
import { levelAngle, levels } from './state';

/** Held-out digits, spread over the classes, at each noise level. */
const perLevel = 100;
/** alpha = 1, sigma = `largest` t in standard units: beyond the noisiest level. */
const largest = 100;

let known: Promise<readonly number[]> | undefined;

/** Mean squared error of the network's answer F at the middle of each of the 16 levels, noise from a fixed seed. */
export function shippedLevels(): Promise<readonly number[]> {
  known ??= measure();
  return known;
}

async function measure(): Promise<readonly number[]> {
  const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
  const each = Math.floor((digits.count - digits.trainCount) / perLevel);
  const rows = Array.from({ length: perLevel }, (_, i) => digits.trainCount + i * each);
  const clean = Float64Array.from(rows.flatMap((row) => Array.from(fromGrey(digitPixelsOf(digits, row)))));
  const means: number[] = [];
  for (let level = 0; level < levels; level++) {
    const angle = levelAngle((level + 0.5) / levels);
    const sigma = Math.tan(angle);
    const draw = random(11).split(level);
    const guess = await builtAsks.guess({
      x: clean.map((v) => v + sigma * draw.normal()),
      times: [sigma / largest],
      labels: rows.map((row) => digits.labels[row]),
      schedule: { kind: 'edm', sigmaMin: 0, sigmaMax: largest, rho: 1 },
      clip: false,
    });
    // The error of F is that of the denoised guess over c_out = sin(angle) (Karras et al. 2022, eq. 7, with sigma_data = 1).
    means.push(guess.reduce((sum, v, i) => sum + ((v - clean[i]) / Math.sin(angle)) ** 2, 0) / guess.length);
  }
  return means.map((value) => Number(value.toPrecision(4)));
}
