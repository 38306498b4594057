import { random, type Random } from '../../core/random';
import { Epochs, type PicturePool } from './data';
import type { Inputs } from './pass';

/** Noise is drawn at angles from .01 to .99 of a quarter turn: noise level sigma / alpha = tan(angle). */
export const ANGLE_FROM = 0.01;
export const ANGLE_TO = 0.99;
/** Bins of the loss over the angle. */
export const LOSS_BINS = 16;

/** Part of a training batch: what goes in, what should come out, and each picture's place on the scale of noise, 0 to 1. */
export interface NoisedBatch extends Inputs {
  readonly target: Float32Array;
  readonly place: Float32Array;
}

/**
 * Draws noised pictures. At angle theta, in units where the data's deviation is 1,
 *
 *   input  = cos(theta) x_0 + sin(theta) epsilon,
 *   target = sin(theta) x_0 - cos(theta) epsilon,
 *
 * which is EDM's F with its preconditioning at sigma_data = 1 (Karras et al. 2022, eq. 8), and minus v of Salimans and Ho 2022. Angles
 * are stratified over the batch (Kingma et al. 2021, appendix I). A class is left out with probability `dropout`.
 * Everything depends on the seed and the step alone.
 */
export class NoisedBatches {
  private readonly epochs: Epochs;
  private readonly root: Random;
  private step = -1;
  private draw: Random;
  private next = 0;

  constructor(
    private readonly pool: PicturePool,
    private readonly pixels: number,
    private readonly none: number,
    seed: number,
  ) {
    this.epochs = new Epochs(seed, pool.count);
    this.root = random(seed).split('noise');
    this.draw = this.root;
  }

  /** Rows `from` to `from + n` of the batch of `size` at `step`; in turn, beginning with row 0. `images` were drawn before the step. */
  rows(step: number, images: number, from: number, n: number, size: number, dropout: number): NoisedBatch {
    if (from === 0) {
      this.step = step;
      this.draw = this.root.split(step);
    } else if (step !== this.step || from !== this.next) {
      throw new Error(`row ${from} of step ${step} (expected row ${this.next} of step ${this.step})`);
    }
    this.next = from + n;
    const { pixels, pool, draw } = this;
    const pictures = new Float32Array(n * pixels);
    const target = new Float32Array(n * pixels);
    const logNoise = new Float32Array(n);
    const place = new Float32Array(n);
    const labels = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const picture = this.epochs.at(images + from + i);
      place[i] = (from + i + draw.uniform()) / size;
      labels[i] = draw.uniform() < dropout ? this.none : pool.labels[picture];
      const angle = (Math.PI / 2) * (ANGLE_FROM + (ANGLE_TO - ANGLE_FROM) * place[i]);
      logNoise[i] = Math.log(Math.tan(angle));
      const c = Math.cos(angle),
        s = Math.sin(angle);
      for (let p = i * pixels, q = picture * pixels; p < (i + 1) * pixels; p++, q++) {
        const epsilon = draw.normal();
        pictures[p] = c * pool.pictures[q] + s * epsilon;
        target[p] = s * pool.pictures[q] - c * epsilon;
      }
    }
    return { pictures, target, n, logNoise, labels, place };
  }
}
