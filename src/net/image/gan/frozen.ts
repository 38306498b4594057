import type { ImageDevice, Ops } from '../ops';

/** The same pieces, which gather no gradients of the weights of products: for going back to the input alone. */
export function withoutGradients<T>(device: ImageDevice<T>): Ops<T> {
  return Object.assign(Object.create(device) as Ops<T>, {
    linearWeights: () => {},
    convolutionWeights: () => {},
    convolution1dWeights: () => {},
    lookupBack: () => {},
  });
}
