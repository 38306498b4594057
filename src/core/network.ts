/**
 * The description of the book's small time-conditioned MLP, as plain data. `net/` builds it (kernel or tfjs);
 * figures count its parameters and operations from here.
 *
 *   inputs: x (dim), sin and cos of `frequencies` per axis of x, sin and cos of 2^k pi t / 2-like features of t
 *   hidden: `depth` layers of `width`, SiLU
 *   output: dim numbers: epsilon, x_0 or v
 */
export type Prediction = 'epsilon' | 'x0' | 'v';

export interface NetworkSpec {
  /** Hidden width: a multiple of 8, 8 to 256. */
  readonly width: number;
  /** Hidden layers, 1 to 4. */
  readonly depth: number;
  /** What the output means. */
  readonly prediction: Prediction;
}

/** Loss weighting over noise levels, named as in the literature; multiplies the squared error of the prediction. */
export type Weighting = 'uniform' | 'epsilon' | 'x0' | 'min-snr';
