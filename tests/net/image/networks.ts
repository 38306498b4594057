import type { ImageNetwork, Layer } from '../../../src/core/image-network/description';
import { digitUNet } from '../../../src/core/image-network/digits';

const embedding = { width: 8, frequencies: 3, classes: 4 };
const small = (name: string, layers: readonly Layer[], more: Partial<ImageNetwork> = {}): ImageNetwork => ({
  name,
  side: 6,
  channels: 4,
  embedding,
  layers,
  ...more,
});

/** Every kind of layer alone or nearly so, and a narrow U-Net of all of them. */
export const networks: readonly ImageNetwork[] = [
  small('convolution 3 x 3', [{ kind: 'convolution', size: 3, from: 4, to: 5 }], { embedding: undefined }),
  small('convolution of one channel', [{ kind: 'convolution', size: 3, from: 1, to: 3 }], {
    channels: 1,
    embedding: undefined,
  }),
  small('convolution 1 x 1', [{ kind: 'convolution', size: 1, from: 4, to: 6 }], { embedding: undefined }),
  small('linear', [{ kind: 'flatten' }, { kind: 'linear', from: 144, to: 11 }], { embedding: undefined }),
  small('norm', [{ kind: 'norm', channels: 4, groups: 2 }], { embedding: undefined }),
  small('norm of groups across vectors', [{ kind: 'norm', channels: 12, groups: 2 }], {
    channels: 12,
    embedding: undefined,
  }),
  small('silu', [{ kind: 'activation', function: 'silu' }], { embedding: undefined }),
  small('relu', [{ kind: 'activation', function: 'relu' }], { embedding: undefined }),
  small('leaky', [{ kind: 'activation', function: 'leaky' }], { embedding: undefined }),
  small('told the class alone', [{ kind: 'film', channels: 4, embedding: 8 }], {
    embedding: { ...embedding, frequencies: 0 },
  }),
  small('film', [
    { kind: 'film', channels: 4, embedding: 8 },
    { kind: 'film', channels: 4, embedding: 8 },
  ]),
  small(
    'to depth and space',
    [{ kind: 'to-depth' }, { kind: 'convolution', size: 1, from: 16, to: 8 }, { kind: 'to-space' }],
    { embedding: undefined },
  ),
  small('pool', [{ kind: 'pool' }, { kind: 'pool' }], { embedding: undefined }),
  small('residual', [{ kind: 'residual', name: 'r', inner: [{ kind: 'convolution', size: 3, from: 4, to: 4 }] }], {
    embedding: undefined,
  }),
  digitUNet({ name: 'narrow digit U-Net', channels: [8, 12], groups: [2, 4], dense: { channels: 3, hidden: 16 } }),
];
