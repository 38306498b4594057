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

/** Without an embedding: told neither the noise nor a class. */
const untold = (name: string, layers: readonly Layer[], channels = 4): ImageNetwork => ({
  name,
  side: 6,
  channels,
  layers,
});

/** Every kind of layer alone or nearly so, and a narrow U-Net of all of them. */
export const networks: readonly ImageNetwork[] = [
  untold('convolution 3 x 3', [{ kind: 'convolution', size: 3, from: 4, to: 5 }]),
  untold('convolution of one channel', [{ kind: 'convolution', size: 3, from: 1, to: 3 }], 1),
  untold('convolution 1 x 1', [{ kind: 'convolution', size: 1, from: 4, to: 6 }]),
  untold('linear', [{ kind: 'flatten' }, { kind: 'linear', from: 144, to: 11 }]),
  untold('norm', [{ kind: 'norm', channels: 4, groups: 2 }]),
  untold('norm of groups across vectors', [{ kind: 'norm', channels: 12, groups: 2 }], 12),
  untold('silu', [{ kind: 'activation', function: 'silu' }]),
  untold('relu', [{ kind: 'activation', function: 'relu' }]),
  untold('leaky', [{ kind: 'activation', function: 'leaky' }]),
  small('told the class alone', [{ kind: 'film', channels: 4, embedding: 8 }], {
    embedding: { ...embedding, frequencies: 0 },
  }),
  small('film', [
    { kind: 'film', channels: 4, embedding: 8 },
    { kind: 'film', channels: 4, embedding: 8 },
  ]),
  untold('to depth and space', [
    { kind: 'to-depth' },
    { kind: 'convolution', size: 1, from: 16, to: 8 },
    { kind: 'to-space' },
  ]),
  untold('pool', [{ kind: 'pool' }, { kind: 'pool' }]),
  untold('residual', [{ kind: 'residual', name: 'r', inner: [{ kind: 'convolution', size: 3, from: 4, to: 4 }] }]),
  digitUNet({ name: 'narrow digit U-Net', channels: [8, 12], groups: [2, 4], dense: { channels: 3, hidden: 16 } }),
];
