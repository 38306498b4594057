import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run as bitsLeft } from '../../components/prose/experiments/bits-left';
import { run as chainOrJump } from '../../components/prose/experiments/chain-or-jump';
import { run as mergedModes } from '../../components/prose/experiments/merged-modes';
import { run as nearestNeighbour } from '../../components/prose/experiments/nearest-neighbour';
import { run as oneGuess } from '../../components/prose/experiments/one-guess';
import { run as planeOrPicture } from '../../components/prose/experiments/plane-or-picture';
import { run as roundTrip } from '../../components/prose/experiments/round-trip';
import { run as varianceKept } from '../../components/prose/experiments/variance-kept';
import { run as whichShape } from '../../components/prose/experiments/which-shape';
import { parseDigits } from '../../src/core/data/digits';

/** The choice that the text of chapters 1 and 2 explains as the right one. */
describe('experiments of chapters 1 and 2 find what the text explains', () => {
  const digits = parseDigits(readFileSync('public/data/digits.bin'));

  it.each([
    ['which-shape', whichShape, 2],
    ['one-guess', oneGuess, 2],
    ['round-trip', roundTrip, 1],
    ['variance-kept', varianceKept, 1],
    ['chain-or-jump', chainOrJump, 1],
    ['merged-modes', mergedModes, 1],
    ['nearest-neighbour', () => nearestNeighbour(digits), 2],
    ['bits-left', () => bitsLeft(digits), 1],
    ['plane-or-picture', () => planeOrPicture(digits), 2],
  ] as const)('%s', async (_name, run, expected) => {
    const { answer, finding } = await run();
    expect(answer, finding).toBe(expected);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
  });
});
