import type { ImageNetwork } from '../../../core/image-network/description';
import { lossSlope, lossValue, type LossTerm } from '../../../core/gan/loss';
import type { BoundNetwork } from '../../../core/image-network/parameters';
import type { Random } from '../../../core/random';
import type { ImageDevice, Ops } from '../ops';
import { forward } from '../pass';
import { moved, moves, opposite, type Move } from './augment';

/** How pictures are disturbed before the discriminator sees them. */
export interface Disturbance {
  readonly by: readonly Move[];
  /** [n, pixels] */
  readonly noise?: Float32Array;
}

/** A move of up to `shift` pixels, and noise of deviation `deviation`, for each picture from its own draws. */
export function disturbance(draws: readonly Random[], shift: number, deviation: number, pixels: number): Disturbance {
  const by = draws.map((draw) => moves(1, shift, draw)[0]);
  if (deviation === 0) return { by };
  const noise = new Float32Array(draws.length * pixels);
  draws.forEach((draw, i) => {
    for (let k = i * pixels; k < (i + 1) * pixels; k++) noise[k] = deviation * draw.normal();
  });
  return { by, noise };
}

export interface Discriminated {
  /** [n, side^2] in standard units, and their classes. */
  readonly pictures: Float32Array;
  readonly labels: Int32Array;
  readonly disturbance: Disturbance;
  /** What comes in where a picture is moved away: the domain's least number. */
  readonly paper: number;
  readonly term: LossTerm;
  /** Factor of the gradient: one over the batch's pictures. */
  readonly scale: number;
  readonly wantsInput: boolean;
}

/**
 * Runs the discriminator on disturbed pictures and back, with `ops` gathering its gradients or not. Sums of the loss and of D(x, y) over
 * the pictures, and the gradient at them, if wanted, before they were disturbed.
 */
export function discriminated<T>(
  device: ImageDevice<T>,
  ops: Ops<T>,
  network: BoundNetwork<ImageNetwork>,
  { pictures, labels, disturbance: { by, noise }, paper, term, scale, wantsInput }: Discriminated,
): { readonly loss: number; readonly output: number; readonly gradient: Float32Array | undefined } {
  const { side } = network.network;
  const n = labels.length;
  const seen = moved(pictures, side, by, paper);
  if (noise) for (let i = 0; i < seen.length; i++) seen[i] += noise[i];
  device.use('raw');
  return device.within(() => {
    const pass = forward(ops, network, { pictures: seen, n });
    const said = device.read(pass.output);
    const classes = said.length / n;
    const slopes = new Float32Array(said.length);
    let loss = 0,
      output = 0;
    labels.forEach((label, i) => {
      const x = said[i * classes + label];
      loss += lossValue(term, x);
      output += x;
      slopes[i * classes + label] = scale * lossSlope(term, x);
    });
    const back = pass.back(device.put(slopes, n, classes), wantsInput);
    return {
      loss,
      output,
      gradient: wantsInput ? moved(device.read(back as T), side, by.map(opposite), 0) : undefined,
    };
  });
}
