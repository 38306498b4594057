/** A direction among codes, found in training digits, and a random one of its length: what they do to a digit. */
import { borders } from '../../../src/core/caption/attributes';
import { digitPixels, digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { rootMeanSquare } from '../../../src/core/inversion/codes';
import { meanDifference } from '../../../src/core/inversion/direction';
import { fillNormal, random } from '../../../src/core/random';
import { measured } from './measure';
import { alongOf, learnedFrom, strengths } from './state';
import type { Task } from './task';

export interface Followed {
  /** Pictures by strength. */
  readonly grey: Uint8Array;
  /** What the instrument says of each. */
  readonly values: readonly (number | null)[];
  readonly kept: number;
}

export interface Along {
  /** Root mean square of the direction. */
  readonly length: number;
  readonly found: Followed | null;
  readonly random: Followed | null;
}

/** Training digits and their codes, once for a number of steps. */
const known = new Map<number, { readonly grey: Uint8Array; readonly codes: Float32Array }>();

async function learned({ s, asks, listening }: Task<Along>, digits: Digits) {
  const before = known.get(s.steps);
  if (before) return before;
  const grey = new Uint8Array(learnedFrom * digitPixels);
  for (let i = 0; i < learnedFrom; i++) grey.set(digitPixelsOf(digits, i), i * digitPixels);
  const labels = Array.from(digits.labels.subarray(0, learnedFrom));
  const pictures = Float32Array.from(fromGrey(grey));
  const spec = { pictures, labels, back: null, evaluations: s.steps };
  const found = { grey, codes: (await asks.roundTrip(spec, listening)).latents };
  known.set(s.steps, found);
  return found;
}

export async function follow(task: Task<Along>): Promise<void> {
  const { s, digit, asks, digits, tell, listening } = task;
  const { grey, codes } = await learned(task, await digits());
  const values = measured(grey, s.along).map((v) => v ?? NaN);
  const direction = meanDifference(codes, digitPixels, values, borders[s.along].at);
  const length = rootMeanSquare(direction);
  const white = fillNormal(new Float64Array(digitPixels), random(s.seed).split('random direction'));
  const size = rootMeanSquare(white);
  const own = await asks.roundTrip(
    { pictures: Float32Array.from(fromGrey(digit.pixels)), labels: [digit.label], back: null, evaluations: s.steps },
    listening,
  );
  let along: Along = { length, found: null, random: null };
  for (const [name, way] of [
    ['found', direction],
    ['random', white.map((v) => (v * length) / size)],
  ] as const) {
    const labels = strengths.map(() => digit.label);
    const { x } = await asks.decodeDdim(
      { latents: alongOf(own.latents, way), labels, evaluations: s.steps },
      listening,
    );
    const drawn = greyOf(x);
    const { classes } = await asks.judge({ x }, listening);
    const kept = classes.filter((one) => one === digit.label).length;
    along = { ...along, [name]: { grey: drawn, values: measured(drawn, s.along), kept } };
    tell(along);
  }
}
