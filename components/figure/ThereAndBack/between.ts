/** Two ways between two codes, straight and round: how long the codes on them are, and what they draw. */
import { fillNormal, random } from '../../../src/core/random';
import { digitPixels } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { rootMeanSquare } from '../../../src/core/inversion/codes';
import { partnerOf, stripCount, wayOf } from './state';
import type { Task } from './task';

export interface Strip {
  /** Pictures from end to end. */
  readonly grey: Uint8Array;
  /** Root mean squares of their codes; 1 for a draw. */
  readonly lengths: readonly number[];
  /** How many the judge takes for the class. */
  readonly kept: number;
}

export interface Between {
  /** Of the two codes. */
  readonly cosine: number;
  readonly linear: Strip | null;
  readonly spherical: Strip | null;
}

export async function goBetween({ s, digit, asks, digits, tell, listening }: Task<Between>): Promise<void> {
  const { label } = digit;
  let codes: Float64Array;
  if (s.ends === 'draws') codes = fillNormal(new Float64Array(2 * digitPixels), random(s.seed).split('two draws'));
  else {
    const other = partnerOf(digit, await digits());
    const pictures = Float32Array.from([...fromGrey(digit.pixels), ...fromGrey(other)]);
    const spec = { pictures, labels: [label, label], back: null, evaluations: s.steps };
    codes = Float64Array.from((await asks.roundTrip(spec, listening)).latents);
  }
  const [a, b] = [codes.subarray(0, digitPixels), codes.subarray(digitPixels)];
  const dot = a.reduce((sum, v, i) => sum + v * b[i], 0);
  let between: Between = {
    cosine: dot / digitPixels / rootMeanSquare(a) / rootMeanSquare(b),
    linear: null,
    spherical: null,
  };
  for (const way of ['linear', 'spherical'] as const) {
    const latents = wayOf(a, b, way);
    const labels = Array.from({ length: stripCount }, () => label);
    const { x } = await asks.decodeDdim({ latents, labels, evaluations: s.steps }, listening);
    const { classes } = await asks.judge({ x }, listening);
    const lengths = labels.map((_, i) => rootMeanSquare(latents.subarray(i * digitPixels, (i + 1) * digitPixels)));
    const strip = { grey: greyOf(x), lengths, kept: classes.filter((one) => one === label).length };
    between = { ...between, [way]: strip };
    tell(between);
  }
}
