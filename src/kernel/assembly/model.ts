/**
 * One network, its optimizer and its batch, as the page's side lays them out in memory (`kernel.ts` writes this record;
 * the fields' order and sizes are the contract). Pointers are in bytes, 16-byte aligned.
 */
@unmanaged
export class Model {
  /** beta_1^k and beta_2^k of Adam's bias correction. */
  power1: f64;
  power2: f64;
  /** Numbers per point, inputs, hidden width (a multiple of 8), hidden layers. */
  dim: i32;
  inputs: i32;
  width: i32;
  depth: i32;
  /** Parameters, rounded up to a multiple of 4. */
  parameters: i32;
  batch: i32;
  /** Rows of the table over t, and points in the pool. */
  levels: i32;
  points: i32;
  /** Steps since the clock was started: decides rate and averaging. */
  clock: i32;
  warmup: i32;
  decaySteps: i32;
  learningRate: f32;
  emaDecay: f32;
  /** Share of the rate that is left when the decay ends. */
  floor: f32;
  /** [parameters] each. */
  weights: usize;
  gradient: usize;
  first: usize;
  second: usize;
  ema: usize;
  /** [levels, 20]: alpha, sigma, target = ca x_0 + ce epsilon, weight, 0, 14 features of t. */
  table: usize;
  /** [points, dim]. */
  pool: usize;
  /** Four words of the random stream. */
  random: usize;
  /** [16] sums and [16] counts of the loss by t, fading. */
  bins: usize;
  /** A batch: [batch, inputs], [batch, dim], [batch], and the bin of each row [batch] as i32. */
  features: usize;
  target: usize;
  weight: usize;
  bin: usize;
  /** [depth, batch, width]: activations, and the slopes of SiLU there. */
  hidden: usize;
  slope: usize;
  /** [batch, dim]: predictions, then the loss's gradient with respect to them. */
  output: usize;
  /** [batch, width], two of them: gradients on the way back. */
  back: usize;
  /** Packed operands. */
  packLeft: usize;
  packRight: usize;
}
