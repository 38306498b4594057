import { random } from '../../../core/random';
import type { ImageGan } from './trainer';

const BETA_1 = 0.9;
const BETA_2 = 0.99;

export interface InversionOptions {
  /** The picture to be found [side^2], in standard units, and the class that the generator is told. */
  readonly picture: Float32Array;
  readonly label: number;
  /** Codes that are improved side by side from different starts. */
  readonly restarts: number;
  readonly seed: number;
  /** Adam's rate at the first step; it falls evenly to a tenth over `steps`. */
  readonly rate: number;
  readonly steps: number;
  /** Weight of the mean of z^2 beside the squared error, which keeps codes near where they are drawn from; 0 for none. */
  readonly prior: number;
}

/** Searches the latent code of a picture: Adam on the mean squared error of the generator's picture (Zhu et al. 2016, section 3.1). */
export class CodeSearch {
  /** [restarts, latent] */
  readonly codes: Float32Array;
  /** The best code so far, its picture in standard units, and its error: the mean squared difference of ink from 0 to 1. */
  code: Float32Array;
  reconstruction: Float32Array;
  error = Infinity;
  /** Every restart's error, as of the last look. */
  readonly errors: Float64Array;
  steps = 0;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private readonly labels: Int32Array;

  constructor(
    private readonly gan: ImageGan,
    private readonly options: InversionOptions,
  ) {
    const { restarts, seed, label } = options;
    const draw = random(seed).split('inversion');
    this.codes = Float32Array.from({ length: restarts * gan.latent }, () => draw.normal());
    this.first = new Float32Array(this.codes.length);
    this.second = new Float32Array(this.codes.length);
    this.labels = new Int32Array(restarts).fill(label);
    this.errors = new Float64Array(restarts).fill(Infinity);
    this.code = this.codes.slice(0, gan.latent);
    this.reconstruction = new Float32Array(options.picture.length);
  }

  /** Looks where the codes are, and moves them. */
  step(): void {
    const { rate, steps } = this.options;
    const gradient = this.look();
    this.steps++;
    const k = this.steps;
    const now = rate * (1 - (0.9 * Math.min(k, steps)) / steps);
    for (let i = 0; i < this.codes.length; i++) {
      const g = gradient[i];
      this.first[i] = BETA_1 * this.first[i] + (1 - BETA_1) * g;
      this.second[i] = BETA_2 * this.second[i] + (1 - BETA_2) * g * g;
      this.codes[i] -=
        (now * (this.first[i] / (1 - BETA_1 ** k))) / (Math.sqrt(this.second[i] / (1 - BETA_2 ** k)) + 1e-8);
    }
  }

  /** Measures the codes as they are; returns the gradient at them. */
  look(): Float32Array {
    const { picture, prior } = this.options;
    const { latent, domain } = this.gan;
    const { deviation } = domain.scale;
    const pixels = picture.length;
    const { pictures, gradient } = this.gan.through(this.codes, this.labels, (made) =>
      made.map((v, i) => (2 * deviation ** 2 * (v - picture[i % pixels])) / pixels),
    );
    for (let r = 0; r < this.errors.length; r++) {
      let sum = 0;
      for (let i = 0; i < pixels; i++) sum += (deviation * (pictures[r * pixels + i] - picture[i])) ** 2;
      this.errors[r] = sum / pixels;
      if (this.errors[r] >= this.error) continue;
      this.error = this.errors[r];
      this.code = this.codes.slice(r * latent, (r + 1) * latent);
      this.reconstruction = pictures.slice(r * pixels, (r + 1) * pixels);
    }
    if (prior > 0) for (let i = 0; i < gradient.length; i++) gradient[i] += (2 * prior * this.codes[i]) / latent;
    return gradient;
  }
}
