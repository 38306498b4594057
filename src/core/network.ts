/**
 * The description of the book's small time-conditioned MLP, as plain data, and what it costs. `net/` builds it (kernel or tfjs);
 * figures count its parameters and operations from here.
 *
 *   inputs: per axis of the point x_d, and sine and cosine of 1.5 x_d and of 3 x_d; fourteen numbers of time (`TimeInput`)
 *   hidden: `depth` layers of `width`, SiLU
 *   output: dim numbers: epsilon, x_0 or v
 */
export type Prediction = 'epsilon' | 'x0' | 'v';

/**
 * What a network is told of time, as sine and cosine of 2^k pi t / 2: `all`, k = 0 … 6; `slow`, k = 0 … 2 only, for what follows its change with
 * time (of the quickest, derivatives are 64 times as large as of the slowest); `span`, k = 0 … 2 of t and of how far back from it a jump goes, which is
 * 0 for none. The rest of the fourteen numbers is 0. `quick-span`: k = 0, 2, 4, 6 of t, and of a jump as `span`.
 */
export type TimeInput = 'all' | 'slow' | 'span' | 'quick-span';

/** Whether a network is told how far back a jump goes. */
export const knowsSpan = (time: TimeInput): boolean => time === 'span' || time === 'quick-span';

export interface NetworkSpec {
  /** Hidden width: a multiple of 8, 8 to 256. */
  readonly width: number;
  /** Hidden layers, 1 to 4. */
  readonly depth: number;
  /** What the output means. */
  readonly prediction: Prediction;
  /** What it is told of time; default `all`. */
  readonly time?: TimeInput;
}

/** Loss weighting over noise levels, named as in the literature; multiplies the squared error of the prediction. */
export type Weighting = 'uniform' | 'epsilon' | 'x0' | 'min-snr';

/** Numbers that tell of time: sine and cosine of seven frequencies. */
export const TIME_FEATURES = 14;

/** Inputs of the network for points of `dim` axes. */
export function inputCount(dim: number): number {
  return 5 * dim + TIME_FEATURES;
}

/** Inputs and outputs of each layer in order, the last one's output being the network's. */
export function layerSizes(
  { width, depth }: NetworkSpec,
  dim: number,
): readonly { readonly fanIn: number; readonly fanOut: number }[] {
  return Array.from({ length: depth + 1 }, (_, l) => ({
    fanIn: l === 0 ? inputCount(dim) : width,
    fanOut: l === depth ? dim : width,
  }));
}

/** Weights and biases of the network. */
export function parameterCount(network: NetworkSpec, dim: number): number {
  return layerSizes(network, dim).reduce((sum, { fanIn, fanOut }) => sum + (fanIn + 1) * fanOut, 0);
}

/** Floating-point operations of the matrix products for `points` outputs: a multiplication and an addition for each weight. */
export function forwardFlops(network: NetworkSpec, dim: number, points = 1): number {
  return layerSizes(network, dim).reduce((sum, { fanIn, fanOut }) => sum + 2 * points * fanIn * fanOut, 0);
}

/**
 * Floating-point operations of the matrix products of one training step on `batchSize` points: forward, weights' gradients, and the
 * gradients at each layer's inputs, but for the first layer's. Features, activations and the optimizer are left out.
 */
export function stepFlops(network: NetworkSpec, dim: number, batchSize: number): number {
  const [{ fanIn, fanOut }] = layerSizes(network, dim);
  return 3 * forwardFlops(network, dim, batchSize) - 2 * batchSize * fanIn * fanOut;
}
