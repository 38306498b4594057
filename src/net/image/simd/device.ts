import type { BoundNetwork } from '../../../core/image-network/parameters';
import { ImageKernel } from '../../../kernel/image';
import { imageKernelBytes } from '../../../kernel/image-bytes';
import type { ImageDevice, ImageWeights, OptimizerStep } from '../ops';
import type { Place } from './memory';
import { SimdSequenceOps } from './sequence-ops';

/** A network's weights in the kernel's memory. `bytes` stands in for the built-in module, in a place that can't import it. */
export async function createSimdDevice(
  network: BoundNetwork,
  bytes: BufferSource = imageKernelBytes(),
): Promise<SimdDevice> {
  return new SimdDevice(await ImageKernel.instantiate(bytes), network);
}

export class SimdDevice extends SimdSequenceOps implements ImageDevice<Place> {
  readonly backend = 'simd';

  step({ k, rate, beta1, beta2, clip, kept }: OptimizerStep): void {
    const { weights, gradient, first, second, ema } = this.address;
    const { sumOfSquares, adam } = this.kernel.exports;
    const norm = Math.sqrt(sumOfSquares(gradient, this.padded));
    const scale = clip > 0 && norm > clip ? clip / norm : 1;
    adam(
      weights,
      gradient,
      first,
      second,
      ema,
      this.padded,
      scale,
      beta1,
      beta2,
      rate / (1 - beta1 ** k),
      1 / (1 - beta2 ** k),
      kept,
    );
  }

  gradients(): Float32Array {
    return this.array('gradient').slice();
  }

  clearGradients(): void {
    this.array('gradient').fill(0);
  }

  save(): ImageWeights {
    const copy = (name: keyof ImageWeights) => this.array(name).slice();
    return { weights: copy('weights'), ema: copy('ema'), first: copy('first'), second: copy('second') };
  }

  load({ weights, ema = weights, first, second }: Pick<ImageWeights, 'weights'> & Partial<ImageWeights>): void {
    this.array('weights').set(weights);
    this.array('ema').set(ema);
    if (first) this.array('first').set(first);
    else this.array('first').fill(0);
    if (second) this.array('second').set(second);
    else this.array('second').fill(0);
    this.clearGradients();
  }
}
