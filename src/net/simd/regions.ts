/** What the trainer lays into the kernel's memory and reads out of it, batch by batch. */
import { LOSS_BINS, type Kernel } from '../../kernel/kernel';
import type { NetworkBatch } from '../batches';
import { inputCount } from '../shape';

/** Share of the loss bins that a step keeps, as in `assembly/output.ts`. */
const FADE = 0.98;

/** Numbers by parameter. */
interface Weights {
  readonly weights: Float32Array;
  readonly ema: Float32Array;
  /** Adam's moments. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Copies of all of them, `size` parameters each. */
export function weightsOf(kernel: Kernel, size: number): Weights {
  const copy = (region: keyof Weights) => kernel.floats(region, size).slice();
  return { weights: copy('weights'), ema: copy('ema'), first: copy('first'), second: copy('second') };
}

export function putWeights(kernel: Kernel, given: Partial<Weights>): void {
  for (const [region, values] of Object.entries(given) as [keyof Weights, Float32Array][])
    kernel.floats(region, values.length).set(values);
}

/** Lays a batch of as many rows as there is room for. */
export function putBatch(kernel: Kernel, batch: NetworkBatch): void {
  const n = batch.weight.length;
  kernel.floats('features', batch.features.length).set(batch.features);
  kernel.floats('target', batch.target.length).set(batch.target);
  kernel.floats('weight', n).set(batch.weight);
  kernel.words('bin', n).set(batch.bin);
}

/** A copy of the batch of `n` rows that lies there. */
export function batchOf(kernel: Kernel, n: number, dim: number): NetworkBatch {
  return {
    features: kernel.floats('features', n * inputCount(dim)).slice(),
    target: kernel.floats('target', n * dim).slice(),
    weight: kernel.floats('weight', n).slice(),
    bin: kernel.words('bin', n).slice(),
  };
}

/** The mean loss of recent rows in each bin; 0 where there were none. */
export function binnedLoss(kernel: Kernel): Float64Array {
  const bins = kernel.floats('bins', 2 * LOSS_BINS);
  return Float64Array.from({ length: LOSS_BINS }, (_, i) =>
    bins[LOSS_BINS + i] > 0 ? bins[i] / bins[LOSS_BINS + i] : 0,
  );
}

/** Takes each row's loss into its bin, as the kernel does. */
export function remember(kernel: Kernel, bin: Uint32Array, terms: Float32Array): void {
  const bins = kernel.floats('bins', 2 * LOSS_BINS);
  for (let b = 0; b < bins.length; b++) bins[b] *= FADE;
  bin.forEach((b, i) => {
    bins[b] += terms[i];
    bins[LOSS_BINS + b]++;
  });
}
